import type { Network } from './network.ts';

/** The longest chain of activities: no schedule is shorter. */
export function criticalPath({ head, n }: Network): number {
  return head[n - 1]!;
}

/**
 * Energy of a resource between the earliest begin and the latest end that precedence leaves: for every resource and every pair (h, q), the activities that cannot begin
 * before h and that leave at least q after them need h + (their energy / capacity) + q.
 *
 * Source: LB of Mingozzi et al. 1998 (Manag. Sci. 44:714) without heads and tails is h = q = 0. Cost O(resources x n^2).
 */
export function energyBound({ n, resources, capacity, demand, duration, head, tail }: Network): number {
  let bound = 0;
  for (let r = 0; r < resources; r += 1) {
    const users = Array.from({ length: n }, (_, i) => i).filter((i) => demand[i * resources + r]! * duration[i]! > 0);
    const byTail = [...users].sort((a, b) => tail[b]! - tail[a]!);
    for (const h of new Set(users.map((i) => head[i]!))) {
      let energy = 0;
      for (const i of byTail) {
        if (head[i]! < h) continue;
        energy += demand[i * resources + r]! * duration[i]!;
        bound = Math.max(bound, h + Math.ceil(energy / capacity[r]!) + tail[i]!);
      }
    }
  }
  return bound;
}
