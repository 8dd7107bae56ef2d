import { join } from 'node:path';
import type { MapGrid } from '@openilrs/core/mission';
import { EARTH_DIRECTIONS, projString, TILE_LAYERS, type TileLayerId, type TilePlace } from '@openilrs/core/terrain';
import { writeCogStream } from './cog-stream.ts';
import type { CapRun } from './open-run.ts';
import type { RunInputs } from './run-spec.ts';
import type { TerrainIndex } from './terrain-index.ts';
import type { TileRecord } from './tile-book.ts';
import { decodeLayer } from './tile-result.ts';

export interface MosaicFile {
  readonly layer: TileLayerId;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface MosaicOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (layer: TileLayerId, rows: number) => void;
}

/**
 * Puts the finished tiles of a run together: for each layer `<layer>.tif` in the run's folder, a cloud-optimised GeoTIFF. Tiles without a result are left empty.
 *
 * Holds the tiles of two or three rows of tiles in memory at a time.
 * @throws InputError `CAP_DAMAGED` when a result does not hold what its name says
 */
export async function writeMosaic(run: CapRun, options: MosaicOptions = {}): Promise<MosaicFile[]> {
  const { grid } = run.plan;
  const { columns, rows, step, xMin, yMax } = grid;
  const place: MapGrid = { columns, rows, stepM: step, xMinM: xMin, yMaxM: yMax, proj: projString(grid.kind) };
  const records = await run.book.accepted();
  const { dems } = JSON.parse(new TextDecoder().decode(await run.blobs.get(run.spec.terrainIndex))) as TerrainIndex;
  const notice = [...new Set(dems.map((dem) => dem.notice).filter((text) => text !== ''))].join('; ');
  const files: MosaicFile[] = [];
  for (const layer of run.settings.layers) {
    const { title, definition, unit, classes } = TILE_LAYERS[layer];
    const path = join(run.folder, `${layer}.tif`);
    const facts = metadataOf(run, layer);
    const software = `openilrs ${run.spec.inputs.software.version}`;
    const strip = stripsOf(run, layer, records);
    const { signal, progress } = options;
    const written = await writeCogStream(path, place, strip, {
      ...{ title, definition, unit, notice, software, classes, metadata: facts },
      ...(signal && { signal }),
      ...(progress && { progress: (done: number) => progress(layer, done) }),
    });
    files.push({ layer, path, ...written });
  }
  return files;
}

function metadataOf(run: CapRun, layer: TileLayerId): Record<string, string> {
  const { inputs } = run.spec;
  const { heightM, directions } = run.settings;
  const { raised } = TILE_LAYERS[layer];
  const ofLight = raised || layer === 'permanentShadow';
  const light = {
    HEIGHT_M: String(raised ? heightM : 0),
    PERIOD: `${inputs.period.fromUtc} to ${inputs.period.toUtc}`,
    BINS: `${layer === 'earthFraction' ? EARTH_DIRECTIONS * directions : directions} directions; heights in steps of 0.0001 (tangent); path of the body every ${layer === 'earthFraction' ? 'hour' : 'half hour'}`,
  };
  return {
    ...(ofLight && light),
    TILES: `${run.plan.tileCells} x ${run.plan.tileCells} cells, each with its own gnomonic plane`,
    TERRAIN: inputs.terrain.map(({ name, sha256 }) => `${name} ${sha256}`).join('; '),
    KERNELS: inputs.kernels.map(({ name, sha256 }) => `${name} ${sha256}`).join('; '),
    SOFTWARE_DIGEST: inputs.software.digest,
    COMMAND: commandOf(inputs),
  };
}

/** What makes the map again. Folder, threads and queue are left out: the file does not depend on them, to the byte. */
function commandOf({ mission, request, period }: RunInputs): string {
  const { where, cellM, heightM, layers, directions, tileCells } = request;
  const place = 'southOfDeg' in where ? `--south-of ${where.southOfDeg}` : `--region=${where.latDeg},${where.lonDeg},${where.sizeKm}`; // prettier-ignore
  return `ilrs cap ${mission} ${place} --cell ${cellM} --height ${heightM} --layers ${layers.join(',')} --directions ${directions} --from ${period.fromUtc} --to ${period.toUtc} --tile ${tileCells} --out DIR`;
}

/** Rows of the map from the tiles that lie on them. */
function stripsOf(
  run: CapRun,
  layer: TileLayerId,
  records: ReadonlyMap<string, TileRecord>,
): (top: number, rows: number) => Promise<Float32Array> {
  const { grid, tiles } = run.plan;
  const open = new Map<string, Float32Array>();
  const read = async ({ id, rows, columns }: TilePlace): Promise<Float32Array | null> => {
    const record = records.get(id);
    if (record === undefined) return null;
    const found = open.get(id) ?? decodeLayer(run.settings.layers, layer, rows * columns, await run.blobs.get(record.digest)); // prettier-ignore
    open.set(id, found);
    return found;
  };
  return async (top, rows) => {
    const strip = new Float32Array(grid.columns * rows).fill(NaN);
    for (const tile of tiles) {
      if (tile.top + tile.rows <= top) open.delete(tile.id);
      const [first, last] = [Math.max(top, tile.top), Math.min(top + rows, tile.top + tile.rows)];
      const values = first < last ? await read(tile) : null;
      if (values === null) continue;
      for (let row = first; row < last; row++) {
        const at = (row - tile.top) * tile.columns;
        strip.set(values.subarray(at, at + tile.columns), (row - top) * grid.columns + tile.left);
      }
    }
    return strip;
  };
}
