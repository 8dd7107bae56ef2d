import { rotate } from '../math/index.ts';
import { ApparentStates } from './apparent.ts';
import type { Correction } from './correction.ts';
import type { Frame } from './frame-system.ts';
import type { Trajectories } from './trajectories.ts';

/** What is asked for, names resolved. */
export interface Question {
  readonly target: number;
  readonly observer: number;
  readonly frame: Frame;
  readonly correction: Correction;
}

const INERTIAL_CLASS = 1;
const J2000_ID = 1;
const M_PER_KM = 1000;

/**
 * Apparent states turned into any frame, in metres: SPKEZ. A body-fixed frame is taken at the time at which the light that the observer sees now left the frame's centre.
 */
export class FramedStates {
  readonly #apparent: ApparentStates;
  readonly #center = new Float64Array(6);
  readonly #matrix = new Float64Array(9);
  readonly #rate = new Float64Array(9);
  /** How long before `et` the frame is taken, and the derivative of that. */
  #delay = 0;
  #delayRate = 0;

  constructor(trajectories: Trajectories) {
    this.#apparent = new ApparentStates(trajectories);
  }

  /** @returns light time, s */
  state(question: Question, et: number, out: Float64Array): number {
    const { target, observer, frame, correction } = question;
    const lightTime = this.#apparent.state(target, observer, et, correction, out);
    if (frame.facts.id !== J2000_ID) {
      this.#delayOfState(question, et, lightTime);
      frame.orientation.rotationAndRate(et - this.#delay, this.#matrix, this.#rate);
      rotateState(this.#matrix, this.#rate, 1 - this.#delayRate, out);
    }
    for (let k = 0; k < 6; k += 1) out[k] = out[k]! * M_PER_KM;
    return lightTime;
  }

  /** The position alone. @returns light time, s */
  position(question: Question, et: number, out: Float64Array): number {
    const { target, observer, frame, correction } = question;
    const lightTime = this.#apparent.position(target, observer, et, correction, out);
    if (frame.facts.id !== J2000_ID) {
      frame.orientation.rotation(et - this.#delayOfPosition(question, et, lightTime), this.#matrix);
      rotate(this.#matrix, out, out);
    }
    out[0] = out[0]! * M_PER_KM;
    out[1] = out[1]! * M_PER_KM;
    out[2] = out[2]! * M_PER_KM;
    return lightTime;
  }

  #delayOfState({ target, observer, frame, correction }: Question, et: number, lightTime: number): void {
    const { center, frameClass } = frame.facts;
    this.#delay = 0;
    this.#delayRate = 0;
    if (correction === 'NONE' || frameClass === INERTIAL_CLASS || center === observer) return;
    const targetRate = this.#apparent.lightTimeRate;
    this.#delay = center === target ? lightTime : this.#apparent.state(center, observer, et, correction, this.#center);
    this.#delayRate = center === target ? targetRate : this.#apparent.lightTimeRate;
  }

  #delayOfPosition({ target, observer, frame, correction }: Question, et: number, lightTime: number): number {
    const { center, frameClass } = frame.facts;
    if (correction === 'NONE' || frameClass === INERTIAL_CLASS || center === observer) return 0;
    return center === target ? lightTime : this.#apparent.position(center, observer, et, correction, this.#center);
  }
}

/** Components and their rates: v' = M v + dM/dt x, the matrix's clock running at `clock` seconds per second. */
function rotateState(m: Float64Array, dm: Float64Array, clock: number, s: Float64Array): void {
  const x = s[0]!, y = s[1]!, z = s[2]!; // prettier-ignore
  const vx = s[3]!, vy = s[4]!, vz = s[5]!; // prettier-ignore
  for (let k = 0; k < 3; k += 1) {
    const i = 3 * k;
    s[k] = m[i]! * x + m[i + 1]! * y + m[i + 2]! * z;
    s[3 + k] = m[i]! * vx + m[i + 1]! * vy + m[i + 2]! * vz + clock * (dm[i]! * x + dm[i + 1]! * y + dm[i + 2]! * z);
  }
}
