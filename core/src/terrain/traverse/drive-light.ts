import { MOON_RADIUS_M } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import { positionAt, type BodyTrack } from '../light/light-track.ts';
import type { SweepTerrain } from '../sweep/sweep-terrain.ts';
import { createSweeper } from '../sweep/sweep.ts';
import type { Window } from '../../time/index.ts';
import type { CellWindows } from './cell-windows.ts';
import { SHARE_LEVELS, shareAbove, within, type powerCollector } from './sun-power.ts';

/** What must stand above the skyline of a cell, and when it is looked at. */
export interface ViewOptions {
  readonly track: BodyTrack;
  /** Of the eye over the ground, metres. */
  readonly heightM: number;
  /** Height over the sphere of the place for which the body's direction is worked out. */
  readonly aboveSphereM: number;
  /** Part of the body that must be in view: from its upper limb (-1) over its centre (0) to its lower limb (1), in radii; with `sunRadius` only. */
  readonly limb: number;
  readonly directions: number;
  readonly fromEt: number;
  readonly sampleS: number;
  readonly samples: number;
  readonly slotS: number;
  /** Epochs at which the body is hidden whatever the skyline. */
  readonly hidden?: readonly Window[];
  /** Takes the visible share of the disc at every sample and cell. */
  readonly power?: ReturnType<typeof powerCollector>;
  readonly signal?: AbortSignal;
}

/** Elevation that a share of the disc over a level edge asks of its centre, in radii: 0.5 asks 0, 1 asks 1. */
export function limbOf(share: number): number {
  let [low, high] = [-1, 1];
  for (let k = 0; k < 50; k++) {
    const x = (low + high) / 2;
    if (shareAbove(x) < share) low = x;
    else high = x;
  }
  return high;
}

/**
 * When a body stands above the skyline of each cell of a region, as spans of slots.
 *
 * Skylines come from the sweep, direction by direction, linear between two; the body's direction is that of the region's centre, as in the light maps (see `SkyTable`). A span runs from the
 * first to the last of consecutive samples in view, so that it is at most a sample too short at each end, never too long by more than what happens between two samples.
 */
export function cellViews(terrain: SweepTerrain, options: ViewOptions): CellWindows {
  const { cells } = terrain;
  const { samples, directions } = options;
  const path = viewPath(terrain.frame, options);
  const { power } = options;
  const bytes = Math.ceil((cells * cells) / 8);
  const seen: Uint8Array[] = [];
  const levels = new Uint8Array(power === undefined ? 0 : cells * cells);
  const sweeper = createSweeper(terrain);
  try {
    const line = (direction: number, into: Float32Array): void => {
      const angle = (2 * Math.PI * (direction % directions)) / directions;
      const { values, stride } = sweeper.tangents(angle, options.heightM);
      for (let row = 0; row < cells; row++) into.set(values.subarray(row * stride, row * stride + cells), row * cells);
    };
    let [left, right] = [new Float32Array(cells * cells), new Float32Array(cells * cells)];
    let leftIs = NaN;
    // In the order of time: the body goes from one direction to the next, so that each is swept once as a rule.
    for (let i = 0; i < samples; i++) {
      options.signal?.throwIfAborted();
      const sector = Math.floor(path.direction[i]!) % directions;
      if (sector !== leftIs) {
        const forward = sector === (leftIs + 1) % directions;
        const back = (sector + 1) % directions === leftIs;
        if (forward || back) [left, right] = [right, left];
        if (!forward) line(sector, left);
        if (!back) line(sector + 1, right);
        leftIs = sector;
      }
      const share = path.direction[i]! - Math.floor(path.direction[i]!);
      const hidden = within(options.hidden ?? [], options.fromEt + i * options.sampleS);
      const bits = new Uint8Array(bytes);
      seen.push(hidden ? bits : inView(left, right, share, path.tangent[i]!, bits));
      if (power === undefined) continue;
      if (hidden) levels.fill(0);
      else shareLevels(left, right, share, path.centre[i]!, path.radius[i]!, bits, levels);
      power.add(i, levels);
    }
  } finally {
    sweeper.close();
  }
  return spansOf(seen, cells * cells, options.sampleS / options.slotS);
}

