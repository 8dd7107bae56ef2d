import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { FULL_SHARE, type SkyTable } from './sun-histogram.ts';
import { createSweeper } from './sweep.ts';
import type { SweepTerrain } from './sweep-terrain.ts';

/** One map to be made: the share of a body's table in view from `heightM` above every cell. */
export interface LightLayer {
  readonly heightM: number;
  /** Its directions must divide those of the sweep. */
  readonly table: SkyTable;
}

interface LightBlock {
  readonly terrain: SweepTerrain;
  readonly layers: readonly LightLayer[];
  /** Directions of the whole sweep; the block takes orientations `from` to below `to`, of `directions / 2`. */
  readonly directions: number;
  readonly from: number;
  readonly to: number;
}

/** Sums of table entries, cell by cell: one array for each layer. Integers: blocks may be added in any order. */
type LightSums = Uint32Array[];

/** Sweeps a block of orientations and looks every skyline up in the tables. */
export const lightBlockJob: Job<LightBlock, LightSums> = {
  name: 'terrain/light-block',
  run({ terrain, layers, directions, from, to }) {
    const cells2 = terrain.cells ** 2;
    const sums = layers.map(() => new Uint32Array(cells2));
    const turned = layers.map(() => new Uint32Array(cells2));
    const sweeper = createSweeper(terrain, new Set(layers.map((layer) => layer.heightM)).size);
    for (let orientation = from; orientation < to; orientation++) {
      const wanted = layers.filter(({ table }) => {
        const stride = directions / table.directions;
        return (
          orientation % stride === 0 &&
          (hasLight(table, orientation / stride) || hasLight(table, (orientation + directions / 2) / stride))
        );
      });
      if (wanted.length === 0) continue;
      const heights = [...new Set(wanted.map((layer) => layer.heightM))];
      const slopes = sweeper.sweep((2 * Math.PI * orientation) / directions, heights);
      for (const layer of wanted) {
        const stride = directions / layer.table.directions;
        const into = (slopes.transposed ? turned : sums)[layers.indexOf(layer)]!;
        const page = heights.indexOf(layer.heightM) * cells2;
        lookUp(slopes.ahead, page, layer.table, orientation / stride, into);
        lookUp(slopes.behind, page, layer.table, (orientation + directions / 2) / stride, into);
      }
    }
    for (const [i, sum] of sums.entries()) addTransposed(turned[i]!, terrain.cells, sum);
    return sums;
  },
};

function hasLight(table: SkyTable, direction: number): boolean {
  return table.values[direction * table.thresholds]! > 0;
}

/** Adds the table's answers for one direction: the "averages by threshold" of DESIGN, one look-up for each cell. */
function lookUp(slopes: Float32Array, page: number, table: SkyTable, direction: number, into: Uint32Array): void {
  if (!hasLight(table, direction)) return;
  const { values, thresholds } = table;
  const inverse = 1 / table.tangentStep;
  const shift = 0.5 - table.firstTangent * inverse; // rounds to the nearest threshold
  const row = direction * thresholds;
  const last = thresholds - 1;
  for (let i = 0; i < into.length; i++) {
    const t = slopes[page + i]! * inverse + shift;
    const at = t < 0 ? 0 : t > last ? last : t | 0;
    into[i] = into[i]! + values[row + at]!;
  }
}

function addTransposed(from: Uint32Array, cells: number, to: Uint32Array): void {
  for (let row = 0; row < cells; row++)
    for (let c = 0; c < cells; c++) to[row * cells + c] = to[row * cells + c]! + from[c * cells + row]!;
}

/** Orientations in one job: small enough for progress and abort, large enough that passing the sums back costs nothing. */
const BLOCK = 15;

/**
 * Light maps of a region: for each layer the mean share in view, 0..1, over the table's period (rows from the lowest y, columns from the lowest x).
 *
 * Identical to the bit on one worker or many, because only integers are added.
 * @param directions of the sweep, even; every table's directions must divide it
 */
export async function lightMaps(
  runner: JobRunner,
  terrain: SweepTerrain,
  layers: readonly LightLayer[],
  directions: number,
  options: JobOptions = {},
): Promise<Float32Array[]> {
  const blocks: LightBlock[] = [];
  for (let from = 0; from < directions / 2; from += BLOCK)
    blocks.push({ terrain, layers, directions, from, to: Math.min(from + BLOCK, directions / 2) });
  const parts = await runner.map(lightBlockJob, blocks, options);
  return layers.map((_, i) => {
    const total = new Float64Array(terrain.cells ** 2);
    for (const part of parts) part[i]!.forEach((value, cell) => (total[cell] = total[cell]! + value));
    return Float32Array.from(total, (value) => value / FULL_SHARE);
  });
}
