import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { gnomonicFrame } from '../ground/gnomonic.ts';
import { lightMaps } from './light-map.ts';
import { limbTable } from './limb-table.ts';
import { tabulateSky, sunRadiusRad, SUN_RADIUS_M } from '../light/light-sky.ts';
import { FULL_SHARE, skyTable } from './sun-histogram.ts';
import { sweepTerrain } from './sweep-terrain.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const frame = gnomonicFrame('southPolarStereographic', 3000, 1000);
const DAY = 86_400;
const AU = 149_597_870_700;
const degree = Math.PI / 180;

/** A body that goes round the pole of the frame at a constant elevation, once in 30 days. */
function circling(elevationRad: number, distanceM = AU) {
  const sky = tabulateSky(
    (et, out) => {
      const angle = (2 * Math.PI * et) / (30 * DAY);
      const { x, y, up } = frame;
      for (let i = 0; i < 3; i++)
        out[i] =
          MOON_RADIUS_M * up[i]! +
          distanceM *
            (Math.cos(elevationRad) * (Math.cos(angle) * x[i]! + Math.sin(angle) * y[i]!) +
              Math.sin(elevationRad) * up[i]!);
    },
    (_et, out) => out.fill(1),
    0,
    300 * DAY,
  );
  return skyTable(sky.sun, frame, 0, 0, 300 * DAY, { directions: 360, radiusRad: sunRadiusRad });
}

/** Sum over all directions for a level skyline at one elevation. */
function above(table: ReturnType<typeof skyTable>, elevationRad: number): number {
  const i = Math.round((Math.tan(elevationRad) - table.firstTangent) / table.tangentStep);
  const at = Math.min(Math.max(i, 0), table.thresholds - 1);
  let sum = 0;
  for (let d = 0; d < table.directions; d++) sum += table.values[d * table.thresholds + at]!;
  return sum / FULL_SHARE;
}

describe('the sky table', () => {
  const radius = Math.asin(SUN_RADIUS_M / AU);
  const table = circling(1 * degree);

  it('holds the whole disc over a low skyline and nothing over a high one', () => {
    expect(above(table, 0)).toBeCloseTo(1, 6);
    expect(above(table, 2 * degree)).toBe(0);
  });

  it('holds the share of the disc above a level skyline: the segment of a circle', () => {
    for (const offset of [-0.9, -0.5, -0.1, 0, 0.3, 0.6, 0.95]) {
      const segment = (Math.acos(offset) - offset * Math.sqrt(1 - offset * offset)) / Math.PI;
      expect(Math.abs(above(table, 1 * degree + offset * radius) - segment)).toBeLessThan(0.01); // one threshold is 1 % of the disc
    }
  });

  it('gives every direction its part of the time', () => {
    for (let d = 0; d < 360; d++) expect((table.values[d * table.thresholds]! / FULL_SHARE) * 360).toBeCloseTo(1, 1);
  });
});

describe('the limb table', () => {
  const radius = Math.asin(SUN_RADIUS_M / AU);
  it('keeps the highest limb of every direction, and errs by less than two thresholds, on the side of light', () => {
    const sky = tabulateSky(
      (et, out) => {
        const [angle, elevation] = [(2 * Math.PI * et) / (30 * DAY), 0.02 * Math.sin((2 * Math.PI * et) / (30 * DAY))];
        const { x, y, up } = frame;
        for (let i = 0; i < 3; i++)
          out[i] =
            MOON_RADIUS_M * up[i]! +
            AU *
              (Math.cos(elevation) * (Math.cos(angle) * x[i]! + Math.sin(angle) * y[i]!) +
                Math.sin(elevation) * up[i]!);
      },
      (_et, out) => out.fill(1),
      0,
      60 * DAY,
    );
    const options = { directions: 360, radiusRad: sunRadiusRad };
    const { values, thresholds, firstTangent, tangentStep } = limbTable(sky.sun, frame, 0, 0, 60 * DAY, options);
    for (let d = 0; d < 360; d++) {
      const row = values.subarray(d * thresholds, (d + 1) * thresholds);
      const top = firstTangent + tangentStep * (row.findIndex((value) => value === 0) - 1);
      const limb = Math.tan(0.02 * Math.sin((2 * Math.PI * d) / 360) + radius);
      expect(top - limb).toBeGreaterThanOrEqual(0);
      expect(top - limb).toBeLessThan(2 * tangentStep + 0.02 * degree); // and what the Sun rises across a wedge
    }
  });
});

describe('the light map', () => {
  it('does not depend on how the work is cut', async () => {
    const hills = syntheticDem(
      polarGrid('southPolarStereographic', 300, 50),
      (x, y) => 200 * Math.sin(x / 900) * Math.cos(y / 700),
    );
    const terrain = sweepTerrain([hills], frame, 20, 50, { rangeM: 6000 });
    const layers = [
      { heightM: 5, table: circling(3 * degree) },
      { heightM: 0, table: { ...circling(3 * degree) } },
    ];
    const backwards = {
      parallel: 1,
      map: async <I, O>(job: { run: (input: I) => O }, inputs: readonly I[]) =>
        inputs.map((_, i) => job.run(inputs[inputs.length - 1 - i]!)),
    };
    const [a, b] = [
      await lightMaps(inlineRunner, terrain, layers, 360),
      await lightMaps(backwards, terrain, layers, 360),
    ];
    expect(b).toEqual(a);
    expect(Math.min(...a[0]!)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...a[0]!)).toBeLessThanOrEqual(1 + 1e-6);
    a[0]!.forEach((share, i) => expect(share).toBeGreaterThanOrEqual(a[1]![i]! - 1e-3)); // higher sees more, up to a near edge
  });
});
