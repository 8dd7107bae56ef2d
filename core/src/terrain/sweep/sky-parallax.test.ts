import { describe, expect, it } from 'vitest';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { gnomonicFrame, fromGnomonic, sightHeight } from '../ground/gnomonic.ts';
import { tabulateSky } from '../light/light-sky.ts';
import { rowFrom } from './sky-parallax.ts';
import { FULL_SHARE, skyTable, type SkyTable } from './sun-histogram.ts';

const frame = gnomonicFrame('southPolarStereographic', 3000, 1000);
const DAY = 86_400;
const far = 1e12;

/** A far body on a slow spiral over a piece of the sky, as tabled for the centre of the plane. */
const wander = (t: number) => {
  const turn = (2 * Math.PI * t) / (10 * DAY);
  return [1 + 0.12 * Math.sin(turn) + 0.02 * Math.sin(3.3 * turn), 0.06 + 0.05 * Math.cos(1.7 * turn)] as const;
};

function direction(t: number): number[] {
  const [azimuth, elevation] = wander(t);
  const { x, y, up } = frame;
  return [0, 1, 2].map(
    (i) => Math.cos(elevation) * (Math.cos(azimuth) * x[i]! + Math.sin(azimuth) * y[i]!) + Math.sin(elevation) * up[i]!,
  );
}

/** Direction and slope in the projective image of a body at infinity, from a point of the plane: by a second point of the line of sight. */
function seenFrom(t: number, xM: number, yM: number, heightM: number): [angle: number, slope: number] {
  const u = fromGnomonic(frame, xM, yM, new Float64Array(3));
  const d = direction(t);
  const p = [0, 1, 2].map((i) => u[i]! * (MOON_RADIUS_M + heightM) + 1e5 * d[i]!);
  const r = Math.hypot(...p);
  const dot = (a: readonly number[]) => a.reduce((sum, c, i) => sum + c * p[i]!, 0);
  const scale = MOON_RADIUS_M / dot(frame.up);
  const [x, y] = [dot(frame.x) * scale, dot(frame.y) * scale];
  const rise = sightHeight(x, y, r - MOON_RADIUS_M) - sightHeight(xM, yM, heightM);
  return [Math.atan2(y - yM, x - xM), rise / Math.hypot(x - xM, y - yM)];
}

describe('the sky away from the centre', () => {
  const sky = tabulateSky(
    (et, out) => direction(et).forEach((c, i) => (out[i] = far * c)),
    (_et, out) => out.fill(1),
    0,
    30 * DAY,
  );
  const table: SkyTable = skyTable(sky.sun, frame, 0, 0, 30 * DAY, { directions: 1440, sampleS: 300 });

  it.each([
    [60_000, -45_000, 0],
    [-20_000, 70_000, 6000],
  ])('is that of a place %i, %i m beside it, %i m higher', (xM, yM, heightM) => {
    const zM = sightHeight(xM, yM, heightM);
    const row = new Int32Array(table.thresholds + 1);
    const skyline = (angle: number) => 0.06 + 0.03 * Math.sin(9 * angle);
    let [tabled, untold] = [0, 0];
    for (let d = 0; d < table.directions; d++) {
      const at = (skyline((2 * Math.PI * d) / table.directions) - table.firstTangent) / table.tangentStep;
      const i = Math.floor(at);
      rowFrom(table, d, { xM, yM, zM }, row, 0);
      tabled += row[i]! + (at - i) * (row[i + 1]! - row[i]!);
      untold += table.values[d * table.thresholds + i]!;
    }
    let seen = 0;
    for (let t = 0; t < 30 * DAY; t += 100) {
      const [angle, slope] = seenFrom(t, xM, yM, heightM);
      if (slope > skyline(angle)) seen += 100 / (30 * DAY);
    }
    expect(Math.abs(tabled / FULL_SHARE - seen)).toBeLessThan(0.001);
    expect(Math.abs(untold / FULL_SHARE - seen)).toBeGreaterThan(0.0025); // what the tiles are for
  });

  it('gives the table itself at the centre', () => {
    const row = new Int32Array(table.thresholds + 1);
    for (const d of [200, 229, 251]) {
      rowFrom(table, d, { xM: 0, yM: 0, zM: 0 }, row, 0);
      expect([...row.subarray(0, table.thresholds)]).toEqual([
        ...table.values.subarray(d * table.thresholds, (d + 1) * table.thresholds),
      ]);
    }
  });
});
