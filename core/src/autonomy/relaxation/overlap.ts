import type { Windows } from '../../time/index.ts';

/** How long an execution that starts at `startS` and lasts `durationS` runs inside `[fromS, toS]`. */
function overlapAt(startS: number, durationS: number, fromS: number, toS: number): number {
  return Math.max(0, Math.min(toS, startS + durationS) - Math.max(fromS, startS));
}

/**
 * The least and the most that an execution of `durationS` can run inside `[fromS, toS]` over all starts in `starts`. As the start moves, the overlap rises, stays and falls: least
 * at an end of a window of starts, most where the start comes nearest to the middle part.
 */
export function overlapRange(
  starts: Windows,
  durationS: number,
  fromS: number,
  toS: number,
): readonly [leastS: number, mostS: number] {
  const middle = [Math.min(fromS, toS - durationS), Math.max(fromS, toS - durationS)] as const;
  let [least, most] = [Infinity, 0];
  for (const [first, last] of starts) {
    const best = Math.min(last, Math.max(first, middle[0]));
    most = Math.max(most, overlapAt(best, durationS, fromS, toS));
    least = Math.min(least, overlapAt(first, durationS, fromS, toS), overlapAt(last, durationS, fromS, toS));
  }
  return [Number.isFinite(least) ? least : 0, most];
}
