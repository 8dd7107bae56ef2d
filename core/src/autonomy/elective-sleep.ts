import { BIN_S } from './bins.ts';
import { footprintAt } from './footprint.ts';
import type { Plan, PlannedActivity } from './plan.ts';
import { asleep, baseJ, copyResources, recompute, type Resources } from './resources.ts';
import { wakePowerW } from './station-model.ts';

/** Bins `[from, end)` in which the arrays do not carry the station awake; at `end` the Sun can wake it. */
export interface Night {
  readonly from: number;
  readonly end: number;
}

/**
 * Nights at whose end there is Sun to wake by: a sleep that ended in the dark would need a clock that nothing checks.
 *
 * @param withLast also the one in which the forecast ends
 */
export function nightsOf({ forecast, model }: Resources, withLast = false): Night[] {
  const enoughJ = wakePowerW(model) * BIN_S;
  const nights: Night[] = [];
  for (let b = 0; b < forecast.bins; b += 1) {
    if (forecast.generationJ[b]! >= enoughJ) continue;
    const from = b;
    while (b < forecast.bins && forecast.generationJ[b]! < enoughJ) b += 1;
    if (withLast || b < forecast.bins) nights.push({ from, end: b });
  }
  return nights;
}

/** Bins `[from, end)` as instants. */
export function spanOf({ forecast }: Resources, from: number, end: number): readonly [fromEt: number, toEt: number] {
  return [forecast.fromEt + from * BIN_S, forecast.fromEt + end * BIN_S];
}

/** Levels of a night: asleep from `sleepFrom` on (its end: no more than `needed`), before it as needed. @returns the levels before */
export function sleepFrom(resources: Resources, { from, end }: Night, start: number, needed: Uint8Array): Uint8Array {
  const before = resources.level.slice(from, end);
  const sleeping = resources.model.levels.length - 1;
  for (let b = from; b < end; b += 1) resources.level[b] = b >= start ? sleeping : needed[b]!;
  recompute(resources, from, end);
  return before;
}

/** Puts the levels of a night back. */
export function restoreNight(resources: Resources, { from, end }: Night, before: Uint8Array): void {
  resources.level.set(before, from);
  recompute(resources, from, end);
}

/** True when battery and store keep their limits from a bin on, as far as they do in `needed`, the course without elective sleep and activities. */
export function holdsFrom(resources: Resources, fromBin: number, needed: Resources): boolean {
  const { forecast, energyJ, keepJ, topBit, model } = resources;
  for (let b = fromBin; b < forecast.bins; b += 1) {
    if (energyJ[b + 1]! < keepJ[b + 1]! && energyJ[b + 1]! < Math.min(energyJ[b]!, needed.energyJ[b + 1]! - 1)) return false; // prettier-ignore
    if (topBit[b]! > Math.max(model.storeCapacityBit, needed.topBit[b]!) * (1 + 1e-9)) return false;
  }
  return powerHolds(resources, fromBin, forecast.bins);
}

/** Warming up after a sleep draws power, too. */
function powerHolds(resources: Resources, from: number, to: number): boolean {
  const { forecast, model, activityW, level, warmJ } = resources;
  for (let b = from; b < to; b += 1) {
    if (activityW[b]! <= 0) continue;
    if (asleep(resources, b)) return false;
    const drawn = (baseJ(resources, b, level[b]!) + warmJ[b]!) / BIN_S + activityW[b]!;
    if (drawn > forecast.leastW[b]! + model.battery.maxDischargeW + 1e-6) return false;
  }
  return true;
}

/** Activities that touch the bins `[from, end)`, be it by the recharge of their robot. */
export function during(
  resources: Resources,
  placed: Iterable<PlannedActivity>,
  from: number,
  end: number,
): PlannedActivity[] {
  // prettier-ignore
  const [fromEt, toEt] = spanOf(resources, from, end);
  return [...placed].filter((one) => one.startEt < toEt - 1e-6 && overEt(resources, one) > fromEt + 1e-6);
}

function overEt({ model }: Resources, { request, startEt, endEt }: PlannedActivity): number {
  return endEt + (footprintAt(model, request, startEt).recharge?.durationS ?? 0);
}

/** A copy of resources on other levels. */
export function withLevels(resources: Resources, level: Uint8Array): Resources {
  const changed = copyResources(resources);
  changed.level.set(level);
  recompute(changed, 0);
  return changed;
}

/** A copy of resources in which the station also sleeps where a plan lets it. */
export function withSleepOf(resources: Resources, levels: Plan['levels']): Resources {
  const { forecast, model } = resources;
  const sleeping = model.levels.length - 1;
  const level = resources.level.slice();
  for (const stretch of levels) {
    if (stretch.level !== sleeping) continue;
    const bin = (et: number) => Math.round((et - forecast.fromEt) / BIN_S);
    level.fill(sleeping, Math.max(0, bin(stretch.fromEt)), Math.max(0, bin(stretch.toEt)));
  }
  return withLevels(resources, level);
}
