import type { Network } from './network.ts';
import { packProfile } from './packed-profile.ts';

/** Turns orders of activities into schedules, forward from the start or backward from the end, without allocating. */
export interface ScheduleScheme {
  /**
   * Serial schedule generation (Kelley 1963): each activity in the order of `list` starts as early as precedence and resources allow.
   *
   * @param list every activity once, predecessors first
   * @param starts written, by activity
   * @returns the makespan
   */
  forward(list: Int32Array, starts: Int32Array): number;
  /** The same from the end: `list` has successors first; `starts` count backward, from the end of the project to the end of the activity. */
  backward(list: Int32Array, starts: Int32Array): number;
}

export function createScheme(network: Network): ScheduleScheme {
  const { n, duration, horizon } = network;
  const { words, full, guard, need } = packProfile(network);
  const profile = new Int32Array((horizon + 1) * Math.max(1, words));
  let used = horizon + 1; // units of time to make free again

  function clear(): void {
    if (words === 1) profile.fill(full[0]!, 0, used);
    else for (let k = 0; k < used * words; k += 1) profile[k] = full[k % words]!;
    used = 0;
  }

  /** First start from `from` on at which `activity` fits; books it. */
  function place(activity: number, from: number): number {
    const d = duration[activity]!;
    let start = from;
    let end = start + d;
    if (words === 1) {
      const [want, ones] = [need[activity]!, guard[0]!];
      if (want !== 0) {
        for (let t = start; t < end; t += 1)
          if (((profile[t]! - want) & ones) !== ones) {
            start = t + 1;
            end = start + d;
          }
        for (let t = start; t < end; t += 1) profile[t] = (profile[t]! - want) | 0;
      }
    } else if (words > 1) {
      const row = activity * words;
      for (let t = start; t < end; t += 1)
        for (let w = 0; w < words; w += 1)
          if (((profile[t * words + w]! - need[row + w]!) & guard[w]!) !== guard[w]!) {
            start = t + 1;
            end = start + d;
            break;
          }
      for (let t = start; t < end; t += 1) for (let w = 0; w < words; w += 1) profile[t * words + w]! -= need[row + w]!;
    }
    if (end > used) used = end;
    return start;
  }

  function build(list: Int32Array, starts: Int32Array, before: Int32Array, from: Int32Array): number {
    clear();
    let makespan = 0;
    for (let k = 0; k < n; k += 1) {
      const activity = list[k]!;
      let earliest = 0;
      const to = from[activity + 1]!;
      for (let p = from[activity]!; p < to; p += 1) {
        const other = before[p]!;
        const end = starts[other]! + duration[other]!;
        if (end > earliest) earliest = end;
      }
      const start = place(activity, earliest);
      starts[activity] = start;
      if (start + duration[activity]! > makespan) makespan = start + duration[activity]!;
    }
    return makespan;
  }

  return {
    forward: (list, starts) => build(list, starts, network.pred, network.predFrom),
    backward: (list, starts) => build(list, starts, network.succ, network.succFrom),
  };
}
