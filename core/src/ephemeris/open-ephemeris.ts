import { InputError } from '../errors/index.ts';
import { multiply, transpose } from '../math/index.ts';
import { leapSecondsFromPool, type LeapSeconds } from '../time/index.ts';
import { Bodies, type Body } from './bodies.ts';
import { readBinaryKernel } from './binary-kernel.ts';
import { parseCorrection } from './correction.ts';
import { coverageError, coverageOf, type Coverage } from './coverage.ts';
import { isDaf } from './daf.ts';
import { isFinals2000A, parseFinals2000A } from './earth-parameters.ts';
import { FrameCatalogue, type FrameFacts } from './frames.ts';
import { FramedStates, type Question } from './framed-states.ts';
import { FrameSystem } from './frame-system.ts';
import { KernelPool } from './kernel-pool.ts';
import type { Segment } from './segment.ts';
import { Trajectories } from './trajectories.ts';

/** A file as loaded: its name (for messages) and its bytes, kept and read in place. */
export interface KernelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A fixed question, asked many times: position of a target at `et` in metres into `out[0..2]`; returns the light time in seconds. */
export type Tracker = (et: number, out: Float64Array) => number;

/**
 * Positions and orientations from SPICE kernels. All times are `et` (TDB seconds past J2000), all lengths metres, matrices row-major.
 *
 * Not thread-safe in itself (it keeps scratch space): open one per worker, the kernel bytes may be shared.
 */
export interface Ephemeris {
  readonly leapSeconds: LeapSeconds;
  /**
   * Position (m) and velocity (m/s) of `target` seen from `observer` in `frame`, into `out[0..5]`, as SPKEZR defines it; agrees with CSPICE N0067 to 1e-6 km.
   * Body-fixed frames are taken at the time at which the light left their centre.
   *
   * @returns light time in seconds (for NONE: distance / c)
   * @throws InputError `BODY_UNKNOWN`, `FRAME_UNKNOWN`, `CORRECTION_UNKNOWN`, `KERNEL_COVERAGE`
   */
  state(target: Body, observer: Body, et: number, frame: string, correction: string, out: Float64Array): number;
  /** The first three numbers of {@link state}, several times as fast. */
  position(target: Body, observer: Body, et: number, frame: string, correction: string, out: Float64Array): number;
  /** {@link position} with names resolved once and no allocation: for millions of calls. */
  tracker(target: Body, observer: Body, frame: string, correction: string): Tracker;
  /** Rotation matrix that maps components in frame `from` to frame `to` (SPICE's PXFORM), into `out[0..8]`. */
  rotation(from: string, to: string, et: number, out: Float64Array): Float64Array;
  /** What the kernels hold, body by body and frame by frame. */
  coverage(): readonly Coverage[];
  bodyId(body: Body): number;
  /** Name of a NAIF id, or null when no kernel names it. */
  bodyName(id: number): string | null;
  frameFacts(frame: string): FrameFacts;
}

/**
 * Opens kernels in the order in which SPICE would load (FURNSH) them: later files take precedence, segment by segment and variable by variable.
 *
 * Accepted: SPK (types 2, 3, 8), binary PCK (type 2), text kernels (LSK, PCK, FK), Earth orientation parameters (IERS finals2000A, for ITRF93). A leap seconds kernel must be among them.
 *
 * @throws InputError `KERNEL_FORMAT`, `KERNEL_TYPE`, `KERNEL_TEXT_SYNTAX`, `EOP_SYNTAX`, `KERNEL_MISSING`, `LSK_INCOMPLETE`
 */
export function openEphemeris(kernels: readonly KernelFile[]): Ephemeris {
  const { pool, spk, pck, eop } = loadKernels(kernels);
  if (pool.get('DELTET/DELTA_AT') === undefined)
    throw new InputError('KERNEL_MISSING', 'no leap seconds kernel is loaded', {
      remedy: 'Load naif0012.tls or a later one',
    });
  const lsk = leapSecondsFromPool((name) => pool.get(name));
  const bodies = new Bodies(pool);
  const parameters = eop === null ? null : parseFinals2000A(lsk, textOf(eop.bytes, eop.name), eop.name);
  const frames = new FrameSystem(new FrameCatalogue(pool), pck, lsk, parameters);
  const trajectories: Trajectories = new Trajectories(
    spk,
    (frameId) => frames.frame(frameId).orientation,
    (body, et) => {
      throw coverageError(lsk, bodies.label(body), et, trajectories.spans(body), remedyFor(trajectories, bodies, body));
    },
  );
  return assemble(lsk, bodies, frames, trajectories);
}

