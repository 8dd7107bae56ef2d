import { readFileSync } from 'node:fs';
import { InputError } from '@openilrs/core/errors';
import {
  heightAt,
  parseTerrainManifest,
  project,
  unproject,
  type Dem,
  type DemGrid,
  type Terrain,
} from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';

/** Latitude and longitude in radians. */
export type GroundPlace = readonly [latRad: number, lonRad: number];

/**
 * Checks that the terrain that a user named has to do with the ground that is asked about: bundled grids lie underneath, so a file of the wrong place, or one
 * whose longitudes have the wrong sign, would be passed over in silence.
 *
 * @param places samples of that ground
 * @param ground what it is, for messages: `the region of the survey`
 * @returns what the user should know: files that serve the horizon only, and how much of the ground the bundled grids fill
 * @throws InputError `TERRAIN_OUTSIDE` when none of the files has a height at any of the places: they lie elsewhere, or have a hole there
 */
export function checkTerrainCoverage(own: Terrain, places: readonly GroundPlace[], ground: string): string[] {
  if (own.length === 0 || places.length === 0) return [];
  const has = (dem: Dem, place: GroundPlace) => !Number.isNaN(heightAt([dem], ...place));
  const outside = own.filter((dem) => !places.some((place) => has(dem, place)));
  const where = `${ground} (${sayBounds(boundsOf(places))})`;
  if (outside.length === own.length) {
    const files = own.map(sayFile).join('; ');
    const torn = own.filter((dem) => places.some((place) => isOn(dem.grid, place)));
    if (torn.length > 0)
      throw new InputError('TERRAIN_OUTSIDE', `your terrain has no data at ${where}: ${torn.map(({ name }) => name).join(', ')} covers it, but holds its no-data value there`, {
        legal: 'at least one height',
        remedy: 'Fill the hole (gdal_fillnodata.py), correct a no-data value that heights have too (gdal_edit.py -a_nodata), or name no terrain to use the bundled grids',
      }); // prettier-ignore
    throw new InputError('TERRAIN_OUTSIDE', `no height of your terrain lies in ${where}: ${files}`, {
      legal: 'at least one file that covers some of it',
      remedy: 'Check the file and the sign of latitude and longitude, or name no terrain to use the bundled grids',
    });
  }
  const notices = outside.map((dem) => `${sayFile(dem)} lies outside ${where}: it serves the horizon only`);
  const covered = places.filter((place) => own.some((dem) => has(dem, place))).length / places.length;
  if (covered < 1)
    notices.push(`your terrain covers ${(100 * covered).toFixed(0)} % of ${where}; bundled grids fill the rest`);
  return notices;
}

/** The user's part of a terrain that `loadTerrain` made: what comes before the bundled grids. */
export function ownTerrain(all: Terrain): Terrain {
  const manifest = bundledPath('terrain/terrain.json');
  const bundled = parseTerrainManifest(readFileSync(manifest, 'utf8'), manifest).grids.length;
  return all.slice(0, all.length - bundled);
}

interface Bounds {
  readonly latDeg: readonly [number, number];
  /** East longitudes from west to east, 0 to 360, the end beyond 360 when they pass 0; the whole circle is 0 to 360. */
  readonly lonDeg: readonly [number, number];
}

function sayFile(dem: Dem): string {
  return `${dem.name} covers ${sayBounds(gridBounds(dem.grid))}`;
}

function sayBounds({ latDeg, lonDeg }: Bounds): string {
  const span = ([from, to]: readonly [number, number]) => `${from.toFixed(3)} to ${to.toFixed(3)}`;
  if (latDeg[1] - latDeg[0] < 5e-4 && lonDeg[1] - lonDeg[0] < 5e-4)
    return `latitude ${latDeg[0].toFixed(3)}, longitude ${lonDeg[0].toFixed(3)}`;
  return `latitude ${span(latDeg)}, longitude ${lonDeg[1] - lonDeg[0] >= 359.9 ? 'all' : span(lonDeg)}`;
}

/** Whether a place lies on the cells of a grid, with a height or without. */
function isOn({ kind, columns, rows, step, xMin, yMax }: DemGrid, [latRad, lonRad]: GroundPlace): boolean {
  const [x, y] = project(kind, latRad, lonRad);
  const turn = 2 * Math.PI;
  const east = kind === 'equirectangular' ? (((x - xMin) % turn) + turn) % turn : x - xMin;
  return east >= 0 && east <= columns * step && y <= yMax && y >= yMax - rows * step;
}

const STEPS = 64;

/** Bounds of a grid from a lattice of its map, its edges included, and from the pole when that lies on it. */
function gridBounds({ kind, columns, rows, step, xMin, yMax }: DemGrid): Bounds {
  const places: GroundPlace[] = [];
  for (let i = 0; i <= STEPS; i += 1)
    for (let j = 0; j <= STEPS; j += 1)
      places.push(unproject(kind, xMin + (i / STEPS) * columns * step, yMax - (j / STEPS) * rows * step));
  const overPole =
    kind !== 'equirectangular' && xMin < 0 && xMin + columns * step > 0 && yMax > 0 && yMax - rows * step < 0;
  if (!overPole) return boundsOf(places);
  const { latDeg } = boundsOf(places);
  return { latDeg: kind === 'southPolarStereographic' ? [-90, latDeg[1]] : [latDeg[0], 90], lonDeg: [0, 360] };
}

/** The least latitudes and longitudes that hold all places: longitudes leave out the widest gap. */
function boundsOf(places: readonly GroundPlace[]): Bounds {
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  const lats = places.map(([lat]) => degrees(lat));
  const lons = places.map(([, lon]) => (degrees(lon) + 360) % 360).sort((a, b) => a - b);
  const gaps = lons.map((lon, i) => (i === 0 ? lon + 360 - lons.at(-1)! : lon - lons[i - 1]!));
  const widest = gaps.indexOf(Math.max(...gaps));
  const [west, east] = [lons[widest]!, lons.at(widest - 1)!];
  return { latDeg: [Math.min(...lats), Math.max(...lats)], lonDeg: [west, east < west ? east + 360 : east] };
}
