import type { Dem, Terrain } from '../ground/dem.ts';
import { fromGnomonic, type GnomonicFrame } from '../ground/gnomonic.ts';
import { cellSizeM, projectUnit } from '../ground/projection.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';

/** How the ground under the cells is laid out: nodes per cell and axis, and where the first lies beside the cell's centre, in cells (x, y), 0 to below 1 / fineness. */
export interface Lattice {
  readonly fineness: number;
  readonly shiftSteps: readonly [x: number, y: number];
  /** Where the nodes of the coarsest grid in the region lie beside the cell's centre, in cells, when they lie alike for all cells and the lattice has none there. */
  readonly secondShift: readonly [x: number, y: number] | null;
}

const FINEST = 8;
/** Nodes that the ground of the cells may have: 200 MB. */
const MOST_NODES = 50e6;
/** Places along a side at which the region is asked for its finest grid. */
const PROBES = 17;

/** A lattice as fine as the finest grid in the region, on that grid's own nodes where its rows run along those of the plane. */
export function chooseLattice(
  terrain: Terrain,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  reach: number,
): Lattice {
  const grids = gridsIn(terrain, frame, cells * stepM);
  const dem = grids[0];
  if (!dem) return { fineness: 1, shiftSteps: [0, 0], secondShift: null };
  const most = Math.max(1, Math.min(FINEST, Math.floor(Math.sqrt(MOST_NODES) / (cells + 2 * reach + 6))));
  const { ratio, column, row } = placeInGrid(dem, frame, cells, stepM);
  const whole = Math.round(ratio);
  const drift = (Math.abs(ratio - whole) * cells) / 2; // at the edge of the region
  if (column === null || whole < 1 || whole > most || drift > ON_NODES) {
    // Off the nodes a lattice twice as fine follows the surface as well.
    return {
      fineness: Math.min(most, Math.max(1, Math.ceil(2 * ratio - 0.01))),
      shiftSteps: [0, 0],
      secondShift: null,
    };
  }
  const shiftSteps = [nextNode(column) / whole, nextNode(row) / whole] as const;
  const coarsest = grids.at(-1)!;
  const secondShift = coarsest === dem ? null : secondLattice(coarsest, frame, cells, stepM, whole, shiftSteps);
  return { fineness: whole, shiftSteps, secondShift };
}

/** The grids that serve somewhere in the region, the finest first. */
function gridsIn(terrain: Terrain, frame: GnomonicFrame, sizeM: number): Dem[] {
  const u = new Float64Array(3);
  const sample = new Float64Array(2);
  const sizes = new Set<number>();
  for (let i = 0; i < PROBES; i++)
    for (let j = 0; j < PROBES; j++) {
      fromGnomonic(frame, (i / (PROBES - 1) - 0.5) * sizeM, (j / (PROBES - 1) - 0.5) * sizeM, u);
      sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
      sizes.add(sample[1]!);
    }
  return terrain.filter((dem) => sizes.has(cellSizeM(dem.grid))).sort((a, b) => cellSizeM(a.grid) - cellSizeM(b.grid));
}

/** Shift of a lattice of one node in a cell that has the nodes of a coarse grid among its own; null when there is none, or the fine lattice has them already. */
function secondLattice(
  dem: Dem,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  fineness: number,
  fine: readonly [number, number],
): [x: number, y: number] | null {
  const { ratio, column, row } = placeInGrid(dem, frame, cells, stepM);
  const apart = Math.round(1 / ratio);
  if (column === null || apart < 1 || (Math.abs(1 / ratio - apart) * ratio * cells) / 2 > ON_NODES) return null;
  const beside = (position: number) => {
    const shift = (nextNode(position) / ratio) % 1;
    return shift > 1 - ON_CENTRE ? 0 : shift;
  };
  const shift: [number, number] = [beside(column), beside(row)];
  const onFine = shift.every((part, axis) => {
    const nodes = (part - fine[axis]!) * fineness;
    return Math.abs(nodes - Math.round(nodes)) < 2 * ON_CENTRE;
  });
  return onFine ? null : shift;
}

/** Nodes may drift this far (in nodes) from the grid's until the edge of the region. */
const ON_NODES = 0.2;

/** Nodes of the grid per cell, and where in the grid a cell at the centre lies (x and y up, in nodes); null when rows of the grid do not run along x. */
function placeInGrid(
  { grid }: Dem,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
): { ratio: number; column: number | null; row: number } {
  const ratio = stepM / cellSizeM(grid);
  if (grid.kind === 'equirectangular') return { ratio, column: null, row: 0 };
  const at = (xM: number, yM: number) => {
    const u = fromGnomonic(frame, xM, yM, new Float64Array(3));
    const [x, y] = projectUnit(grid.kind, u[0]!, u[1]!, u[2]!);
    return [(x - grid.xMin) / grid.step - 0.5, (y - grid.yMax) / grid.step + 0.5] as const;
  };
  const middle = cells % 2 === 0 ? -0.5 * stepM : 0;
  const [column, row] = at(middle, middle);
  const [beside, rise] = at(middle + stepM, middle);
  const along = beside > column && Math.abs(rise - row) * cells < 2 * ON_NODES;
  return {
    ratio: Math.hypot(beside - column, rise - row),
    column: along ? column : null,
    row,
  };
}

/** Closer than this (in nodes) a node is taken to lie on the cell's centre. */
const ON_CENTRE = 0.02;

/** Way in nodes from a position to the next node. */
function nextNode(position: number): number {
  const way = Math.ceil(position) - position;
  return way < ON_CENTRE || way > 1 - ON_CENTRE ? 0 : way;
}
