import type { Windows } from '../../time/index.ts';
import { BIN_S } from '../bins.ts';
import { nightsOf, type Night } from '../elective-sleep.ts';
import type { SleepingStation } from '../possible-starts.ts';
import { baseJ, nextEnergy, type Resources } from '../resources.ts';
import type { Request } from '../request.ts';
import type { LpBuilder } from './linear-program.ts';
import type { Period } from './periods.ts';

/**
 * What the relaxation knows of nights in which a plan has to sleep. A plan sleeps until the Sun wakes the station, so in such a night `[from, end)` it is awake for some bins and then asleep
 * to the end: it chooses the bin `k` at which it falls asleep. The battery cannot carry every `k`: {@link longNights} leaves those that it can.
 */
export interface LongNight extends Night {
  /** Latest bin at which a plan can fall asleep, counted with the station that sleeps all the time until this night, which comes into it with the most energy. */
  readonly latest: number;
}

/** For rounding, J; plans too may take as much from a battery that is too low anyway. */
const GRACE_J = 1;
/** Times of a decade are rounded to 2e-7 s. */
const ROUNDING_S = 1e-3;

/** Nights that no plan can spend awake to their end. */
export function longNights({ asleep }: SleepingStation): LongNight[] {
  return nightsOf(asleep, true).flatMap((night) => {
    let [works, fails] = [night.from, night.end + 1];
    while (fails - works > 1) {
      const middle = (works + fails) >>> 1;
      if (carriesAwake(asleep, night, middle)) works = middle;
      else fails = middle;
    }
    return works < night.end ? [{ ...night, latest: works }] : [];
  });
}

/** Whether the battery holds in a night that is spent awake up to a bin, with everything shed and nothing running, and asleep from then on. The later, the less is left: a bisection may ask. */
function carriesAwake(asleep: Resources, { from, end }: Night, sleepBin: number): boolean {
  const { energyJ, keepJ, forecast, model } = asleep;
  const sleeping = model.levels.length - 1;
  let energy = energyJ[from]!;
  for (let b = from; b < end; b += 1) {
    const restJ = baseJ(asleep, b, sleeping);
    const drawnJ = b < sleepBin ? Math.max(restJ, baseJ(asleep, b, sleeping - 1)) : restJ;
    const before = energy;
    energy = nextEnergy(asleep, energy, forecast.generationJ[b]! - drawnJ);
    // where a sleeping station falls under it, too, or it only rises from below, nobody is asked
    if (energy < keepJ[b + 1]! - GRACE_J && energy < before && energyJ[b + 1]! >= keepJ[b + 1]!) return false;
  }
  return true;
}

/** Starts of an execution without those that reach into the sleep of a long night whatever the plan chooses. */
export function awakeStarts(starts: Windows, durationS: number, nights: readonly LongNight[]): Windows {
  let left = starts.map(([first, last]) => [first, last] as const);
  for (const { latest, end } of nights) {
    const [afterS, beforeS] = [latest * BIN_S - durationS, end * BIN_S];
    left = left.flatMap(([first, last]) => {
      if (last <= afterS + ROUNDING_S || first >= beforeS - ROUNDING_S) return [[first, last] as const];
      const parts: (readonly [number, number])[] = [];
      if (first <= afterS + ROUNDING_S) parts.push([first, Math.max(first, afterS)]);
      if (last >= beforeS - ROUNDING_S) parts.push([Math.min(last, beforeS), last]);
      return parts;
    });
  }
  return left;
}

/** Bins of a period before another bin. */
function binsBefore({ fromBin, endBin }: Period, bin: number): number {
  return Math.max(0, Math.min(endBin, bin) - fromBin);
}

/** A request with the column that says how far it is met, and its possible starts in seconds. */
export interface MetRequest {
  readonly request: Request;
  readonly starts: Windows;
  readonly met: number;
}

/**
 * For each long night a column for each bin at which the plan may fall asleep, one of which is chosen: the hours awake follow from the choice, and a request that fits before the night's
 * sleep only when that begins late is met no more than late bins are chosen.
 *
 * Valid for every plan: take 1 for its own bin, 0 for the others. Its hours awake are the bins before, and an execution of it ends before that bin or begins at the night's end or later.
 *
 * @param awake by period: the column of its hours awake
 */
export function addSleepChoices(
  builder: LpBuilder,
  nights: readonly LongNight[],
  periods: readonly Period[],
  awake: readonly number[],
  requests: readonly MetRequest[],
): void {
  for (const { from, end, latest } of nights) {
    const choices = Array.from({ length: latest - from + 1 }, (_, i) => ({
      bin: from + i,
      column: builder.column(0, 1),
    }));
    builder.row(1, 1, choices.map(({ column }) => [column, 1] as const)); // prettier-ignore
    periods.forEach((period, p) => {
      if (period.fromBin < from || period.endBin > end) return;
      const hours = choices.map(({ bin, column }) => [column, (-binsBefore(period, bin) * BIN_S) / 3600] as const);
      builder.row(0, 0, [[awake[p]!, 1], ...hours]);
    });
    for (const { request, starts, met } of requests) {
      if (starts.length === 0 || starts.at(-1)![1] >= end * BIN_S - ROUNDING_S) continue;
      const endsAtBin = Math.ceil((starts[0]![0] + request.durationS - ROUNDING_S) / BIN_S);
      if (endsAtBin <= from) continue;
      const late = choices.flatMap(({ bin, column }) => (bin >= endsAtBin ? [[column, -1] as const] : []));
      builder.row(-Infinity, 0, [[met, 1], ...late]);
    }
  }
}
