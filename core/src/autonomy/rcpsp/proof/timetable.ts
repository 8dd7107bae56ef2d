import type { Network } from '../network.ts';
import { packProfile } from '../packed-profile.ts';
import type { BoundTrail } from './bound-trail.ts';

/**
 * Time-table propagation of all resources at once, with explanations at one instant (Schutt, Feydt, Stuckey & Wallace 2011, Constraints 16:250).
 *
 * Between its latest start and its earliest end an activity runs for certain. These parts are added up; where they leave too little, an activity cannot run.
 */
export interface Timetable {
  /** Propagates to a fixed point. False on a conflict, which is then on the trail. */
  propagate(): boolean;
}

export function createTimetable(network: Network, trail: BoundTrail, horizon: number): Timetable {
  const { n, duration, resources, demand, capacity } = network;
  const { words, full, guard, need } = packProfile(network);
  const { bound } = trail;
  const free = new Int32Array((horizon + 1) * Math.max(1, words));
  const users = Array.from({ length: n }, (_, i) => i).filter(
    (i) => duration[i]! > 0 && need.subarray(i * words, (i + 1) * words).some((word) => word !== 0),
  );

  function blocked(t: number, i: number): boolean {
    for (let w = 0; w < words; w += 1) if (((free[t * words + w]! - need[i * words + w]!) & guard[w]!) !== guard[w]!) return true; // prettier-ignore
    return false;
  }

  /** Adds to `reason` activities (but `i`) that certainly run at `t` and together leave less than `i` needs; without `i` (-1): more than there is. */
  function whyFull(reason: number, t: number, i: number): void {
    for (let r = 0; r < resources; r += 1) {
      const wanted = i < 0 ? 0 : demand[i * resources + r]!;
      if (i >= 0 && wanted === 0) continue;
      let excess = wanted - capacity[r]!;
      for (const k of users) if (k !== i && runs(k, t)) excess += demand[k * resources + r]!;
      if (excess <= 0) continue;
      for (const k of users) {
        const use = demand[k * resources + r]!;
        if (k === i || use === 0 || !runs(k, t)) continue;
        if (use < excess) {
          excess -= use; // can be left out
          continue;
        }
        trail.literal(reason, 2 * k, t + 1 - duration[k]!);
        trail.literal(reason, 2 * k + 1, -t);
      }
      return;
    }
    throw new Error('a blocked instant without a reason');
  }

  function runs(k: number, t: number): boolean {
    return -bound[2 * k + 1]! <= t && t < bound[2 * k]! + duration[k]!;
  }

  /** Adds up what runs for certain. */
  function build(): boolean {
    if (words === 1) free.fill(full[0]!);
    else for (let k = 0; k < free.length; k += 1) free[k] = full[k % words]!;
    for (const i of users) {
      const to = bound[2 * i]! + duration[i]!;
      for (let t = -bound[2 * i + 1]!; t < to; t += 1) {
        if (blocked(t, i)) {
          const reason = trail.because(false);
          whyFull(reason, t, -1);
          return trail.contradict(reason);
        }
        for (let w = 0; w < words; w += 1) free[t * words + w]! -= need[i * words + w]!;
      }
    }
    return true;
  }

  /** Last blocked instant of an earliest start's span, where the activity does not run for certain; -1 when there is none. */
  function lastBlocked(i: number, from: number, to: number): number {
    for (let t = to - 1; t >= from; t -= 1) if (blocked(t, i)) return t;
    return -1;
  }

  function firstBlocked(i: number, from: number, to: number): number {
    for (let t = from; t < to; t += 1) if (blocked(t, i)) return t;
    return -1;
  }

  function filter(i: number): boolean {
    const d = duration[i]!;
    for (;;) {
      const [earliest, latest] = [bound[2 * i]!, -bound[2 * i + 1]!];
      const t = lastBlocked(i, earliest, Math.min(earliest + d, latest));
      if (t < 0) break;
      const reason = trail.because(false);
      trail.literal(reason, 2 * i, t + 1 - d);
      whyFull(reason, t, i);
      if (!trail.raise(2 * i, t + 1, reason)) return false;
    }
    for (;;) {
      const [earliest, latest] = [bound[2 * i]!, -bound[2 * i + 1]!];
      const t = firstBlocked(i, Math.max(latest, earliest + d), latest + d);
      if (t < 0) break;
      const reason = trail.because(false);
      trail.literal(reason, 2 * i + 1, -t);
      whyFull(reason, t, i);
      if (!trail.raise(2 * i + 1, d - t, reason)) return false;
    }
    return true;
  }

  return {
    propagate() {
      if (words === 0) return true;
      for (;;) {
        const size = trail.size;
        if (!build()) return false;
        for (const i of users) if (bound[2 * i]! + bound[2 * i + 1]! !== 0 && !filter(i)) return false;
        if (trail.size === size) return true;
      }
    },
  };
}
