import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MapGrid, ProductMap, TerrainSource } from '@openilrs/core/mission';
import { writeGeoTiff } from '../terrain/index.ts';

/** One map as it was written. */
export interface WrittenMap {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly heightM: number | null;
  readonly bins: string;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  readonly geotiff: string;
  readonly sidecar: string;
  /** Of the GeoTIFF. */
  readonly sha256: string;
}

/** What `ilrs survey --json` prints for maps. */
export interface SurveyMapsResult {
  readonly frame: string;
  readonly grid: MapGrid;
  readonly period: { readonly fromUtc: string; readonly toUtc: string };
  readonly heightM: number;
  readonly directions: number;
  readonly leastShadowM2: number;
  readonly maps: readonly WrittenMap[];
  readonly stages: readonly { readonly name: string; readonly seconds: number }[];
  readonly terrain: readonly TerrainSource[];
  /** Names of the grids of `terrain` that have a height in the region, finest first; the others serve the horizon only. */
  readonly inRegion: readonly string[];
  /** What the user should know of their own terrain: what covers a part only, or serves the horizon only; empty as a rule. */
  readonly notices: readonly string[];
  /** Digests of all that the maps are made from: mission file, terrain, kernels. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly software: string;
  readonly command: string;
}

type MapFacts = Omit<SurveyMapsResult, 'maps' | 'stages'>;

/** Writes a map as GeoTIFF, and what it means beside it. */
export async function writeMap(map: ProductMap, facts: MapFacts, outDir: string): Promise<WrittenMap> {
  const { values, ...meaning } = map;
  const { grid, terrain, period, software, command, frame, inputs } = facts;
  const listed = (files: readonly (readonly [name: string, sha256: string])[]) => files.map(([name, sha256]) => `${name} sha256:${sha256}`).join('; '); // prettier-ignore
  const others = Object.entries(inputs).filter(([, sha]) => !terrain.some(({ sha256 }) => sha256 === sha));
  const bytes = writeGeoTiff(grid, values, {
    title: map.title,
    definition: map.definition,
    unit: map.unit,
    software,
    notice: [...new Set(terrain.map(({ notice }) => notice).filter((notice) => notice !== ''))].join('; '),
    classes: map.id.endsWith('Shadow'),
    metadata: {
      ...(map.heightM !== null && { HEIGHT_M: String(map.heightM), PERIOD: `${period.fromUtc}/${period.toUtc}` }),
      ...(map.bins !== '' && { BINS: map.bins }),
      FRAME: frame,
      TERRAIN: listed(terrain.map(({ file, sha256 }) => [file, sha256])),
      OTHER_INPUTS: listed(others),
      COMMAND: command,
    },
  });
  const geotiff = join(outDir, `${map.id}.tif`);
  const sidecar = join(outDir, `${map.id}.json`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const written = { ...meaning, ...extent(values), geotiff, sidecar, sha256 };
  await replace(geotiff, bytes);
  await replace(sidecar, `${JSON.stringify({ ...meaning, ...extent(values), geotiff: `${map.id}.tif`, sha256, ...facts }, null, 1)}\n`); // prettier-ignore
  return written;
}

/** A file appears whole or not at all. */
async function replace(file: string, bytes: Uint8Array | string): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function extent(values: Float32Array): { min: number | null; mean: number | null; max: number | null } {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count += 1;
  }
  return count === 0 ? { min: null, mean: null, max: null } : { min, mean: sum / count, max };
}
