import { InputError } from '../errors/index.ts';
import { eulerRotation, frameRotation, multiply, transpose, type MutableMat3 } from '../math/index.ts';
import type { KernelPool } from './kernel-pool.ts';
import type { Orientation } from './orientation.ts';

/** What the kernels say about a frame. */
export interface FrameFacts {
  readonly id: number;
  readonly name: string;
  /** 1 inertial, 2 binary PCK, 4 constant offset from another frame. */
  readonly frameClass: number;
  readonly classId: number;
  /** NAIF id of the body at the frame's centre: its light time says when the frame is seen. */
  readonly center: number;
}

const J2000_ID = 1;
const ECLIPJ2000_ID = 17;
const BUILT_IN: readonly FrameFacts[] = [
  { id: 1, name: 'J2000', frameClass: 1, classId: 1, center: 0 },
  { id: 17, name: 'ECLIPJ2000', frameClass: 1, classId: 17, center: 0 },
  { id: 13000, name: 'ITRF93', frameClass: 2, classId: 3000, center: 399 },
  { id: 10081, name: 'EARTH_FIXED', frameClass: 4, classId: 10081, center: 399 },
];
/** Obliquity of the ecliptic at J2000 of ECLIPJ2000 (IAU 1976), arcseconds. */
const OBLIQUITY_ARCSEC = 84381.448;
const UNITS_RAD: Readonly<Record<string, number>> = {
  RADIANS: 1,
  DEGREES: Math.PI / 180,
  ARCMINUTES: Math.PI / 10800,
  ARCSECONDS: Math.PI / 648000,
};

/** A rotation from the parent frame that never changes. */
export interface ConstantOffset {
  readonly parent: string;
  readonly matrix: Float64Array;
}

/** The frames of SPICE that are built in and those of the frame kernels loaded. */
export class FrameCatalogue {
  readonly #pool: KernelPool;
  readonly #byName = new Map<string, FrameFacts>();
  readonly #byId = new Map<number, FrameFacts>();

  constructor(pool: KernelPool) {
    this.#pool = pool;
    for (const facts of BUILT_IN) this.#add(facts);
    for (const variable of pool.names()) {
      const id = /^FRAME_(?!-?\d+_)/.test(variable) ? pool.get(variable)?.[0] : undefined;
      if (typeof id === 'number') this.#define(id, variable);
    }
  }

  /** @throws InputError `FRAME_UNKNOWN` */
  facts(frame: string | number): FrameFacts {
    const found = typeof frame === 'number' ? this.#byId.get(frame) : this.#byName.get(frame.trim().toUpperCase());
    if (found !== undefined) return found;
    throw new InputError('FRAME_UNKNOWN', `no frame is called "${frame}"`, {
      legal: [...this.#byName.keys()].filter((name) => !name.endsWith('_TOPO')).join(', '),
      remedy: String(frame).toUpperCase().startsWith('IAU_MOON')
        ? 'IAU_MOON is off by up to 137 m on the ground: use MOON_ME_DE421 or MOON_ME_DE440_ME421'
        : 'Correct the name or load the frame kernel (.tf) that defines it',
    });
  }

  all(): readonly FrameFacts[] {
    return [...this.#byName.values()];
  }

  /** Frame of class 4: `TKFRAME_<id or name>_SPEC`, `_RELATIVE`, then `_MATRIX` (by columns) or `_ANGLES`, `_AXES`, `_UNITS`. */
  offset(frame: FrameFacts): ConstantOffset {
    const value = (key: string) =>
      this.#pool.get(`TKFRAME_${frame.id}_${key}`) ?? this.#pool.get(`TKFRAME_${frame.name}_${key}`);
    const parent = value('RELATIVE')?.[0];
    const spec = String(value('SPEC')?.[0]).toUpperCase();
    if (typeof parent !== 'string') throw incomplete(frame, 'RELATIVE');
    if (spec === 'MATRIX') return { parent, matrix: toParentMatrix(numbers(value('MATRIX'), 9, frame, 'MATRIX')) };
    if (spec !== 'ANGLES') throw incomplete(frame, 'SPEC');
    const factor = UNITS_RAD[String(value('UNITS')?.[0] ?? 'RADIANS').toUpperCase()];
    if (factor === undefined) throw incomplete(frame, 'UNITS');
    const angles = numbers(value('ANGLES'), 3, frame, 'ANGLES').map((angle) => angle * factor);
    const axes = numbers(value('AXES'), 3, frame, 'AXES');
    if (!axes.every((axis) => axis === 1 || axis === 2 || axis === 3)) throw incomplete(frame, 'AXES');
    return { parent, matrix: fromAngles(angles as [number, number, number], axes as [1, 2, 3]) };
  }

  #define(id: number, variable: string): void {
    const name = this.#pool.text(`FRAME_${id}_NAME`) ?? variable.slice('FRAME_'.length);
    const number = (key: string) =>
      this.#pool.numbers(`FRAME_${id}_${key}`)?.[0] ?? this.#pool.numbers(`FRAME_${name}_${key}`)?.[0];
    const frameClass = number('CLASS');
    const center = number('CENTER');
    if (frameClass === undefined || center === undefined) return; // SPICE, too, knows such a frame only when it is asked for
    this.#add({ id, name: name.toUpperCase(), frameClass, classId: number('CLASS_ID') ?? id, center });
  }

  #add(facts: FrameFacts): void {
    this.#byName.set(facts.name, facts);
    this.#byId.set(facts.id, facts);
  }
}

