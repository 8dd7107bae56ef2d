import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { project, projectUnit, projString, unitVector, unproject, type GridKind } from './projection.ts';

const DEGREE = Math.PI / 180;
const KINDS: readonly GridKind[] = ['southPolarStereographic', 'northPolarStereographic', 'equirectangular'];
const seed = { seed: 20260921, numRuns: 300 };

describe('map projections', () => {
  it('agree with PROJ to a tenth of a millimetre', () => {
    const places = fc.tuple(
      fc.double({ min: -89.99, max: 89.99, noNaN: true }),
      fc.double({ min: -179.99, max: 179.99, noNaN: true }),
    );
    for (const kind of KINDS.slice(0, 2)) {
      const toMap = proj4('+proj=longlat +R=1737400 +no_defs', projString(kind));
      fc.assert(
        fc.property(places, ([lat, lon]) => {
          const sameSide = kind === 'southPolarStereographic' ? lat < 0 : lat > 0;
          fc.pre(sameSide);
          const [x, y] = project(kind, lat * DEGREE, lon * DEGREE);
          const [px, py] = toMap.forward([lon, lat]);
          expect(Math.hypot(x - px, y - py)).toBeLessThan(1e-4);
        }),
        seed,
      );
    }
  });

  it('come back to the place they started from', () => {
    const places = fc.tuple(
      fc.double({ min: -1.57, max: 1.57, noNaN: true }),
      fc.double({ min: -3.14, max: 3.14, noNaN: true }),
    );
    for (const kind of KINDS)
      fc.assert(
        fc.property(places, ([lat, lon]) => {
          fc.pre(kind !== 'southPolarStereographic' || lat < 1);
          fc.pre(kind !== 'northPolarStereographic' || lat > -1);
          const [lat2, lon2] = unproject(kind, ...project(kind, lat, lon));
          expect(lat2).toBeCloseTo(lat, 9);
          expect(Math.abs(lon2 - lon) * Math.cos(lat)).toBeLessThan(1e-9);
        }),
        seed,
      );
  });

  it('put 90 E to the right and the Earth side up in the south, as PROVENANCE.md says', () => {
    const [x, y] = project('southPolarStereographic', -89 * DEGREE, 90 * DEGREE);
    expect(x).toBeCloseTo(2 * 1_737_400 * Math.tan(0.5 * DEGREE), 3);
    expect(y).toBeCloseTo(0, 3);
    expect(projectUnit('southPolarStereographic', ...unitVector(-89 * DEGREE, 0))[1]).toBeGreaterThan(30_000);
    expect(project('northPolarStereographic', 89 * DEGREE, 0)[1]).toBeLessThan(-30_000);
    expect(unproject('southPolarStereographic', 0, 0)[0]).toBe(-Math.PI / 2);
  });
});
