import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { stationEnvironment } from '@openilrs/core/mission';
import { createStation, type Environment } from '@openilrs/core/station';
import { projectPath } from '../bundled/index.ts';
import { openWorld, readMission, type OpenWorld } from '../mission/index.ts';
import { placeOf } from './index.ts';

const HOUR = 3600;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
/** On the connecting ridge, where the reference station stands. */
const SITE = placeOf({ latDeg: -89.4516, lonDeg: 222.7581 });

/** Total eclipses of NASA's catalogue: middle, and half of the time from first to last penumbral contact and of totality, for the Moon as a whole. */
const totals = readFileSync(projectPath('test/reference/eclipses/lunar-eclipses-2018-2030.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split(','))
  .filter(([, type]) => type === 'T')
  .map(([td, , , , , penumbral, , total]) => ({
    td: td!,
    greatestEt: (Date.parse(`${td!}Z`) - J2000_MS) / 1000, // TD is TT, 2 ms from TDB
    halfS: 30 * Number(penumbral),
    darkHalfS: 30 * Number(total),
  }));

const onDisk = readMission(projectPath('examples/ilrs-reference.yaml'));
let world: OpenWorld;
beforeAll(async () => {
  world = await openWorld(onDisk);
});

/** One mast is enough: skylines take the time of this test. */
const declared = onDisk.mission.station;
const [mast] = declared.masts;
const station = {
  ...declared,
  masts: [mast!],
  arrays: declared.arrays.filter(({ mastId }) => mastId === mast!.id),
  nodes: declared.nodes.map((node) => ({ ...node, mastId: mast!.id })),
  faults: [],
};

/** Output of all arrays at instants, from telemetry of a station that nobody commands. */
function powers(environment: Environment, instants: readonly number[]): number[] {
  const twin = createStation(station, environment);
  return instants.map((et) => {
    while (twin.telemetry().et < et) twin.advance(et);
    return twin.telemetry().arrays.reduce((sum, { powerW }) => sum + powerW, 0);
  });
}

describe("the station's arrays in eclipses of the Sun by the Earth", () => {
  it.each(totals.slice(-4).map((row) => [row.td, row] as const))(
    'of %s give nothing while the whole Moon is in the umbra, and all that they gave before when it is over',
    (_td, { greatestEt, halfS, darkHalfS }) => {
      const [fromEt, toEt] = [greatestEt - 12 * HOUR, greatestEt + 12 * HOUR];
      const { environment } = stationEnvironment(world, station, SITE, fromEt, toEt);
      // two minutes of margin: greatest eclipse is not the exact middle of the contacts
      const [before, after] = [greatestEt - halfS - 120, greatestEt + halfS + 120];
      const dark = [-1, 0, 1].map((k) => greatestEt + k * (darkHalfS - 120));
      const [sunBefore, ...rest] = powers(environment, [before, ...dark, after]) as [number, ...number[]];
      expect(rest.slice(0, 3)).toEqual([0, 0, 0]);
      const full = station.arrays.reduce((sum, { areaM2, efficiency }) => sum + 1361 * areaM2 * efficiency, 0);
      expect(sunBefore).toBeGreaterThan(0.9 * full);
      expect(Math.abs(rest[3]! / sunBefore - 1)).toBeLessThan(0.02);
    },
  );
});