const J2000_MATRIX = frameRotation(1, 0, new Float64Array(9));
const ECLIPTIC_MATRIX = frameRotation(1, OBLIQUITY_ARCSEC * UNITS_RAD['ARCSECONDS']!, new Float64Array(9));

/** Inertial frames as rotations from J2000 (not to be written to), null for frames that turn. */
export function inertialMatrix(frame: FrameFacts): Float64Array | null {
  return frame.id === J2000_ID ? J2000_MATRIX : frame.id === ECLIPJ2000_ID ? ECLIPTIC_MATRIX : null;
}

/** The kernel gives the matrix from the frame to its parent column by column: read row by row it is the one from the parent. */
function toParentMatrix(columns: readonly number[]): Float64Array {
  return Float64Array.from(columns);
}

/** `[a1]_x1 [a2]_x2 [a3]_x3` maps the frame to its parent; we want the inverse. */
function fromAngles(angles: readonly [number, number, number], axes: readonly [1 | 2 | 3, 1 | 2 | 3, 1 | 2 | 3]) {
  const toParent = eulerRotation(angles, axes, new Float64Array(9));
  return transpose(toParent, toParent);
}

function numbers(
  values: readonly (number | string)[] | undefined,
  count: number,
  frame: FrameFacts,
  key: string,
): readonly number[] {
  if (values?.length !== count || !values.every((value) => typeof value === 'number')) throw incomplete(frame, key);
  return values;
}

function incomplete(frame: FrameFacts, key: string): InputError {
  return new InputError('FRAME_INCOMPLETE', `frame ${frame.name} has no usable TKFRAME_${frame.id}_${key}`, {
    remedy: 'Load the frame kernel as its producer published it',
  });
}

/** Orientation of a frame at a constant offset from another. */
export function offsetOrientation(base: Orientation, matrix: Float64Array): Orientation {
  return {
    rotation: (et, out) => {
      base.rotation(et, out);
      multiply(matrix, out, out);
    },
    rotationAndRate: (et, out, rate) => {
      base.rotationAndRate(et, out, rate);
      multiply(matrix, out, out);
      multiply(matrix, rate, rate);
    },
  };
}

export function constantOrientation(matrix: Float64Array): Orientation {
  return {
    rotation: (_et, out) => copy(matrix, out),
    rotationAndRate: (_et, out, rate) => {
      copy(matrix, out);
      for (let i = 0; i < 9; i += 1) rate[i] = 0;
    },
  };
}

function copy(from: Float64Array, to: MutableMat3): void {
  for (let i = 0; i < 9; i += 1) to[i] = from[i]!;
}
