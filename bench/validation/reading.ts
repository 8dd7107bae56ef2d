import {
  project,
  resolutionAt,
  sampleTerrain,
  unitVector,
  unproject,
  type Dem,
  type Terrain,
} from '@openilrs/core/terrain';

/*
 * The one reading of every published point, of light and of networks: the place is a node of the authors' map.
 *
 * A published value belongs to a cell of the authors' terrain: the eye stands over the node at its middle, on ground that is known every 20, 100 or 240 m and straight in between. The same place on
 * terrain of other cells is another place: from 0 m an eye between two nodes, or on finer ground, looks up the slope it stands on. So the terrain around each place is brought to the
 * authors' cells first, with a node on the place itself: a cell's height is the mean of the bundled ground in it. Where the bundled grid is coarser than theirs, its own cell size is kept.
 */

/** How far around the place the ground has the authors' cells: beyond, cells of 20 m are smaller than 0.4 degrees, and their relief is a hundredth of that. */
const NEAR_M = 3000;
const NEAR_CELLS = 40;
/** Points of the bundled ground along the side of a cell, at most. */
const POINTS = 8;
const KIND = 'southPolarStereographic';

/** The terrain as a map of `cellM` has it around a place (radians): that place is a node of it. */
export function asPublished(terrain: Terrain, latRad: number, lonRad: number, cellM: number): Terrain {
  const bundledM = resolutionAt(terrain, latRad, lonRad);
  const step = Math.max(cellM, bundledM);
  const side = 2 * Math.ceil(Math.max(NEAR_M, NEAR_CELLS * step) / step) + 1;
  const [x, y] = project(KIND, latRad, lonRad);
  const grid = { kind: KIND, columns: side, rows: side, step, xMin: x - (side / 2) * step, yMax: y + (side / 2) * step } as const; // prettier-ignore
  const points = Math.min(POINTS, Math.max(1, Math.round(step / bundledM)));
  const values = new Float32Array(new SharedArrayBuffer(4 * side * side));
  for (let i = 0; i < values.length; i++) {
    const [left, top] = [grid.xMin + (i % side) * step, grid.yMax - Math.floor(i / side) * step];
    values[i] = meanHeight(terrain, left, top, step, points);
  }
  const patch: Dem = { name: `cells of ${step} m`, sha256: '', notice: '', grid, values, scale: 1, offset: 0, noData: null }; // prettier-ignore
  return [patch, ...terrain];
}

const sample = new Float64Array(2);

function meanHeight(terrain: Terrain, left: number, top: number, step: number, points: number): number {
  let sum = 0;
  for (let i = 0; i < points; i++)
    for (let j = 0; j < points; j++) {
      const at = unproject(KIND, left + ((i + 0.5) / points) * step, top - ((j + 0.5) / points) * step);
      sampleTerrain(terrain, ...unitVector(...at), sample);
      sum += sample[0]!;
    }
  return sum / points ** 2;
}
