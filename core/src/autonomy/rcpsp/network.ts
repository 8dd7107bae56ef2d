import type { RcpspProblem } from './problem.ts';

/**
 * A problem laid out for the inner loops: precedence as compressed rows, demands as rows of a matrix, and the earliest times that precedence alone allows.
 * Every activity follows the start and precedes the end, whether the file says so or not.
 */
export interface Network {
  /** Number of activities, start (0) and end (n - 1) included. */
  readonly n: number;
  readonly duration: Int32Array;
  /** Predecessors of `i`: `pred[predFrom[i]] ... pred[predFrom[i + 1] - 1]`. */
  readonly pred: Int32Array;
  readonly predFrom: Int32Array;
  readonly succ: Int32Array;
  readonly succFrom: Int32Array;
  readonly resources: number;
  /** `demand[i * resources + r]`. */
  readonly demand: Int32Array;
  readonly capacity: Int32Array;
  /** Activities with every predecessor before them. */
  readonly order: Int32Array;
  /** Earliest start by precedence alone. */
  readonly head: Int32Array;
  /** Least time from the end of an activity to the end of the project, by precedence alone. */
  readonly tail: Int32Array;
  /** Sum of durations: no schedule that is worth having is longer. */
  readonly horizon: number;
}

/** Lays out a problem that has passed `checkProblem`. */
export function networkOf({ durations, successors, demands, capacities }: RcpspProblem): Network {
  const n = durations.length;
  const followers = successors.map((list, i) => (i === n - 1 ? [] : [...new Set([...list, ...(list.length === 0 ? [n - 1] : [])])])); // prettier-ignore
  const isFollower = new Set(followers.flat());
  for (let i = 1; i < n; i += 1) if (!isFollower.has(i)) followers[0]!.push(i);
  const leaders: number[][] = durations.map(() => []);
  followers.forEach((list, i) => list.forEach((j) => leaders[j]!.push(i)));
  const duration = Int32Array.from(durations);
  const [succ, succFrom] = rows(followers);
  const [pred, predFrom] = rows(leaders);
  const order = topological(followers, leaders);
  const head = new Int32Array(n);
  const tail = new Int32Array(n);
  for (const i of order) for (const j of followers[i]!) head[j] = Math.max(head[j]!, head[i]! + duration[i]!);
  for (const i of order.slice().reverse()) for (const j of followers[i]!) tail[i] = Math.max(tail[i]!, tail[j]! + duration[j]!); // prettier-ignore
  return {
    n,
    duration,
    pred,
    predFrom,
    succ,
    succFrom,
    resources: capacities.length,
    demand: Int32Array.from(demands.flat()),
    capacity: Int32Array.from(capacities),
    order,
    head,
    tail,
    horizon: durations.reduce((a, b) => a + b, 0),
  };
}

function rows(lists: readonly (readonly number[])[]): [Int32Array, Int32Array] {
  const from = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (from[i + 1] = from[i]! + list.length));
  return [Int32Array.from(lists.flat()), from];
}

function topological(followers: readonly (readonly number[])[], leaders: readonly (readonly number[])[]): Int32Array {
  const waiting = leaders.map((list) => list.length);
  const order = new Int32Array(followers.length);
  let count = 0;
  for (const [i, left] of waiting.entries()) if (left === 0) order[count++] = i;
  for (let k = 0; k < count; k += 1) for (const j of followers[order[k]!]!) if ((waiting[j]! -= 1) === 0) order[count++] = j; // prettier-ignore
  return order;
}
