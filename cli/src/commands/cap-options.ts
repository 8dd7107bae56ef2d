import { InputError } from '@openilrs/core/errors';
import { TILE_LAYERS, type TileLayerId } from '@openilrs/core/terrain';
import { readMission, type MissionOnDisk } from '@openilrs/node/mission';
import type { CapPlace, CapRequest } from '@openilrs/node/tiles';
import type { QueueAddress } from '@openilrs/node/work-queue';
import type { Command } from 'commander';
import { heightOption } from '../eye-options.ts';
import { countOption, numberOption } from '../place-options.ts';

export interface QueueOptions {
  readonly queue?: string;
  readonly stream: string;
  readonly creds?: string;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** The options that say where a queue is and how one gets in; name and password come from the environment, because command lines can be read by others. */
export function addQueueOptions(command: Command, stream = 'ilrs-cap'): Command {
  return command
    .option('--stream <name>', 'name of the run on the server (stream, subjects, object store)', stream)
    .option('--creds <file>', 'NATS credentials; or NATS_USER and NATS_PASSWORD, or NATS_TOKEN in the environment')
    .option('--tls-ca <file>', 'certificate authority of the server (PEM)')
    .option('--tls-cert <file>', 'certificate of this client (PEM)')
    .option('--tls-key <file>', 'its key (PEM)');
}

export function queueAddress(url: string, options: QueueOptions, env: NodeJS.ProcessEnv = process.env): QueueAddress {
  const { stream, creds, tlsCa, tlsCert, tlsKey } = options;
  const { NATS_USER, NATS_PASSWORD, NATS_TOKEN } = env;
  return {
    url,
    stream,
    ...(creds !== undefined && { credsFile: creds }),
    ...(NATS_USER !== undefined && { user: NATS_USER }),
    ...(NATS_PASSWORD !== undefined && { password: NATS_PASSWORD }),
    ...(NATS_TOKEN !== undefined && { token: NATS_TOKEN }),
    ...(tlsCa !== undefined && { tlsCaFile: tlsCa }),
    ...(tlsCert !== undefined && { tlsCertFile: tlsCert }),
    ...(tlsKey !== undefined && { tlsKeyFile: tlsKey }),
  };
}

export interface MapOptions {
  readonly region?: string;
  readonly southOf?: string;
  readonly cell: string;
  readonly height?: string;
  readonly layers: string;
  readonly directions?: string;
  readonly tile: string;
  readonly from?: string;
  readonly to?: string;
}

/** @throws InputError `OPTION_NUMBER`, `CAP_REGION`, `CAP_LAYERS` */
export function capRequest({ mission }: MissionOnDisk, options: MapOptions): CapRequest {
  const { survey } = mission;
  return {
    where: placeOf(options),
    cellM: numberOption('--cell', options.cell, 1, 10_000, 'm'),
    heightM: options.height === undefined ? survey.height.si : heightOption(options.height),
    layers: layersOf(options.layers),
    directions: options.directions === undefined ? survey.directions : countOption('--directions', options.directions, 8, 3600, 'directions'), // prettier-ignore
    tileCells: countOption('--tile', options.tile, 8, 4096, 'cells'),
  };
}

/** The mission with the period of the options in place of its own. */
export function missionOf(file: string, { from, to }: MapOptions): MissionOnDisk {
  const onDisk = readMission(file);
  const { survey } = onDisk.mission;
  const period = { from: from ?? survey.period.from, to: to ?? survey.period.to };
  return { ...onDisk, mission: { ...onDisk.mission, survey: { ...survey, period } } };
}

function placeOf({ region, southOf }: MapOptions): CapPlace {
  if ((region === undefined) === (southOf === undefined))
    throw new InputError('CAP_REGION', 'say which map is wanted', {
      where: '--region, --south-of',
      legal: 'one of the two',
      remedy: 'For example --south-of 80, or --region -89.46,222.5,20',
    });
  if (southOf !== undefined) return { southOfDeg: numberOption('--south-of', southOf, 70, 89.99, 'degrees') };
  const parts = region!.split(',');
  if (parts.length !== 3)
    throw new InputError('CAP_REGION', `"${region}" cannot be used`, {
      where: '--region',
      legal: 'LAT,LON,SIZE_KM, for example -89.46,222.5,20',
    });
  return {
    latDeg: numberOption('--region', parts[0]!, -90, -60, 'degrees of latitude'),
    lonDeg: numberOption('--region', parts[1]!, -180, 360, 'degrees of longitude'),
    sizeKm: numberOption('--region', parts[2]!, 0.01, 2000, 'km'),
  };
}

function layersOf(text: string): TileLayerId[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.find((name) => !Object.hasOwn(TILE_LAYERS, name));
  if (unknown === undefined) return names as TileLayerId[];
  throw new InputError('CAP_LAYERS', `"${unknown}" is no layer`, {
    where: '--layers',
    legal: Object.keys(TILE_LAYERS).join(', '),
  });
}
