/** A request on one instrument: when it can run at all, how long it takes, what it is worth. Seconds. */
export interface Job {
  readonly column: number;
  readonly beginS: number;
  readonly endS: number;
  readonly durationS: number;
  readonly value: number;
}

/** Jobs of which, met whole or not at all, no more than `most` of the weight can be met: `sum weight_j met_j <= most`. */
export interface Cut {
  readonly columns: readonly number[];
  readonly weights: readonly number[];
  readonly most: number;
}

/** Intervals are looked at when they hold no more jobs than this; of larger ones the loss by rounding is small. */
const MOST_JOBS = 60;
/** Time is counted in so many parts of an interval, durations rounded down: what fits stays possible. */
const PARTS = 1500;

/**
 * What an instrument with `count` users at a time can do in an interval at the most, when executions cannot be cut up: of the jobs that can only run inside it the best value that its
 * length holds, and the greatest number. One pair of cuts for each window of a job and for each two windows that follow each other, where not all of their jobs fit.
 */
export function knapsackCuts(jobs: readonly Job[], count: number): Cut[] {
  const sorted = [...jobs].sort((a, b) => a.beginS - b.beginS || a.endS - b.endS);
  const windows = new Map<string, readonly [number, number]>();
  const add = (fromS: number, toS: number) => windows.set(`${fromS} ${toS}`, [fromS, toS]);
  sorted.forEach((job, i) => {
    add(job.beginS, job.endS);
    const next = sorted.slice(i + 1, i + 1 + MOST_JOBS).find(({ beginS }) => beginS >= job.endS - 1);
    if (next !== undefined) add(job.beginS, next.endS);
  });
  const cuts: Cut[] = [];
  for (const window of windows.values()) {
    const inside = within(sorted, ...window);
    // what runs inside may stick out of the window by the second that `within` allows: the room is that of the jobs themselves
    const fromS = Math.min(...inside.map(({ beginS }) => beginS));
    const toS = Math.max(...inside.map(({ endS }) => endS));
    const roomS = count * (toS - fromS);
    const askedS = inside.reduce((sum, { durationS }) => sum + durationS, 0);
    if (askedS <= roomS || inside.length > MOST_JOBS) continue;
    const columns = inside.map(({ column }) => column);
    const values = inside.map(({ value }) => value);
    const durations = inside.map(({ durationS }) => durationS);
    cuts.push({ columns, weights: values, most: bestValue(values, durations, roomS) });
    cuts.push({ columns, weights: values.map(() => 1), most: greatestNumber(durations, roomS) });
  }
  return cuts;
}

/** Jobs that can only run between two instants. `sorted` by their begin. */
function within(sorted: readonly Job[], fromS: number, toS: number): Job[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.beginS < fromS - 1) low = middle + 1;
    else high = middle;
  }
  const inside: Job[] = [];
  for (let i = low; i < sorted.length && sorted[i]!.beginS < toS && inside.length <= MOST_JOBS; i += 1)
    if (sorted[i]!.endS <= toS + 1) inside.push(sorted[i]!);
  return inside;
}

/** The best sum of values of jobs that fit into `roomS`, or a little more: dynamic programme over time in parts. */
export function bestValue(values: readonly number[], durations: readonly number[], roomS: number): number {
  const partS = roomS / PARTS;
  // a second more than there is, against rounding of times of a decade
  const room = Math.floor((roomS + 1) / partS);
  const best = new Float64Array(room + 1);
  values.forEach((value, i) => {
    const takes = Math.floor(durations[i]! / partS);
    for (let t = room; t >= takes; t -= 1) best[t] = Math.max(best[t]!, best[t - takes]! + value);
  });
  return best[room]!;
}

function greatestNumber(durations: readonly number[], roomS: number): number {
  let [number, sumS] = [0, 0];
  for (const durationS of [...durations].sort((a, b) => a - b)) {
    sumS += durationS;
    if (sumS > roomS + 1) break;
    number += 1;
  }
  return number;
}
