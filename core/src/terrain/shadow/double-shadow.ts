import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { fromGnomonic, sightHeight, type GnomonicFrame } from '../ground/gnomonic.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';
import { sharedFloat32, sharedUint8 } from '../spells/shared-arrays.ts';

/*
 * Doubly permanent shadow (O'Brien and Byrne, Planetary Science Journal 3:258, 2022): ground that never sees the Sun, nor any ground that ever does, so that not even light scattered once reaches it.
 *
 * From every cell of permanent shadow, rays go out along the gnomonic plane, where lines of sight are straight; ground is in view when it stands higher in the sky than all before it. The first lit
 * ground in view ends the search. Approximate: a number of rays (72, five degrees apart) and ground at the nearest cell. Whether ground beyond the region is ever lit is not known: a cell that sees no
 * lit ground within the region but some ground beyond it is undecided, and not claimed. So shadows are missed where the rim that a floor sees lies outside, and {@link DoubleShadow.warning} says how many.
 */

/** Ground around a region: line-of-sight heights at square lattices centred on the plane's origin, NaN where there is none. */
interface Lattice {
  readonly size: number;
  readonly stepM: number;
  readonly z: Float32Array;
}

interface ShadowBlock {
  readonly region: Lattice;
  readonly around: Lattice;
  /** 1 where the Sun is ever in view from the ground, 0 in permanent shadow. */
  readonly lit: Uint8Array;
  readonly rays: number;
  readonly from: number;
  readonly to: number;
}

const SEES_LIGHT = 0;
const DOUBLY_DARK = 1;
const UNDECIDED = 2;

/** For cells `from` to below `to`: {@link SEES_LIGHT} (itself lit or in view of lit ground), {@link DOUBLY_DARK} or {@link UNDECIDED}. */
export const shadowBlockJob: Job<ShadowBlock, Uint8Array> = {
  name: 'terrain/double-shadow-block',
  run(block) {
    const { lit, from, to } = block;
    return Uint8Array.from({ length: to - from }, (_, i) => (lit[from + i] === 0 ? inView(block, from + i) : SEES_LIGHT)); // prettier-ignore
  },
};

function inView({ region, around, lit, rays }: ShadowBlock, cell: number): number {
  const { size, z, stepM } = region;
  const [row, column] = [Math.floor(cell / size), cell % size];
  const eye = z[cell]!;
  if (eye !== eye) return SEES_LIGHT;
  let beyond = false;
  for (let ray = 0; ray < rays; ray++) {
    const angle = (2 * Math.PI * ray) / rays;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const scale = 1 / Math.max(Math.abs(cos), Math.abs(sin)); // one row or column a step
    let steepest = -Infinity;
    let step = 1;
    for (; ; step++) {
      const c = Math.round(column + step * scale * cos);
      const r = Math.round(row + step * scale * sin);
      if (c < 0 || r < 0 || c >= size || r >= size) break;
      const at = r * size + c;
      const slope = (z[at]! - eye) / (step * scale * stepM);
      if (!(slope >= steepest)) continue;
      if (lit[at] === 1) return SEES_LIGHT;
      steepest = slope;
    }
    const [x, y] = [(column - (size - 1) / 2) * stepM, (row - (size - 1) / 2) * stepM];
    beyond ||= seesBeyond(around, x, y, cos, sin, step * scale * stepM, eye, steepest);
  }
  return beyond ? UNDECIDED : DOUBLY_DARK;
}

function seesBeyond(
  { size, stepM, z }: Lattice,
  x: number,
  y: number,
  cos: number,
  sin: number,
  fromM: number,
  eye: number,
  steepest: number,
): boolean {
  const middle = (size - 1) / 2;
  for (let d = fromM; ; d += stepM) {
    const c = Math.round((x + d * cos) / stepM + middle);
    const r = Math.round((y + d * sin) / stepM + middle);
    if (c < 0 || r < 0 || c >= size || r >= size) return false;
    if ((z[r * size + c]! - eye) / d > steepest) return true;
  }
}

