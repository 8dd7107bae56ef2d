import type { Network } from './network.ts';
import type { ScheduleScheme } from './schedule-scheme.ts';

export interface Justifier {
  /**
   * Forward-backward improvement: all activities moved as late as they go, in the order of their ends, then as early as they go, in the order of their starts; again while
   * the makespan falls. Never makes a schedule longer.
   *
   * Source: Tormos & Lova 2001, Ann. Oper. Res. 102:65; Valls, Ballestín & Quintanilla 2005, EJOR 165:375.
   *
   * @param starts a feasible schedule, rewritten
   * @param list written: the activities in the order of their starts
   * @returns the makespan
   */
  improve(starts: Int32Array, makespan: number, list: Int32Array): number;
  /** Writes the activities in the order of their starts (predecessors first) to `list`. */
  byStart(starts: Int32Array, makespan: number, list: Int32Array): void;
}

export function createJustifier(network: Network, scheme: ScheduleScheme): Justifier {
  const { n, duration, order } = network;
  const reverseOrder = order.slice().reverse();
  const key = new Int32Array(n);
  const mirrored = new Int32Array(n);
  const count = new Int32Array(network.horizon + 2);

  /** Sorts by `key` (0 to `most`), ties as in `ties`: a counting sort. */
  function sort(ties: Int32Array, most: number, list: Int32Array): void {
    count.fill(0, 0, most + 2);
    for (let i = 0; i < n; i += 1) count[key[i]! + 1]! += 1;
    for (let k = 1; k <= most; k += 1) count[k]! += count[k - 1]!;
    for (let k = 0; k < n; k += 1) {
      const i = ties[k]!;
      list[count[key[i]!]!++] = i;
    }
  }

  function byStart(starts: Int32Array, makespan: number, list: Int32Array): void {
    key.set(starts);
    sort(order, makespan, list);
  }

  function improve(starts: Int32Array, makespan: number, list: Int32Array): number {
    for (;;) {
      for (let i = 0; i < n; i += 1) key[i] = makespan - starts[i]! - duration[i]!;
      sort(reverseOrder, makespan, list);
      const back = scheme.backward(list, mirrored);
      for (let i = 0; i < n; i += 1) starts[i] = back - mirrored[i]! - duration[i]!;
      byStart(starts, back, list);
      const after = scheme.forward(list, starts);
      byStart(starts, after, list);
      if (after >= makespan) return after;
      makespan = after;
    }
  }
  return { improve, byStart };
}
