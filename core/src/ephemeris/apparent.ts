import { norm } from '../math/index.ts';
import { hasStellarAberration, iterationsOf, type Correction } from './correction.ts';
import type { Trajectories } from './trajectories.ts';

/** Speed of light, km/s: exact by the definition of the metre (SI), as SPICE's CLIGHT. */
const SPEED_OF_LIGHT_KM_S = 299792.458;

const SOLAR_SYSTEM_BARYCENTER = 0;
/** SPKLTC stops when light time changes by less than this share of the epoch: a tenth of the step that a double makes at this century's et. */
const CONVERGED = 1e-17;
/** Half-width in seconds of the central difference that gives the observer's acceleration, as in SPICE's SPKACS. */
const ACCELERATION_STEP_S = 1;

/**
 * States as an observer sees them at `et`, in J2000, km and km/s: light time by fixed-point iteration (SPKLTC), stellar aberration of the special theory to first order
 * in v/c on the direction (STELAB), velocities as the derivative of the corrected positions.
 */
export class ApparentStates {
  /** Derivative of the light time of the last {@link state}. */
  lightTimeRate = 0;
  readonly #trajectories: Trajectories;
  readonly #observer = new Float64Array(6);
  readonly #target = new Float64Array(6);
  readonly #before = new Float64Array(6);
  readonly #after = new Float64Array(6);

  constructor(trajectories: Trajectories) {
    this.#trajectories = trajectories;
  }

  /** @returns light time in seconds, also for NONE (distance / c) */
  state(target: number, observer: number, et: number, correction: Correction, out: Float64Array): number {
    if (correction === 'NONE' || target === observer) return this.#geometric(target, observer, et, out);
    const o = this.#observer;
    const t = this.#target;
    this.#trajectories.state(observer, SOLAR_SYSTEM_BARYCENTER, et, o);
    this.#trajectories.state(target, SOLAR_SYSTEM_BARYCENTER, et, t);
    let lightTime = distance(t, o) / SPEED_OF_LIGHT_KM_S;
    for (let i = iterationsOf(correction); i > 0; i -= 1) {
      const epoch = et - lightTime;
      this.#trajectories.state(target, SOLAR_SYSTEM_BARYCENTER, epoch, t);
      const previous = lightTime;
      lightTime = distance(t, o) / SPEED_OF_LIGHT_KM_S;
      if (Math.abs(lightTime - previous) <= CONVERGED * Math.max(1, Math.abs(epoch))) break;
    }
    this.#relative(t, o, lightTime, out);
    if (hasStellarAberration(correction)) {
      this.#trajectories.state(observer, SOLAR_SYSTEM_BARYCENTER, et - ACCELERATION_STEP_S, this.#before);
      this.#trajectories.state(observer, SOLAR_SYSTEM_BARYCENTER, et + ACCELERATION_STEP_S, this.#after);
      aberrateState(out, o, this.#before, this.#after);
    }
    return lightTime;
  }

  /** Position alone; the same numbers as the first three of {@link state}, three to five times as fast. */
  position(target: number, observer: number, et: number, correction: Correction, out: Float64Array): number {
    if (correction === 'NONE' || target === observer) {
      this.#trajectories.position(target, observer, et, out);
      return norm(out) / SPEED_OF_LIGHT_KM_S;
    }
    const o = this.#observer;
    const t = this.#target;
    const aberrated = hasStellarAberration(correction);
    if (aberrated) this.#trajectories.state(observer, SOLAR_SYSTEM_BARYCENTER, et, o);
    else this.#trajectories.position(observer, SOLAR_SYSTEM_BARYCENTER, et, o);
    this.#trajectories.position(target, SOLAR_SYSTEM_BARYCENTER, et, t);
    let lightTime = distance(t, o) / SPEED_OF_LIGHT_KM_S;
    for (let i = iterationsOf(correction); i > 0; i -= 1) {
      const epoch = et - lightTime;
      this.#trajectories.position(target, SOLAR_SYSTEM_BARYCENTER, epoch, t);
      const previous = lightTime;
      lightTime = distance(t, o) / SPEED_OF_LIGHT_KM_S;
      if (Math.abs(lightTime - previous) <= CONVERGED * Math.max(1, Math.abs(epoch))) break;
    }
    out[0] = t[0]! - o[0]!;
    out[1] = t[1]! - o[1]!;
    out[2] = t[2]! - o[2]!;
    if (aberrated) aberratePosition(out, o);
    return lightTime;
  }

  #geometric(target: number, observer: number, et: number, out: Float64Array): number {
    this.#trajectories.state(target, observer, et, out);
    const range = norm(out);
    this.lightTimeRate = range === 0 ? 0 : dotAt(out, 0, out, 3) / (range * SPEED_OF_LIGHT_KM_S);
    return range / SPEED_OF_LIGHT_KM_S;
  }

