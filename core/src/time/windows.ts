/** When something is true: `[startEt, endEt]` in TDB seconds past J2000, start <= end. A SPICE window's interval. */
export type Window = readonly [startEt: number, endEt: number];
/** Sorted, disjoint, closed intervals (a SPICE window). The operations below drop intervals of zero length: they hold no time. */
export type Windows = readonly Window[];

/** Sorts intervals given in any order, joins those that overlap or touch, and drops those with `end <= start`. */
export function toWindows(intervals: Iterable<Window>): Windows {
  const sorted = [...intervals].filter(([start, end]) => end > start).sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** True when `a`, `b` or any of `more` is. */
export function union(a: Windows, b: Windows, ...more: readonly Windows[]): Windows {
  return toWindows([...a, ...b, ...more.flat()]);
}

/** True when both are; O(a + b). */
export function intersect(a: Windows, b: Windows): Windows {
  const common: Window[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i]!;
    const right = b[j]!;
    const start = Math.max(left[0], right[0]);
    const end = Math.min(left[1], right[1]);
    if (end > start) common.push([start, end]);
    if (left[1] < right[1]) i += 1;
    else j += 1;
  }
  return common;
}

/** True inside `span` when `windows` is not. */
export function complement(windows: Windows, span: Window): Windows {
  const free: Window[] = [];
  let from = span[0];
  for (const [start, end] of windows) {
    if (start >= span[1]) break;
    if (start > from) free.push([from, start]);
    from = Math.max(from, end);
  }
  if (span[1] > from) free.push([from, span[1]]);
  return free;
}

/** True when `a` is and `b` is not. */
export function difference(a: Windows, b: Windows): Windows {
  const first = a[0];
  const last = a.at(-1);
  return first === undefined || last === undefined ? [] : intersect(a, complement(b, [first[0], last[1]]));
}

/** The pauses between the first start and the last end. */
export function gaps(windows: Windows): Windows {
  return windows.slice(1).map(([start], index) => [windows[index]![1], start] as const);
}

/** True when `et` lies in an interval, ends included; O(log n). */
export function contains(windows: Windows, et: number): boolean {
  let low = 0;
  let high = windows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (windows[middle]![1] < et) low = middle + 1;
    else high = middle;
  }
  return low < windows.length && windows[low]![0] <= et;
}

/** Sum of the lengths in seconds. */
export function totalS(windows: Windows): number {
  let sum = 0;
  for (const [start, end] of windows) sum += end - start;
  return sum;
}

/** The longest interval (the first of equals), or null when there is none. */
export function longest(windows: Windows): Window | null {
  let best: Window | null = null;
  for (const window of windows) if (best === null || window[1] - window[0] > best[1] - best[0]) best = window;
  return best;
}
