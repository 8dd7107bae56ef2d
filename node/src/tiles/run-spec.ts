import { InputError } from '@openilrs/core/errors';
import {
  capPlan,
  squarePlan,
  type LunarSky,
  type TileLayerId,
  type TilePlan,
  type TileSettings,
} from '@openilrs/core/terrain';
import { digestOf, type BlobStore } from './blob-store.ts';
import type { Software } from './software-digest.ts';

/** Which map is wanted. */
export interface CapRequest {
  readonly where: CapPlace;
  readonly cellM: number;
  readonly heightM: number;
  readonly layers: readonly TileLayerId[];
  readonly directions: number;
  /** Most cells along a side of a tile; they are made equal, so that they may be a little smaller. */
  readonly tileCells: number;
}

export type CapPlace =
  { readonly latDeg: number; readonly lonDeg: number; readonly sizeKm: number } | { readonly southOfDeg: number };

/** What the result depends on. A run that is resumed must agree in all of it. */
export interface RunInputs {
  /** Name of the mission file; what else it says does not matter here. */
  readonly mission: string;
  readonly request: CapRequest;
  readonly frame: string;
  readonly period: { readonly fromUtc: string; readonly toUtc: string };
  readonly software: Software;
  /** Files of terrain, finest first, and of kernels, with their digests. */
  readonly terrain: readonly { readonly name: string; readonly sha256: string; readonly declared?: unknown }[];
  readonly kernels: readonly { readonly name: string; readonly sha256: string }[];
}

/** The file `run.json` of a run: all that a worker must know, the rest lies in blobs. */
export interface RunSpec {
  readonly format: typeof FORMAT;
  readonly inputs: RunInputs;
  /** Blob of the {@link TerrainIndex}, as JSON. */
  readonly terrainIndex: string;
  readonly sky: { readonly fromEt: number; readonly toEt: number; readonly sun: TrackBlob; readonly earth: TrackBlob };
}

/** A body's track: its positions as little-endian float64. */
interface TrackBlob {
  readonly stepS: number;
  readonly xyzM: string;
}

export const FORMAT = 'openilrs-tiles/1';

/** The name of a run: first half of the digest of all that its result depends on. */
export function runId(inputs: RunInputs): string {
  return digestOf(canonical(inputs)).slice(0, 32);
}

export function planOf({ where, cellM, tileCells }: CapRequest): TilePlan {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  if ('southOfDeg' in where) return capPlan(-radians(where.southOfDeg), cellM, tileCells);
  return squarePlan(radians(where.latDeg), radians(where.lonDeg), where.sizeKm * 1000, cellM, tileCells);
}

export function settingsOf(request: CapRequest, plan: TilePlan): TileSettings {
  const { layers, heightM, directions } = request;
  return { grid: plan.grid, tileCells: plan.tileCells, layers, heightM, directions };
}

/**
 * Reads the text of a `run.json`.
 * @throws InputError `CAP_DAMAGED`
 */
export function parseSpec(text: string, where: string): RunSpec {
  let spec: Partial<RunSpec>;
  try {
    spec = JSON.parse(text) as Partial<RunSpec>;
  } catch (cause) {
    throw new InputError('CAP_DAMAGED', 'not JSON', { where, cause });
  }
  if (spec.format !== FORMAT || !spec.inputs || !spec.sky || !spec.terrainIndex)
    throw new InputError('CAP_DAMAGED', `format "${String(spec.format)}"`, {
      where,
      legal: FORMAT,
      remedy: 'Begin again in a new folder, or use the version of OpenILRS that began the run',
    });
  return spec as RunSpec;
}

/** Refuses to go on with other inputs than those of the run. @throws InputError `CAP_OTHER_RUN` that names what differs */
export function requireSame(stored: RunInputs, wanted: RunInputs, where: string): void {
  const differing = differences(stored, wanted, '');
  if (differing.length === 0) return;
  const shown = differing.slice(0, 5).join('; ');
  throw new InputError(
    'CAP_OTHER_RUN',
    `the folder holds another run: ${shown}${differing.length > 5 ? '; ...' : ''}`,
    {
      where,
      legal: 'the options, terrain, kernels and software with which the run was begun',
      remedy: 'Give another folder, or the same options again',
    },
  );
}

/** `request.heightM: 0 there, 10 wanted`. */
function differences(a: unknown, b: unknown, path: string): string[] {
  if (canonical(a) === canonical(b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [`${path}: ${canonical(a)} there, ${canonical(b)} wanted`];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], path === '' ? key : `${path}.${key}`),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** JSON with sorted keys: equal records have equal text. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isRecord(inner) && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'nothing'
  );
}

export async function storeSky(sky: LunarSky, blobs: BlobStore): Promise<RunSpec['sky']> {
  const track = async ({ stepS, xyzM }: LunarSky['sun']): Promise<TrackBlob> => {
    const view = new DataView(new ArrayBuffer(8 * xyzM.length));
    xyzM.forEach((value, i) => view.setFloat64(8 * i, value, true));
    return { stepS, xyzM: await blobs.put(new Uint8Array(view.buffer)) };
  };
  return { fromEt: sky.fromEt, toEt: sky.toEt, sun: await track(sky.sun), earth: await track(sky.earth) };
}

export async function loadSky({ fromEt, toEt, sun, earth }: RunSpec['sky'], blobs: BlobStore): Promise<LunarSky> {
  const track = async ({ stepS, xyzM }: TrackBlob): Promise<LunarSky['sun']> => {
    const bytes = await blobs.get(xyzM);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shared = new Float64Array(new SharedArrayBuffer(bytes.byteLength));
    for (let i = 0; i < shared.length; i++) shared[i] = view.getFloat64(8 * i, true);
    return { fromEt, toEt, stepS, xyzM: shared };
  };
  return { fromEt, toEt, sun: await track(sun), earth: await track(earth) };
}
