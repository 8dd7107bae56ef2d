import { beforeAll, describe, expect, it } from 'vitest';
import {
  cellAt,
  discShare,
  driveField,
  horizonAt,
  lookFrom,
  lunarSky,
  observerOf,
  placeOfCell,
  planTraverse,
  REFERENCE_VEHICLE,
  sunRadiusRad,
  surveyRegion,
  vehicleOf,
  vehicleSchema,
  type DriveField,
  type LunarSky,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from '../terrain/index.ts';

const DEGREE = Math.PI / 180;
const vehicle = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));

let terrain: Terrain;
let sky: LunarSky;
let field: DriveField;
beforeAll(async () => {
  terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  const from = utcToEt(ephemeris.leapSeconds, '2035-06-20');
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, from + 3 * 86_400);
  const region = surveyRegion(-89.4908 * DEGREE, 216.379 * DEGREE, 8000, 20);
  field = driveField(terrain, region, sky, { fromEt: sky.fromEt, toEt: sky.toEt, heightM: vehicle.arrayHeightM });
});

/** Visible share of the disc from the array over a cell, by the cell's own ray-marched skyline. */
function exactShare(cell: number): (et: number) => number {
  const { latRad, lonRad } = placeOfCell(field.region, cell);
  const profile = horizonAt(terrain, latRad, lonRad, vehicle.arrayHeightM);
  const look = lookFrom(observerOf(profile), sky.sun);
  const seen = new Float64Array(3);
  return (et) => {
    look(et, seen);
    return discShare(profile, seen[0]!, seen[1]!, sunRadiusRad(seen[2]!));
  };
}

describe('the light of a drive', () => {
  it('is that of the exact skyline of its cells, and is not promised where it is not', () => {
    const n = field.region.sweepCells;
    let [samples, wrong, lit, promised] = [0, 0, 0, 0];
    for (let k = 0; k < 12; k++) {
      const cell = (20 + ((37 * k) % (n - 40))) * n + 20 + ((53 * k) % (n - 40));
      const share = exactShare(cell);
      for (let et = sky.fromEt + 300; et < sky.toEt - 600; et += 3600) {
        const slot = et - sky.fromEt;
        let planned = false;
        for (let w = field.light.first[cell]!; w < field.light.first[cell + 1]!; w++)
          if (field.light.from[w]! <= slot && field.light.to[w]! >= slot) planned = true;
        const truth = share(et) >= 0.5;
        if (planned && !truth) promised++;
        samples++;
        if (truth) lit++;
        if (truth !== planned) wrong++;
      }
    }
    expect(lit / samples).toBeGreaterThan(0.1);
    expect(lit / samples).toBeLessThan(0.9);
    expect(wrong / samples).toBeLessThan(0.05); // up to ten minutes are left out at each end of a span
    expect(promised / samples).toBeLessThan(0.002);
  });

  it('shines along a planned drive by the exact skylines, too', () => {
    const at = (latDeg: number, lonDeg: number) => cellAt(field.region, latDeg * DEGREE, lonDeg * DEGREE);
    const limits = { alongRad: 15 * DEGREE, acrossRad: 15 * DEGREE };
    const answer = planTraverse(field, {
      vehicle,
      start: at(-89.4516, 222.7581),
      goal: at(-89.53, 210),
      limits,
      least: 'energy',
      darkS: 0,
    });
    if (answer.found === null) throw new Error(JSON.stringify(answer.why));
    const { found } = answer;
    expect(found.longestDarkS).toBe(0);
    expect(found.distanceM).toBeGreaterThan(4100);
    const some = found.legs.filter((_, i) => i % 12 === 0);
    const shares = some.map(({ cell, arrivalEt }) => exactShare(cell)(arrivalEt));
    // On the edge of a shadow the sweep and the ray march may differ by a part of the disc.
    expect(shares.length).toBeGreaterThan(8);
    for (const share of shares) expect(share).toBeGreaterThan(0.4);
    for (const { batteryJ, rise } of found.legs) {
      expect(batteryJ).toBeGreaterThanOrEqual(vehicle.floorJ);
      expect(Math.abs(Math.atan(rise))).toBeLessThan(15 * DEGREE + 1e-6);
    }
  });
});

// 2033-04-14: the Earth covers all of the Sun, as seen from the Moon, about 19:13 UTC. First and last contact of a point are held to half a minute of NASA's catalogue of lunar eclipses by node/src/survey/eclipses.test.ts.
describe('a drive on the day of an eclipse', () => {
  let field: DriveField;
  let hour: (utc: string) => number;
  beforeAll(async () => {
    const { leapSeconds, ...rest } = await openBundledEphemeris();
    const [from, to] = ['2033-04-14T12:00', '2033-04-15T06:00'].map((utc) => utcToEt(leapSeconds, utc)) as [number, number]; // prettier-ignore
    hour = (utc) => utcToEt(leapSeconds, `2033-04-14T${utc}`) - from;
    const sky = lunarSky({ leapSeconds, ...rest }, 'MOON_ME_DE421', from, to);
    const region = surveyRegion(-89.4516 * DEGREE, 222.7581 * DEGREE, 2400, 40);
    field = driveField(terrain, region, sky, { fromEt: from, toEt: to, heightM: 10 });
  });

  const litAt = (slot: number): number[] => {
    const { first, from, to } = field.light;
    const cells = first.length - 1;
    return Array.from({ length: cells }, (_, cell) => cell).filter((cell) => {
      for (let w = first[cell]!; w < first[cell + 1]!; w++) if (from[w]! <= slot && to[w]! >= slot) return true;
      return false;
    });
  };

  it('finds no light while the Earth covers the Sun, and light before and after', () => {
    for (const utc of ['17:00', '18:00', '19:13', '20:30', '21:30']) expect(litAt(hour(utc))).toEqual([]);
    for (const utc of ['16:00', '22:40']) expect(litAt(hour(utc)).length).toBeGreaterThan(200);
  });

  it('stays in the dark for the eclipse, no shorter and not much longer, or is refused', () => {
    const both = new Set(litAt(hour('22:40')));
    const places = litAt(hour('16:00')).filter((cell) => both.has(cell));
    const limits = { alongRad: 20 * DEGREE, acrossRad: 20 * DEGREE };
    const start = cellAt(field.region, -89.4516 * DEGREE, 222.7581 * DEGREE);
    // The farthest place that is lit before and after: at 0.72 km/h the way to it and the sixteen hours of the field leave time to wait the eclipse out.
    const n = field.region.sweepCells;
    const away = (cell: number) => Math.hypot((cell % n) - (start % n), Math.floor(cell / n) - Math.floor(start / n));
    const goal = places.filter((cell) => away(cell) < 20).reduce((far, cell) => (away(cell) > away(far) ? cell : far), start); // prettier-ignore
    const slow = { ...vehicle, speedMPerS: vehicle.speedMPerS / 12, idleW: 30, heaterW: 30 };
    const ask = (darkS: number) => planTraverse(field, { vehicle: slow, start, goal, limits, least: 'energy', darkS });
    const refused = ask(0);
    expect(refused.found === null && refused.why.reason).toBe('darkness');
    const { found } = ask(6 * 3600);
    // From first to last contact 16:43 to 21:50 at this place (`ilrs light`): 5.12 h, two minutes of margin and two samples of ten minutes at most besides.
    expect(found!.longestDarkS).toBeGreaterThanOrEqual(5.1 * 3600);
    expect(found!.longestDarkS).toBeLessThan(5.6 * 3600);
  });
});
