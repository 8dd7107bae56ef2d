import { curveAt, curveThrough, type Curve, type Telemetry } from '../station/index.ts';
import { firstAfter } from './ascending.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** Skylines of terrain at metres of resolution are off by a degree or so of azimuth, two hours of the Sun; what comes later than this has another cause. */
const MOST_LATE_S = 6 * 3600;
const STEP_S = 900;
/** Light that is this much less, or more, than expected is another instant of the sunrise. */
const OTHER = 0.5;
/** Of what all arrays give at their best: less is not judged by. */
const FAINT = 0.02;
const ROUGH = 0.01;
/** What factors of light and dust leave open. */
const ALIKE = 0.9;
/** While the Sun is missing nobody knows for how long: it is expected no sooner than this. */
const PATIENCE_S = 3600;

/**
 * By how much later than in the almanac the Sun rises, seconds, as the arrays show it now; null when that is what is believed already, or when no lateness up to six hours explains what they give.
 *
 * While the Sun is missing, what the sky shows now and an hour more; once it has come, what it really was.
 */
export function sunLaterS(model: StationModel, beliefs: Beliefs, seen: Telemetry): number | null {
  const believedS = beliefs.sunLaterS ?? 0;
  const seenW = seen.arrays.reduce((sum, { powerW }) => sum + powerW, 0);
  const bestW = model.arrays.reduce((sum, { peakW }) => sum + peakW, 0);
  const expectedW = (laterS: number) =>
    model.arrays.reduce((sum, { id, power }) => sum + (beliefs.arrayFactor[id] ?? 1) * laterW(power, laterS, seen.et), 0); // prettier-ignore
  const nowW = expectedW(believedS);
  const missing = nowW > FAINT * bestW && seenW < OTHER * nowW;
  const early = believedS > 0 && seenW > FAINT * bestW && nowW < OTHER * seenW;
  if (!missing && !early) return null;
  return missing
    ? whileMissing(expectedW, seenW + ROUGH * bestW, believedS)
    : onceUp(expectedW, ALIKE * seenW, believedS);
}

function whileMissing(expectedW: (laterS: number) => number, seenW: number, believedS: number): number | null {
  for (let laterS = believedS + STEP_S; laterS <= MOST_LATE_S; laterS += STEP_S)
    if (expectedW(laterS) <= seenW) return laterS + PATIENCE_S;
  return null;
}

/** The latest Sun that shows what is seen: when it came unseen between two looks, the second of them. */
function onceUp(expectedW: (laterS: number) => number, seenW: number, believedS: number): number | null {
  for (let laterS = believedS - STEP_S; laterS > 0; laterS -= STEP_S) if (expectedW(laterS) >= seenW) return laterS;
  return expectedW(0) >= seenW ? 0 : null;
}

/** Never more than the almanac has: a Sun that rises late may well set in time. */
function laterW(power: Curve, laterS: number, et: number): number {
  return Math.min(curveAt(power, et), curveAt(power, et - laterS));
}

/** The power of an array between two instants when the Sun rises `laterS` later; nowhere more than the least of the almanac now and so long before. */
export function laterCurve(power: Curve, laterS: number, fromEt: number, toEt: number): Curve {
  if (laterS === 0) return power;
  const nodes: number[] = [fromEt];
  let own = firstAfter(power.et, fromEt);
  let moved = firstAfter(power.et, fromEt - laterS - 1);
  for (;;) {
    const next = Math.min(power.et[own] ?? Infinity, (power.et[moved] ?? Infinity) + laterS);
    if (next >= toEt) break;
    if (next > nodes[nodes.length - 1]!) nodes.push(next);
    if (power.et[own] === next) own += 1;
    else moved += 1;
  }
  nodes.push(toEt);
  const et = Float64Array.from(nodes);
  const before = curveThrough(
    power,
    et.map((t) => t - laterS),
  );
  return { et, values: curveThrough(power, et).map((nowW, i) => Math.min(nowW, before[i]!)) };
}
