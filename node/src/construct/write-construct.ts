import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  checkParts,
  construct,
  parseRouteMap,
  partIds,
  routeMapCsv,
  SOFTWARE,
  type ConstructResult,
} from '@openilrs/core/mission';
import type { RouteMap } from '@openilrs/core/programme';
import { bundledPath } from '../bundled/index.ts';
import { missionInCommand, namedInputs, outInCommand, readBytes, type MissionOnDisk } from '../mission/index.ts';

/** A route map with the digest of the file it came from. */
export interface RouteMapOnDisk {
  readonly routeMap: RouteMap;
  readonly name: string;
  readonly sha256: string;
}

/**
 * Reads the route map that a mission file names: the bundled one, or a file relative to the mission file.
 *
 * @throws InputError `FILE_MISSING`, or what `parseRouteMap` says about its content
 */
export function readRouteMap({ mission, folder }: Pick<MissionOnDisk, 'mission' | 'folder'>): RouteMapOnDisk {
  const { map } = mission.route;
  const own = isAbsolute(map) ? map : join(folder, map);
  const file = map === 'bundled' ? bundledPath('programme/route-map.yaml') : own;
  const name = map === 'bundled' ? 'data/programme/route-map.yaml' : map;
  const bytes = readBytes(file, 'a route map');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { routeMap: parseRouteMap(bytes.toString('utf8'), name), name, sha256 };
}

/**
 * Runs the verb on a mission. `at` is the date of the station; default the start of the mission. Writes nothing.
 *
 * @throws InputError `ROUTE_UNKNOWN_PART`, `ROUTE_UNKNOWN_ELEMENT`, `ROUTE_DATE`, and those of {@link readRouteMap}
 */
export function constructMission(onDisk: MissionOnDisk, at = onDisk.mission.mission.start): ConstructResult {
  const { routeMap, name, sha256 } = readRouteMap(onDisk);
  const { mission } = onDisk;
  checkParts(mission.route, partIds(mission.station));
  return construct({
    missionId: mission.mission.id,
    route: mission.route,
    routeMap,
    at,
    provenance: {
      software: SOFTWARE,
      command: `ilrs construct ${missionInCommand(onDisk)} --at ${at} ${outInCommand(onDisk)}`,
      seed: null,
      inputs: namedInputs([
        [onDisk.name, onDisk.sha256],
        [name, sha256],
      ]),
    },
  });
}

/**
 * Writes `construct.json` and `route-map.csv` into `<outDir>/construct/`; each file appears whole or not at all.
 *
 * @returns paths of the files
 */
export function writeConstruct(result: ConstructResult, outDir: string): string[] {
  const folder = join(outDir, 'construct');
  mkdirSync(folder, { recursive: true });
  return [
    writeWhole(join(folder, 'route-map.csv'), routeMapCsv(result)),
    writeWhole(join(folder, 'construct.json'), `${JSON.stringify(result, null, 2)}\n`),
  ];
}

function writeWhole(file: string, text: string): string {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  return file;
}
