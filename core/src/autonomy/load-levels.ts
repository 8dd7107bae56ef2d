import { BIN_S } from './bins.ts';
import { wakePowerW } from './station-model.ts';
import { asleep, baseJ, preview, recompute, type Resources } from './resources.ts';

/**
 * Raises the load level where it must be: where the battery would fall under what is to be kept, the lightest shedding up to `most`, begun as late as it can be, that
 * brings the station through to the Sun. Activities already placed count as loads.
 *
 * @returns bins in which even the level `most` since the last full battery does not keep it
 */
export function raiseLevels(resources: Resources, most: number): number[] {
  const hopeless: number[] = [];
  let checkedTo = 0;
  for (;;) {
    const bad = firstBad(resources, checkedTo);
    if (bad < 0) return hopeless;
    const from = Math.max(checkedTo, lastFull(resources, bad));
    if (rescue(resources, from, bad, most)) continue;
    const worst = firstBad(resources, checkedTo);
    if (worst >= 0) hopeless.push(worst);
    checkedTo = recovery(resources, bad);
  }
}

/** First bin from `from` on at whose end the battery is too low while it is being drawn on; -1 when there is none. */
function firstBad({ energyJ, keepJ, forecast }: Resources, from: number): number {
  for (let b = from; b < forecast.bins; b += 1)
    if (energyJ[b + 1]! < keepJ[b + 1]! && energyJ[b + 1]! < energyJ[b]!) return b;
  return -1;
}

function lastFull({ energyJ, capacityJ }: Resources, bin: number): number {
  for (let b = bin; b > 0; b -= 1) if (energyJ[b]! >= 0.999 * capacityJ) return b;
  return 0;
}

/** First bin after `bin` whose generation is enough to wake by: until then a level stays. */
function recovery({ forecast, model }: Resources, bin: number): number {
  const enoughJ = wakePowerW(model) * BIN_S;
  for (let b = bin + 1; b < forecast.bins; b += 1) if (forecast.generationJ[b]! >= enoughJ) return b;
  return forecast.bins;
}

/** Raises the level between `from` and the recovery after `bad` until the battery holds to there; false, at the highest level, when it cannot. */
function rescue(resources: Resources, from: number, bad: number, most: number): boolean {
  const { level } = resources;
  const end = recovery(resources, bad);
  const before = level.slice(from, end);
  let held = false;
  for (let k = 1; k <= most && !held; k += 1) {
    if (!setAtLeast(resources, before, from, from, end, k)) continue;
    held = holds(resources, from, end);
    if (held) latestStart(resources, before, from, end, k);
  }
  // what lies behind the last bin that was looked at has not been followed yet
  recompute(resources, from, end + 1);
  return held;
}

/** Levels of `[from, end)` as before, but at least `k` from `start` on and at least `k - 1` before it, and the courses up to `end`; true when that changes something. */
function setAtLeast(
  resources: Resources,
  before: Uint8Array,
  from: number,
  start: number,
  end: number,
  k: number,
): boolean {
  const { level } = resources;
  let changed = false;
  let first = end;
  for (let b = from; b < end; b += 1) {
    const next = Math.max(before[b - from]!, b >= start ? k : k - 1);
    changed ||= next !== before[b - from]!;
    if (next !== level[b] && first === end) first = b;
    level[b] = next;
  }
  preview(resources, first, end);
  return changed;
}

function holds({ energyJ, keepJ }: Resources, from: number, end: number): boolean {
  for (let b = from; b < end; b += 1)
    if (energyJ[b + 1]! < keepJ[b + 1]! && energyJ[b + 1]! < energyJ[b]!) return false;
  return true;
}

/** Level `k` as late as possible, the lighter `k - 1` before it: bisection, since starting later only costs energy. */
function latestStart(resources: Resources, before: Uint8Array, from: number, end: number, k: number): void {
  let works = from;
  let fails = end;
  while (fails - works > 1) {
    const middle = (works + fails) >>> 1;
    setAtLeast(resources, before, from, middle, end, k);
    if (holds(resources, from, end)) works = middle;
    else fails = middle;
  }
  setAtLeast(resources, before, from, works, end, k);
}

/** Sheds in bins where activities and base together would ask more than arrays and battery can give at once. */
export function fitPower(resources: Resources, most: number): void {
  const { forecast, model, level, activityW } = resources;
  let changed = false;
  for (let b = 0; b < forecast.bins; b += 1) {
    const free = forecast.leastW[b]! + model.battery.maxDischargeW - activityW[b]!;
    while (level[b]! < most && baseJ(resources, b, level[b]!) / BIN_S > free) {
      level[b]! += 1;
      changed = true;
    }
  }
  if (changed) recompute(resources, 0);
}

/** Sleeps, until the Sun can wake it, from where arrays and battery at their most do not carry the station awake with everything shed. */
export function sleepWherePowerLacks(resources: Resources): void {
  const { forecast, model, level } = resources;
  const sleeping = model.levels.length - 1;
  let first = forecast.bins;
  for (let b = 0; b < forecast.bins; b += 1) {
    const mostJ = (forecast.leastW[b]! + model.battery.maxDischargeW) * BIN_S;
    if (level[b] === sleeping || baseJ(resources, b, sleeping - 1) <= mostJ) continue;
    level.fill(sleeping, b, recovery(resources, b));
    first = Math.min(first, b);
  }
  if (first < forecast.bins) recompute(resources, first);
}

/** No relief for less than this many bins between two stretches of shedding: switching loads by the hour helps nobody. */
const SHORT_BINS = 6;

/** Closes short gaps of a lighter level between heavier ones (up to `most`); that only saves energy. */
export function calmLevels(resources: Resources, most: number): void {
  const { level } = resources;
  const stretches = levelStretches(resources);
  let changed = false;
  for (let i = 1; i + 1 < stretches.length; i += 1) {
    const [from, to, own] = stretches[i]!;
    const around = Math.min(most, level[from - 1]!, stretches[i + 1]![2]);
    if (to - from >= SHORT_BINS || own >= around) continue;
    level.fill(around, from, to);
    changed = true;
  }
  if (changed) recompute(resources, 0);
}

/** Stretches of one level, as `[firstBin, endBin, level]`. */
export function levelStretches(resources: Resources): readonly (readonly [number, number, number])[] {
  const stretches: [number, number, number][] = [];
  resources.level.forEach((level, b) => {
    const last = stretches.at(-1);
    if (last !== undefined && last[2] === level) last[1] = b + 1;
    else stretches.push([b, b + 1, level]);
  });
  return stretches;
}

/** Bins asleep from `bin` on, 0 when awake. */
export function sleepLength(resources: Resources, bin: number): number {
  let b = bin;
  while (b < resources.forecast.bins && asleep(resources, b)) b += 1;
  return b - bin;
}
