import { mkdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import { unproject, type TilePlan, type TileSettings } from '@openilrs/core/terrain';
import { replaceDurably } from '../hub-store/durable-file.ts';
import { requireWritable, type MissionOnDisk } from '../mission/index.ts';
import { folderBlobs, sweepTemporaries, type BlobStore } from './blob-store.ts';
import { cutTerrain } from './cut-terrain.ts';
import { inputsOf, ownTerrainFiles, skyOf } from './run-inputs.ts';
import { FORMAT, parseSpec, planOf, requireSame, runId, settingsOf, storeSky, type CapRequest, type RunSpec } from './run-spec.ts'; // prettier-ignore
import { openBook, type TileBook } from './tile-book.ts';
import { terrainSources } from './terrain-sources.ts';
import { tileBytes } from './tile-result.ts';

/** A run of tiles in a folder: `run.json`, `objects/` (terrain and results), `tiles/` (one record for each finished tile). */
export interface CapRun {
  readonly id: string;
  readonly folder: string;
  readonly spec: RunSpec;
  readonly plan: TilePlan;
  readonly settings: TileSettings;
  readonly blobs: BlobStore;
  readonly book: TileBook;
  /** True when the folder held the run already. */
  readonly resumed: boolean;
}

export interface OpenRunOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/**
 * Begins a run in a folder, or takes up the one that is there. Terrain is cut into blocks once, at the beginning.
 * @throws InputError `CAP_OTHER_RUN` when the folder holds a run with other options, terrain, kernels or software; `CAP_REGION`, `CAP_TILE`, `CAP_DIRECTIONS`, `CAP_LAYERS`, `CAP_DISK`,
 * `OUT_FOLDER`, and those of terrain and kernels
 */
export async function openRun(
  onDisk: MissionOnDisk,
  request: CapRequest,
  folder: string,
  options: OpenRunOptions = {},
): Promise<CapRun> {
  const plan = planOf(request);
  checkRequest(request);
  await requireWritable(folder);
  await mkdir(folder, { recursive: true });
  await sweepTemporaries(folder);
  await sweepTemporaries(join(folder, 'objects'));
  const inputs = await inputsOf(onDisk, request);
  const blobs = folderBlobs(join(folder, 'objects'));
  const file = join(folder, 'run.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  const common = { id: runId(inputs), folder, plan, settings: settingsOf(request, plan), blobs, book: openBook(folder, blobs) }; // prettier-ignore
  if (text !== null) {
    const spec = parseSpec(text, file);
    requireSame(spec.inputs, inputs, folder);
    return { ...common, spec, resumed: true };
  }
  await requireSpace(folder, request, plan);
  const sky = await storeSky(await skyOf(onDisk), blobs);
  const terrainIndex = await cutInto(blobs, plan, ownTerrainFiles(onDisk), options);
  const spec: RunSpec = { format: FORMAT, inputs, terrainIndex, sky };
  await replaceDurably(file, `${JSON.stringify(spec, null, 1)}\n`);
  return { ...common, spec, resumed: false };
}

async function cutInto(
  blobs: BlobStore,
  plan: TilePlan,
  files: readonly string[],
  options: OpenRunOptions,
): Promise<string> {
  const { grid, tiles } = plan;
  const side = grid.columns * grid.step;
  const [latRad, lonRad] = unproject(grid.kind, grid.xMin + side / 2, grid.yMax - side / 2);
  const sources = await terrainSources(files, { latRad, lonRad, radiusM: 0 });
  try {
    const index = await cutTerrain(sources, plan, blobs, options);
    if (index.dems.length === 0 || tiles.length === 0)
      throw new InputError('CAP_REGION', 'no terrain in the region', { remedy: 'Move the region' });
    return await blobs.put(new TextEncoder().encode(JSON.stringify(index)));
  } finally {
    for (const { raster } of sources) await raster.close();
  }
}

function checkRequest({ directions, layers }: CapRequest): void {
  if (!(Number.isInteger(directions) && directions >= 8 && directions <= 3600 && directions % 4 === 0))
    throw new InputError('CAP_DIRECTIONS', `${directions} directions`, { legal: 'a multiple of 4, 8 to 3600' });
  if (layers.length === 0) throw new InputError('CAP_LAYERS', 'no layer is asked for');
}

/** Results once as tiles and once in the pictures. @throws InputError `CAP_DISK` */
async function requireSpace(folder: string, { layers }: CapRequest, { tiles }: TilePlan): Promise<void> {
  const cells = tiles.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const needs = tileBytes(layers, cells) + 4 * layers.length * cells;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= needs) return;
  const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new InputError('CAP_DISK', `${gb(bavail * bsize)} are free`, {
    where: folder,
    legal: `about ${gb(needs)} for tiles and pictures`,
    remedy: 'Give a folder on a larger disk',
  });
}
