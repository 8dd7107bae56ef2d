import { InputError } from '../../errors/index.ts';
import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { FULL_SHARE, type SkyTable } from './sun-histogram.ts';
import { mostTurn } from './sky-parallax.ts';
import { createSweeper, type Lookup } from './sweep.ts';
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
  /** Directions of the whole circle, and those which the block takes. */
  readonly directions: number;
  readonly wanted: readonly number[];
}

/** Sums of table entries, cell by cell: one array for each layer. Integers: blocks may be added in any order. */
type LightSums = Uint32Array[];

/** Sweeps a block of directions and looks every skyline up in the tables. */
export const lightBlockJob: Job<LightBlock, LightSums> = {
  name: 'terrain/light-block',
  run({ terrain, layers, directions, wanted }) {
    const thresholds = Math.max(...layers.map(({ table }) => table.thresholds));
    const regionM = terrain.cells * terrain.stepM;
    const sweeper = createSweeper(terrain, { sums: layers.length, thresholds });
    try {
      for (const direction of wanted) {
        const angle = (2 * Math.PI * direction) / directions;
        for (const heightM of new Set(layers.map((layer) => layer.heightM))) {
          const lookups = lookupsOf(layers, heightM, direction, directions, regionM);
          if (lookups.length > 0) sweeper.add(angle, heightM, lookups);
        }
      }
      return layers.map((_, i) => sweeper.sum(i));
    } finally {
      sweeper.close();
    }
  },
};

/** Which tables have light in a direction of the sweep, for one height. */
function lookupsOf(
  layers: readonly LightLayer[],
  heightM: number,
  direction: number,
  directions: number,
  regionM: number,
): Lookup[] {
  return layers.flatMap((layer, sum) => {
    const { table } = layer;
    const stride = directions / table.directions;
    if (layer.heightM !== heightM || direction % stride !== 0) return [];
    const own = direction / stride;
    return hasLight(table, own, mostTurn(table, regionM)) ? [{ table, direction: own, sum }] : [];
  });
}

function hasLight({ directions, thresholds, values }: SkyTable, direction: number, around: number): boolean {
  for (let d = direction - around; d <= direction + around; d++)
    if (values[((d + directions) % directions) * thresholds]! > 0) return true;
  return false;
}

/** Blocks in a whole map: enough for progress and abort, few enough that carrying terrain in and sums out costs nothing. */
const BLOCKS = 24;

/** Sums that may be on their way from workers at one time, bytes. */
const SUMS_AT_ONCE = 512e6;

/**
 * Light maps of a region: for each layer the mean share in view, 0..1, over the table's period (rows from the lowest y, columns from the lowest x); 0 in cells without terrain.
 *
 * Only directions in which one of the bodies ever stands are swept. Identical to the bit on one worker or many, because only integers are added.
 * @param directions of the circle; every table's directions must divide it
 */
export async function lightMaps(
  runner: JobRunner,
  terrain: SweepTerrain,
  layers: readonly LightLayer[],
  directions: number,
  options: JobOptions = {},
): Promise<Float32Array[]> {
  checkDirections(layers, directions);
  const regionM = terrain.cells * terrain.stepM;
  const heights = [...new Set(layers.map((layer) => layer.heightM))];
  const wanted = Array.from({ length: directions }, (_, d) => d).filter((d) =>
    heights.some((heightM) => lookupsOf(layers, heightM, d, directions, regionM).length > 0),
  );
  const blocks: LightBlock[] = [];
  const share = Math.max(1, Math.ceil(wanted.length / BLOCKS));
  for (let from = 0; from < wanted.length; from += share)
    blocks.push({ terrain, layers, directions, wanted: wanted.slice(from, from + share) });
  const totals = layers.map(() => new Float64Array(terrain.cells ** 2));
  const bytes = 4 * terrain.cells ** 2 * layers.length;
  const atOnce = Math.max(2 * runner.parallel, Math.floor(SUMS_AT_ONCE / bytes));
  for (let from = 0; from < blocks.length; from += atOnce) {
    const { signal, progress } = options;
    const parts = await runner.map(lightBlockJob, blocks.slice(from, from + atOnce), {
      ...(signal && { signal }),
      ...(progress && { progress: (done, _total, what) => progress(from + done, blocks.length, what) }),
    });
    for (const part of parts) for (const [i, sums] of part.entries()) addTo(totals[i]!, sums);
  }
  return totals.map((total) => Float32Array.from(total, (value) => value / FULL_SHARE));
}

function checkDirections(layers: readonly LightLayer[], directions: number): void {
  for (const { table } of layers)
    if (directions % table.directions !== 0)
      throw new InputError(
        'SWEEP_DIRECTIONS',
        `a sweep of ${directions} directions with a table of ${table.directions}`,
        {
          legal: 'directions of which those of every table are a whole part',
        },
      );
}

function addTo(total: Float64Array, sums: Uint32Array): void {
  for (let i = 0; i < total.length; i++) total[i] = total[i]! + sums[i]!;
}