interface Loaded {
  readonly pool: KernelPool;
  readonly spk: readonly Segment[];
  readonly pck: readonly Segment[];
  readonly eop: KernelFile | null;
}

function loadKernels(kernels: readonly KernelFile[]): Loaded {
  const pool = new KernelPool();
  const spk: Segment[] = [];
  const pck: Segment[] = [];
  let eop: KernelFile | null = null;
  for (const { name, bytes } of kernels) {
    if (isDaf(bytes)) {
      const { kind, segments } = readBinaryKernel(bytes, name);
      (kind === 'spk' ? spk : pck).push(...segments);
    } else if (isFinals2000A(bytes)) {
      eop = { name, bytes };
    } else {
      pool.load(textOf(bytes, name), name);
    }
  }
  return { pool, spk, pck, eop };
}

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.subarray(0, 4096).includes(0))
    throw new InputError('KERNEL_FORMAT', 'is neither a DAF nor a text kernel', {
      where: file,
      legal: 'SPK, binary PCK, text kernels',
      remedy: 'Check that it is the right file and was fetched in binary mode',
    });
  return new TextDecoder().decode(bytes.slice()); // a copy: browsers do not decode shared memory
}

function remedyFor(trajectories: Trajectories, bodies: Bodies, body: number): string {
  if (trajectories.spans(body).length > 0)
    return 'Ask for a time inside, or load an SPK that covers it, such as de440.bsp';
  const known = trajectories
    .bodies()
    .slice(0, 40)
    .map((id) => bodies.label(id));
  return `Load an SPK with ${bodies.label(body)}; loaded are ${known.length > 0 ? known.join(', ') : 'none'}`;
}

function assemble(lsk: LeapSeconds, bodies: Bodies, frames: FrameSystem, trajectories: Trajectories): Ephemeris {
  const states = new FramedStates(trajectories);
  const matrix = new Float64Array(9);
  const question = questioner(bodies, frames);
  return {
    leapSeconds: lsk,
    state: (target, observer, et, frame, correction, out) =>
      states.state(question(target, observer, frame, correction), checked(et), out),
    position: (target, observer, et, frame, correction, out) =>
      states.position(question(target, observer, frame, correction), checked(et), out),
    tracker: (target, observer, frame, correction) => {
      const fixed = question(target, observer, frame, correction);
      return (et, out) => states.position(fixed, et, out);
    },
    rotation: (from, to, et, out) => {
      const a = frames.frame(from);
      const b = frames.frame(to);
      a.orientation.rotation(checked(et), matrix);
      transpose(matrix, matrix);
      b.orientation.rotation(et, out);
      return multiply(out, matrix, out);
    },
    coverage: () => [
      ...trajectories.bodies().map((id) => coverageOf('spk', bodies.label(id), id, trajectories.spans(id))),
      ...frames.coverage(),
    ],
    bodyId: (body) => bodies.id(body),
    bodyName: (id) => bodies.name(id),
    frameFacts: (frame) => frames.catalogue.facts(frame),
  };
}

/** Resolves names; the question asked last is mostly asked again, and comparing it is cheaper than four look-ups. */
function questioner(bodies: Bodies, frames: FrameSystem) {
  let names: readonly [Body, Body, string, string] | null = null;
  let last: Question;
  return (target: Body, observer: Body, frame: string, correction: string): Question => {
    if (names !== null && names[0] === target && names[1] === observer && names[2] === frame && names[3] === correction)
      return last;
    last = {
      target: bodies.id(target),
      observer: bodies.id(observer),
      frame: frames.frame(frame),
      correction: parseCorrection(correction),
    };
    names = [target, observer, frame, correction];
    return last;
  };
}

function checked(et: number): number {
  if (Number.isFinite(et)) return et;
  throw new InputError('TIME_RANGE', `${et} is not a time`, {
    legal: 'TDB seconds past J2000',
    remedy: 'Correct the time',
  });
}
