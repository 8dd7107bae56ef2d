import { etToUtc, type LeapSeconds } from '../../time/index.ts';

/** Why there is no way, and what would open one. */
export type NoTraverse =
  /** `opensAtRad`: the lowest slope limit that would open one, radians; null: none does, terrain is missing. */
  | { readonly reason: 'slope'; readonly opensAtRad: number | null }
  | {
      readonly reason: 'darkness';
      readonly startDark: boolean;
      /** Dark at the start: when it becomes light there (null: not in the time allowed). */
      readonly startLitEt: number | null;
      /** Longest spell in the dark of the cheapest drive without that limit and with an endless battery, seconds; null: not found. */
      readonly needsDarkS: number | null;
      /** The time allowed, seconds. */
      readonly withinS: number;
    }
  /** `needsJ`: capacity with which the cheapest drive would do, joules. */
  | { readonly reason: 'battery'; readonly needsJ: number }
  | { readonly reason: 'earthView' }
  /** `withinS`: the time allowed, seconds. */
  | { readonly reason: 'time'; readonly withinS: number }
  /** `labels`: states after which the search was given up. */
  | { readonly reason: 'tooLarge'; readonly labels: number };

/** One sentence: why there is no way, and what would open one. */
export function inWordsWhyNot(why: NoTraverse, lsk: LeapSeconds): string {
  switch (why.reason) {
    case 'slope':
      return why.opensAtRad === null
        ? 'No way: start and goal are parted by ground without heights.'
        : `No way under the slope limit; the lowest limit that opens one is ${(Math.ceil((why.opensAtRad * 1800) / Math.PI) / 10).toFixed(1)} degrees.`;
    case 'darkness': {
      const lit =
        why.startLitEt === null
          ? `it stays so for all of the ${inDays(why.withinS)} allowed`
          : `light comes at ${etToUtc(lsk, why.startLitEt, 0)}`;
      const start = why.startDark ? `The start lies in the dark at departure (${lit}). ` : 'No way stays in light. ';
      return why.needsDarkS === null
        ? `${start}Depart later, or allow some time in the dark.`
        : `${start}The cheapest drive that may go through the dark is ${(why.needsDarkS / 3600).toFixed(1)} h in it at a stretch.`;
    }
    case 'battery':
      return `No way within the battery; with ${(why.needsJ / 3.6e6).toFixed(1)} kWh there is one.`;
    case 'earthView':
      return 'No way keeps the Earth in view while driving; without that there is one.';
    case 'time':
      return `No way arrives within the ${inDays(why.withinS)} allowed.`;
    case 'tooLarge':
      return `The search was given up after ${why.labels} states: use larger cells, less time, or a shorter spell in the dark.`;
  }
}

/** `1 day`, `2.5 days`. */
function inDays(seconds: number): string {
  const days = Number((seconds / 86_400).toPrecision(3));
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