/** Visible share of a disc for shares of its radius from -1 to 1 over a level edge, in levels rounded down. */
const LEVEL_OF = Uint8Array.from({ length: 257 }, (_, i) => Math.floor(SHARE_LEVELS * shareAbove((i - 128) / 128) + 1e-9)); // prettier-ignore

function shareLevels(
  left: Float32Array,
  right: Float32Array,
  share: number,
  centre: number,
  radius: number,
  lit: Uint8Array,
  out: Uint8Array,
): void {
  const steps = 128 / ((1 + centre * centre) * radius); // of a difference of tangents
  for (let cell = 0; cell < left.length; cell++) {
    const above = (centre - left[cell]! - share * (right[cell]! - left[cell]!)) * steps + 128;
    const isLit = (lit[cell >> 3]! & (1 << (cell & 7))) !== 0;
    out[cell] = !isLit || above <= 0 ? 0 : above >= 256 ? SHARE_LEVELS : LEVEL_OF[Math.floor(above)]!;
  }
}

/** Direction (in steps of the sweep) and tangent of the elevation that the skyline must stay under, for each sample. */
function viewPath({ x, y, up }: GnomonicFrame, options: ViewOptions) {
  const { track, aboveSphereM, limb, directions, fromEt, sampleS, samples } = options;
  const direction = new Float64Array(samples);
  const tangent = new Float64Array(samples);
  const centre = new Float64Array(samples);
  const radius = new Float64Array(samples);
  const at = new Float64Array(3);
  const eye = MOON_RADIUS_M + aboveSphereM;
  for (let i = 0; i < samples; i++) {
    positionAt(track, fromEt + i * sampleS, at);
    const [px, py, pz] = [at[0]! - eye * up[0], at[1]! - eye * up[1], at[2]! - eye * up[2]];
    const along = px * x[0] + py * x[1] + pz * x[2];
    const across = px * y[0] + py * y[1] + pz * y[2];
    const above = px * up[0] + py * up[1] + pz * up[2];
    const turns = Math.atan2(across, along) / (2 * Math.PI);
    direction[i] = (turns - Math.floor(turns)) * directions;
    radius[i] = sunRadiusRad(Math.hypot(px, py, pz));
    const elevation = Math.atan2(above, Math.hypot(along, across));
    centre[i] = Math.tan(elevation);
    tangent[i] = limb === 0 ? centre[i]! : Math.tan(elevation + limb * -radius[i]!);
  }
  return { direction, tangent, centre, radius };
}

function inView(left: Float32Array, right: Float32Array, share: number, tangent: number, out: Uint8Array): Uint8Array {
  for (let cell = 0; cell < left.length; cell++)
    if (left[cell]! + share * (right[cell]! - left[cell]!) < tangent)
      out[cell >> 3] = out[cell >> 3]! | (1 << (cell & 7));
  return out;
}

function spansOf(seen: readonly Uint8Array[], cells: number, slotsPerSample: number): CellWindows {
  const first = new Int32Array(cells + 1);
  let [from, to] = [new Int32Array(2 * cells), new Int32Array(2 * cells)];
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    const [byte, bit] = [cell >> 3, 1 << (cell & 7)];
    let since = -1;
    for (let i = 0; i <= seen.length; i++) {
      const now = i < seen.length && (seen[i]![byte]! & bit) !== 0;
      if (now && since < 0) since = i;
      if (now || since < 0) continue;
      if (i - 1 > since) {
        if (count === from.length) [from, to] = [doubled(from), doubled(to)];
        from[count] = Math.ceil(since * slotsPerSample);
        to[count++] = Math.floor((i - 1) * slotsPerSample);
      }
      since = -1;
    }
    first[cell + 1] = count;
  }
  return { first, from: from.slice(0, count), to: to.slice(0, count) };
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * from.length);
  more.set(from);
  return more;
}

/** Track and limb of the Sun, or of the Earth's centre. */
export function sunView(sky: LunarSky, share: number): Pick<ViewOptions, 'track' | 'limb'> {
  return { track: sky.sun, limb: limbOf(share) };
}

export function earthView(sky: LunarSky): Pick<ViewOptions, 'track' | 'limb'> {
  return { track: sky.earth, limb: 0 };
}