  /** Target at `et - lightTime` minus observer at `et`; the target's velocity is per second of the observer's time. */
  #relative(t: Float64Array, o: Float64Array, lightTime: number, out: Float64Array): void {
    for (let k = 0; k < 3; k += 1) out[k] = t[k]! - o[k]!;
    // c * lt = |t(et - lt) - o(et)|, differentiated
    const a = lightTime === 0 ? 0 : 1 / (SPEED_OF_LIGHT_KM_S * norm(out));
    const b = dotAt(out, 0, t, 3);
    const c = dotAt(out, 0, o, 3);
    this.lightTimeRate = (a * (b - c)) / (1 + a * b);
    for (let k = 3; k < 6; k += 1) out[k] = t[k]! * (1 - this.lightTimeRate) - o[k]!;
  }
}

/** Turns the direction towards the observer's velocity: unit' = u sqrt(1 - w.w) + w, w = part of v/c at right angles to u; the length stays. */
function aberratePosition(s: Float64Array, observer: Float64Array): void {
  const r = norm(s);
  const along = dotAt(s, 0, observer, 3) / (r * SPEED_OF_LIGHT_KM_S);
  let ww = 0;
  for (let k = 0; k < 3; k += 1) {
    const w = observer[3 + k]! / SPEED_OF_LIGHT_KM_S - (along * s[k]!) / r;
    ww += w * w;
  }
  const cosine = Math.sqrt(1 - ww);
  for (let k = 0; k < 3; k += 1)
    s[k] = s[k]! * cosine + r * (observer[3 + k]! / SPEED_OF_LIGHT_KM_S - (along * s[k]!) / r);
}

/** The same with its time derivative; the acceleration comes from velocities one step before and after. */
function aberrateState(s: Float64Array, o: Float64Array, before: Float64Array, after: Float64Array): void {
  const c = SPEED_OF_LIGHT_KM_S;
  const r = norm(s);
  const rangeRate = dotAt(s, 0, s, 3) / r;
  const u = [s[0]! / r, s[1]! / r, s[2]! / r] as const;
  const v = [o[3]! / c, o[4]! / c, o[5]! / c] as const;
  const du = [0, 0, 0];
  const dv = [0, 0, 0];
  for (let k = 0; k < 3; k += 1) {
    du[k] = (s[3 + k]! - rangeRate * u[k]!) / r;
    dv[k] = (after[3 + k]! - before[3 + k]!) / (2 * ACCELERATION_STEP_S * c);
  }
  const along = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  const alongRate = dotAt(du, 0, v, 0) + dotAt(u, 0, dv, 0);
  let ww = 0;
  let wdw = 0;
  for (let k = 0; k < 3; k += 1) {
    const w = v[k]! - along * u[k]!;
    ww += w * w;
    wdw += w * (dv[k]! - alongRate * u[k]! - along * du[k]!);
  }
  const cosine = Math.sqrt(1 - ww);
  for (let k = 0; k < 3; k += 1) {
    const unit = u[k]! * cosine + v[k]! - along * u[k]!;
    const unitRate = du[k]! * cosine - (u[k]! * wdw) / cosine + dv[k]! - alongRate * u[k]! - along * du[k]!;
    s[k] = r * unit;
    s[3 + k] = rangeRate * unit + r * unitRate;
  }
}

function distance(a: Float64Array, b: Float64Array): number {
  const x = a[0]! - b[0]!;
  const y = a[1]! - b[1]!;
  const z = a[2]! - b[2]!;
  return Math.sqrt(x * x + y * y + z * z);
}

function dotAt(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): number {
  return a[i]! * b[j]! + a[i + 1]! * b[j + 1]! + a[i + 2]! * b[j + 2]!;
}
