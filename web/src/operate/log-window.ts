/** Rows of a long list that are in the page: `from` up to, not including, `to`. */
export interface LogWindow {
  readonly from: number;
  readonly to: number;
}

const ROWS = 200;
/** So many rows before and after the current one are in the page at least, where the list has them. */
const MARGIN = 50;

/** Rows about row `at` of `count`. */
export function windowAbout(at: number, count: number): LogWindow {
  const from = Math.max(0, Math.min(at - ROWS / 2, count - ROWS));
  return { from, to: Math.min(count, from + ROWS) };
}

/** The same rows while the current one stands well inside them, so that nothing moves under the reader; else those about it. */
export function keepAbout(window: LogWindow, at: number, count: number): LogWindow {
  const fits = window.to <= count && window.to - window.from >= Math.min(count, ROWS);
  const inside = (window.from === 0 || at - window.from >= MARGIN) && (window.to === count || window.to - at >= MARGIN);
  return fits && inside ? window : windowAbout(at, count);
}

/** More rows at the end that a reader has scrolled to. */
export function grow({ from, to }: LogWindow, end: 'before' | 'after', count: number): LogWindow {
  return end === 'before' ? { from: Math.max(0, from - ROWS / 2), to } : { from, to: Math.min(count, to + ROWS / 2) };
}
