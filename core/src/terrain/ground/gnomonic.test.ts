import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOON_RADIUS_M } from './dem.ts';
import { azimuthOf, fromGnomonic, gnomonicFrame, localTangent, sightHeight, toGnomonic } from './gnomonic.ts';
import { localAxes } from '../../math/index.ts';
import { latLonOf } from './projection.ts';

const frame = gnomonicFrame('southPolarStereographic', -11_000, -12_000);
const metres = fc.double({ min: -300e3, max: 300e3, noNaN: true });
const height = fc.double({ min: -9e3, max: 11e3, noNaN: true });

/** A point of space as Moon-fixed metres. */
function space(x: number, y: number, heightM: number): number[] {
  const u = fromGnomonic(frame, x, y, new Float64Array(3));
  return [...u].map((component) => component * (MOON_RADIUS_M + heightM));
}

describe('the gnomonic plane', () => {
  it('gives places back', () => {
    fc.assert(
      fc.property(metres, metres, (x, y) => {
        const [x2, y2] = toGnomonic(frame, fromGnomonic(frame, x, y, new Float64Array(3)));
        expect(Math.hypot(x2 - x, y2 - y)).toBeLessThan(1e-6);
      }),
      { seed: 1 },
    );
  });

  it('lies along the axes of the map, seen from above', () => {
    const u = fromGnomonic(frame, 0, 0, new Float64Array(3));
    const [lat, lon] = latLonOf(u[0]!, u[1]!, u[2]!);
    expect(2 * MOON_RADIUS_M * Math.tan((Math.PI / 2 + lat) / 2) * Math.sin(lon)).toBeCloseTo(-11_000, 3);
    const [ahead] = toGnomonic(
      frame,
      [-u[0]!, -u[1]!, u[2]!].map((c, i) => (i < 2 ? -c : c)),
    );
    expect(ahead).toBeCloseTo(0, 6);
    expect(frame.x[0] * frame.y[1] - frame.x[1] * frame.y[0]).toBeLessThan(0); // x to y turns counterclockwise around -z
  });

  it('shows straight lines of sight as straight lines of line-of-sight height', () => {
    fc.assert(
      fc.property(metres, metres, height, metres, metres, height, (xa, ya, ha, xb, yb, hb) => {
        fc.pre(Math.hypot(xb - xa, yb - ya) > 1000);
        const [a, b] = [space(xa, ya, ha), space(xb, yb, hb)];
        const middle = a.map((component, i) => (component + b[i]!) / 2);
        const r = Math.hypot(...middle);
        const [x, y] = toGnomonic(frame, middle);
        const t = Math.hypot(x - xa, y - ya) / Math.hypot(xb - xa, yb - ya);
        const [za, zb, z] = [sightHeight(xa, ya, ha), sightHeight(xb, yb, hb), sightHeight(x, y, r - MOON_RADIUS_M)];
        expect(Math.abs((xb - xa) * (y - ya) - (yb - ya) * (x - xa))).toBeLessThan(0.1 * Math.hypot(xb - xa, yb - ya));
        expect(z - (za + t * (zb - za))).toBeCloseTo(0, 3);
      }),
      { seed: 2 },
    );
  });

  it('turns slopes into elevations over the local horizon, and directions into azimuths', () => {
    fc.assert(
      fc.property(metres, metres, height, metres, metres, height, (xa, ya, ha, xb, yb, hb) => {
        const distance = Math.hypot(xb - xa, yb - ya);
        fc.pre(distance > 1000);
        const [a, b] = [space(xa, ya, ha), space(xb, yb, hb)];
        const [za, zb] = [sightHeight(xa, ya, ha), sightHeight(xb, yb, hb)];
        const [cos, sin] = [(xb - xa) / distance, (yb - ya) / distance];
        const tangent = localTangent(xa, ya, za, cos, sin, (zb - za) / distance);
        const [lat, lon] = latLonOf(a[0]!, a[1]!, a[2]!);
        const { up, east, north } = localAxes(lat, lon);
        const ray = b.map((component, i) => component - a[i]!);
        const along = (axis: readonly number[]) => axis.reduce((sum, component, i) => sum + component * ray[i]!, 0);
        const [e, n, u] = [along(east), along(north), along(up)];
        expect(Math.atan(tangent)).toBeCloseTo(Math.atan2(u, Math.hypot(e, n)), 9);
        const azimuth = azimuthOf(frame, xa, ya, Math.atan2(sin, cos));
        expect(Math.cos(azimuth - Math.atan2(e, n))).toBeCloseTo(1, 12);
      }),
      { seed: 3 },
    );
  });
});
