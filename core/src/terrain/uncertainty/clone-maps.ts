import { InputError } from '../../errors/index.ts';
import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { latLonOf } from '../ground/projection.ts';
import { lightMaps, type LightLayer } from '../sweep/light-map.ts';
import { sweepTerrain, type SweepTerrain } from '../sweep/sweep-terrain.ts';
import { cloneTerrain } from './clone-terrain.ts';
import type { TerrainErrors } from './vertical-error.ts';

/** What is cloned, how often, and from which seed. */
export interface CloneRequest {
  readonly terrain: Terrain;
  readonly errors: TerrainErrors;
  readonly clones: number;
  readonly seed: number;
}

interface CloneSweep extends Omit<CloneRequest, 'clones'> {
  readonly clone: number;
  readonly frame: GnomonicFrame;
  readonly cells: number;
  readonly stepM: number;
}

/** A clone of the terrain, prepared for the sweep of a region; the clone itself stays in the thread. */
export const cloneSweepJob: Job<CloneSweep, SweepTerrain> = {
  name: 'terrain/clone-sweep',
  run({ terrain, errors, seed, clone, frame, cells, stepM }) {
    const [latRad, lonRad] = latLonOf(...frame.up);
    const around = { latRad, lonRad, radiusM: cells * stepM * Math.SQRT1_2 };
    return sweepTerrain(cloneTerrain(terrain, errors, seed, clone, around), frame, cells, stepM);
  },
};

/** Clones and cells of all maps that are held together: 1.6 GB of float32. */
const MOST_VALUES = 4e8;

/**
 * Light maps of `clones` clones of a region, one after the other: `lightMaps` of each on its own terrain, so that with no noise every clone is the plain map to the bit, and one
 * worker or many give the same.
 *
 * The terrain of the next clones is made on the workers, as many at a time as there are.
 * @throws InputError `CLONES` when the maps would not fit in memory together
 */
export async function cloneLightMaps(
  { terrain, errors, clones, seed }: CloneRequest,
  { frame, cells, stepM }: { readonly frame: GnomonicFrame; readonly cells: number; readonly stepM: number },
  layer: LightLayer,
  directions: number,
  runner: JobRunner,
  { signal, progress }: JobOptions = {},
): Promise<Float32Array[]> {
  if (!(Number.isInteger(clones) && clones >= 1 && clones * cells * cells <= MOST_VALUES))
    throw new InputError('CLONES', `${clones} clones of ${cells} x ${cells} cells`, {
      legal: `1 to ${Math.floor(MOST_VALUES / cells ** 2)} clones of so many cells`,
    });
  const maps: Float32Array[] = [];
  const stop = signal === undefined ? {} : { signal };
  while (maps.length < clones) {
    const round = Array.from({ length: Math.min(runner.parallel, clones - maps.length) }, (_, i) => maps.length + i);
    const inputs = round.map((clone) => ({ terrain, errors, seed, clone, frame, cells, stepM }));
    for (const swept of await runner.map(cloneSweepJob, inputs, stop)) {
      const before = maps.length;
      const report = progress && ((done: number, total: number) => progress(before + done / total, clones, 'clones'));
      const [map] = await lightMaps(runner, swept, [layer], directions, { ...stop, ...(report && { progress: report }) }); // prettier-ignore
      maps.push(map!);
    }
  }
  return maps;
}