export interface DoubleShadowOptions extends JobOptions {
  /** How far beyond the region ground is looked for, metres; 60 km unless told. */
  readonly beyondM?: number;
  /** Rays from every cell; 72 unless told. */
  readonly rays?: number;
}

/** What may be missing from a map of doubly permanent shadow. */
export interface DoubleShadowWarning {
  readonly code: 'DOUBLE_SHADOW_RIM_OUTSIDE';
  /** Cells in permanent shadow that see no lit ground within the region but ground beyond it, which may be lit or not. */
  readonly undecidedCells: number;
  readonly undecidedM2: number;
  /** One sentence for people, with the remedy. */
  readonly message: string;
}

export interface DoubleShadow {
  /** 1 in doubly permanent shadow, 0 elsewhere and where it is undecided; rows from the lowest y. */
  readonly dark: Uint8Array;
  /** Null when every cell was decided within the region. */
  readonly warning: DoubleShadowWarning | null;
}

const BLOCK = 16_384;
/** Cells of the ground beyond, in cells of the region. */
const COARSER = 8;

/**
 * Doubly permanent shadow of a region on its gnomonic plane, `cells` x `cells`. `lit`: 1 where the Sun is ever in view from the ground. Good to one cell along the edge of a shadow: a bowl in the
 * floor of a bowl comes out as its closed form says (double-shadow.test.ts).
 * @throws the signal's reason when aborted
 */
export async function doubleShadow(
  runner: JobRunner,
  terrain: Terrain,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  lit: Uint8Array,
  options: DoubleShadowOptions = {},
): Promise<DoubleShadow> {
  const { beyondM = 60_000, rays = 72, signal, progress } = options;
  const region = lattice(terrain, frame, cells, stepM);
  const around = lattice(terrain, frame, Math.ceil((cells * stepM + 2 * beyondM) / (COARSER * stepM)), COARSER * stepM);
  const shared = sharedUint8(lit.length);
  shared.set(lit);
  const blocks: ShadowBlock[] = [];
  for (let from = 0; from < lit.length; from += BLOCK)
    blocks.push({ region, around, lit: shared, rays, from, to: Math.min(from + BLOCK, lit.length) });
  const parts = await runner.map(shadowBlockJob, blocks, { ...(signal && { signal }), ...(progress && { progress }) });
  const found = new Uint8Array(lit.length);
  for (const [i, { from }] of blocks.entries()) found.set(parts[i]!, from);
  const undecided = found.reduce((sum, value) => sum + Number(value === UNDECIDED), 0);
  return { dark: found.map((value) => Number(value === DOUBLY_DARK)), warning: warningOf(undecided, stepM) };
}

function warningOf(undecidedCells: number, stepM: number): DoubleShadowWarning | null {
  if (undecidedCells === 0) return null;
  const undecidedM2 = undecidedCells * stepM ** 2;
  return {
    code: 'DOUBLE_SHADOW_RIM_OUTSIDE',
    undecidedCells,
    undecidedM2,
    message: `${undecidedCells} cells (${(undecidedM2 / 1e6).toFixed(2)} km2) in permanent shadow see ground beyond the region that may be lit: they are not counted as doubly shadowed. Take a larger region, so that the rims that they see lie within`,
  };
}

function lattice(terrain: Terrain, frame: GnomonicFrame, size: number, stepM: number): Lattice {
  const z = sharedFloat32(size * size);
  const [u, sample] = [new Float64Array(3), new Float64Array(2)];
  for (let i = 0; i < z.length; i++) {
    const x = ((i % size) - (size - 1) / 2) * stepM;
    const y = (Math.floor(i / size) - (size - 1) / 2) * stepM;
    fromGnomonic(frame, x, y, u);
    sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
    z[i] = sightHeight(x, y, sample[0]!);
  }
  return { size, stepM, z };
}
