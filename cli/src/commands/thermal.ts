import {
  horizonAt,
  lunarSky,
  RECONSTRUCTED_BASELINE_M,
  resolutionAt,
  SETTLING_S,
  slopeAt,
  thermalAt,
  thermalRecord,
  type Terrain,
  type ThermalRecord,
} from '@openilrs/core/terrain';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import type { Command } from 'commander';
import { openGround } from '../ground.ts';
import { groundInWords } from '../ground-words.ts';
import { periodOption, placeInWords, placeOption, requirePeriod, TERRAIN_HELP } from '../place-options.ts';
import { say } from '../progress.ts';

interface ThermalCommandOptions {
  readonly lat: string;
  readonly lon: string;
  readonly from: string;
  readonly to: string;
  readonly terrain?: readonly string[];
  readonly frame: string;
  readonly json?: true;
}

/** `ilrs thermal`: temperature of the ground of a place, at the surface and below. */
export function registerThermal(program: Command): void {
  program
    .command('thermal')
    .description('temperature of the ground of a place over a period, at the surface and below')
    .requiredOption('--lat <degrees>', 'planetocentric latitude, north positive')
    .requiredOption('--lon <degrees>', 'longitude, east positive (-180 to 360)')
    .option('--from <utc>', 'start, ISO 8601 UTC', '2035-01-01')
    .option('--to <utc>', 'end, ISO 8601 UTC', '2036-01-01')
    .option('--terrain <file...>', TERRAIN_HELP)
    .option('--frame <name>', 'Moon-fixed frame of the terrain', 'MOON_ME_DE421')
    .option('--json', 'print JSON, with the temperature of the surface at every step')
    .addHelpText('after', '\nExample:\n  ilrs thermal --lat -87.45 --lon -5.17 --from 2035-01-01 --to 2036-01-01')
    .action(async (options: ThermalCommandOptions) => {
      const [record, terrain] = await thermalOf(options);
      console.log(options.json ? JSON.stringify(record) : inWords(record, terrain));
    });
}

async function thermalOf(options: ThermalCommandOptions): Promise<[ThermalRecord, Terrain]> {
  const [lat, lon] = placeOption(options);
  const ephemeris = await openBundledEphemeris();
  const lsk = ephemeris.leapSeconds;
  const [from, to] = periodOption(options.from, options.to, lsk);
  requirePeriod(ephemeris, [from, to], options, SETTLING_S, 'in which the ground settles');
  const sky = lunarSky(ephemeris, options.frame, from - SETTLING_S, to);
  const terrain = await openGround(options.terrain, { places: [[lat, lon]], name: 'the place', json: options.json });
  say('horizon');
  const profile = horizonAt(terrain, lat, lon, 0);
  const baseline = Math.max(RECONSTRUCTED_BASELINE_M, 2 * resolutionAt(terrain, lat, lon));
  say('temperatures');
  const thermal = thermalAt(profile, slopeAt(terrain, lat, lon, baseline), sky, from, to);
  return [thermalRecord(profile, thermal, lsk), terrain];
}

function inWords(record: ThermalRecord, terrain: Terrain): string {
  const { slopeDeg, downhillAzimuthDeg, skyView, iceDepthM } = record;
  const kelvin = (value: number) => `${value.toFixed(1).padStart(6)} K`;
  const aspect =
    downhillAzimuthDeg === null
      ? ''
      : ` down toward azimuth ${downhillAzimuthDeg.toFixed(0)}° (from north through east)`;
  const ice =
    iceDepthM === null
      ? 'nowhere within the model: it is always above 110 K at some time'
      : iceDepthM === 0
        ? 'from the surface down'
        : `below ${(100 * iceDepthM).toFixed(1)} cm`;
  const rows = [0, 0.01, 0.03, 0.1, 0.3, 1, 3].map((wanted) => {
    const at = record.depth.reduce((a, b) => (Math.abs(b.depthM - wanted) < Math.abs(a.depthM - wanted) ? b : a));
    return `${(100 * at.depthM).toFixed(1).padStart(9)}${[at.maxK, at.meanK, at.minK].map((value) => value.toFixed(1).padStart(9)).join('')}`;
  });
  return [
    `Ground at ${placeInWords(record)}, ${record.fromUtc} to ${record.toUtc}`,
    `slope ${slopeDeg.toFixed(1)}°${aspect}, ${(100 * skyView).toFixed(1)} % of the sky in view`,
    `surface  highest ${kelvin(record.surfaceMaxK)}  ${record.warmestUtc}`,
    `         mean    ${kelvin(record.surfaceMeanK)}`,
    `         lowest  ${kelvin(record.surfaceMinK)}  ${record.coldestUtc}`,
    `kept of sunlight ${record.directMeanWPerM2.toFixed(2)} W/m2, from the surroundings ${record.surroundingsMeanWPerM2.toFixed(2)} W/m2 (means)`,
    `under 110 K, where water ice lasts: ${ice}`,
    ' depth cm  highest     mean   lowest   K',
    ...rows,
    'Hayne et al. 2017 soil; surroundings as a bowl that fills as much of the sky (see docs/guide/thermal.md for its limits)',
    ...groundInWords(terrain, (record.latDeg * Math.PI) / 180, (record.lonDeg * Math.PI) / 180),
  ].join('\n');
}
