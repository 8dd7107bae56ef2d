import { unproject, type Dem } from '@openilrs/core/terrain';
import { describe, expect, it } from 'vitest';
import { checkTerrainCoverage } from './terrain-coverage.ts';

const degree = Math.PI / 180;

/** A square grid of the south polar map with its centre at (x, y), in kilometres. */
function square(name: string, xKm: number, yKm: number, sideKm: number, cells = 64): Dem {
  const step = (1000 * sideKm) / cells;
  const grid = { kind: 'southPolarStereographic', columns: cells, rows: cells, step, xMin: 1000 * (xKm - sideKm / 2), yMax: 1000 * (yKm + sideKm / 2) } as const; // prettier-ignore
  return {
    name,
    sha256: '',
    notice: '',
    grid,
    values: new Int16Array(cells * cells),
    scale: 1,
    offset: 0,
    noData: null,
  };
}

/** 11 x 11 places of a square of the map. */
function placesAround(xKm: number, yKm: number, sideKm: number) {
  const steps = Array.from({ length: 11 }, (_, i) => (i / 10 - 0.5) * sideKm);
  return steps.flatMap((dx) => steps.map((dy) => unproject('southPolarStereographic', 1000 * (xKm + dx), 1000 * (yKm + dy)))); // prettier-ignore
}

const ridge = placesAround(-11, -12, 20);
const check = (...own: Dem[]) => checkTerrainCoverage(own, ridge, 'the region');

describe('the terrain of a user', () => {
  it('passes without a word when it covers the ground, or when there is none', () => {
    expect(check(square('site.tif', -11, -12, 30))).toEqual([]);
    expect(check()).toEqual([]);
  });

  it('is refused when it lies elsewhere, with its bounds and those of the ground', () => {
    // Corners of the ridge at (-1, -2) and (-21, -22) km: 2.236 and 30.41 km from the pole; (-1, -22) and (-21, -2) bound the longitudes.
    expect(() => check(square('mirrored.tif', 11, 12, 20))).toThrow(
      /^no height of your terrain lies in the region \(latitude -89\.926 to -88\.997, longitude 182\.603 to 264\.560\): mirrored\.tif covers latitude -89\.\d{3} to -88\.\d{3}, longitude 2\.\d{3} to 84\.\d{3} \(legal/,
    );
    expect(() => check(square('north.tif', 0, 400, 20))).toThrow(expect.objectContaining({ code: 'TERRAIN_OUTSIDE' }));
  });

  it('is used with a notice when it covers a part, or serves the horizon only', () => {
    expect(check(square('half.tif', -26, -12, 30))[0]).toMatch(
      /^your terrain covers 45 % of the region \(.*\); bundled/,
    );
    const notices = check(square('site.tif', -11, -12, 30), square('far.tif', 90, 0, 20));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(
      /^far\.tif covers latitude -87.*longitude 8\d\.\d{3} to 9\d\.\d{3} lies outside the region .*horizon only$/,
    );
  });

  it('is said to have a hole where it covers the place with its no-data value, whichever way longitudes are counted', () => {
    const torn = { ...square('torn.tif', -11, -12, 30), noData: 0 };
    expect(() => check(torn)).toThrow(/^your terrain has no data at the region .*: torn\.tif covers it, but holds its no-data value there .*gdal_fillnodata/); // prettier-ignore
    const turned = { ...torn, name: 'turned.tif', grid: { kind: 'equirectangular', columns: 64, rows: 64, step: degree / 8, xMin: 178 * degree, yMax: -82 * degree } } as const; // prettier-ignore
    expect(() => checkTerrainCoverage([turned], [[-85 * degree, -177 * degree]], 'the place')).toThrow(/holds its no-data value there/); // prettier-ignore
    expect(() => checkTerrainCoverage([turned], [[-85 * degree, 170 * degree]], 'the place')).toThrow(/^no height of your terrain lies in/); // prettier-ignore
  });

  it('says bounds across the pole and across the zero meridian', () => {
    expect(check(square('polar.tif', 0, 0, 1), square('site.tif', -11, -12, 30))[0] ?? '').toMatch(/latitude -90\.000 to -89\.977, longitude all/); // prettier-ignore
    const zero = square('zero.tif', 0, 60, 20); // y toward 0 E
    expect(() => checkTerrainCoverage([zero], [[-80 * degree, 90 * degree]], 'the place')).toThrow(
      /the place \(latitude -80\.000, longitude 90\.000\): zero\.tif covers .*longitude 348\.\d{3} to 371\.\d{3}/,
    );
  });
});
