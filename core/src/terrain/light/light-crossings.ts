import { brentRoot } from '../../math/index.ts';
import type { Window, Windows } from '../../time/index.ts';

/** A continuous quantity whose sign matters, e.g. the clearance of the Sun's upper limb. */
export interface Margin {
  /** Its value at `et`. */
  at(et: number): number;
  /** A bound on how far it can move from its value at `et` within `halfS` seconds before or after. */
  maxChange(et: number, halfS: number): number;
}

/** Intervals shorter than this are not divided further: nothing that lasts longer is missed. */
export const SHORTEST_EVENT_S = 30;
/** Crossings are solved to this, seconds (a tenth of what is promised). */
const CROSSING_TOLERANCE_S = 0.1;
const COARSE_STEP_S = 6 * 3600;

/**
 * When a margin is positive between two epochs.
 *
 * Each interval is proved free of crossings (the value in its middle exceeds what it can change to either end) or halved, down to {@link SHORTEST_EVENT_S}; there the
 * signs at both ends decide. So no time of either sign longer than 30 s is missed, and crossings are found to 0.1 s.
 */
export function positiveWindows(margin: Margin, fromEt: number, toEt: number): Windows {
  const crossings: number[] = [];
  const steps = Math.max(1, Math.ceil((toEt - fromEt) / COARSE_STEP_S));
  const step = (toEt - fromEt) / steps;
  const first = margin.at(fromEt);
  let before = first;
  for (let i = 0; i < steps; i++) {
    const start = fromEt + i * step;
    const end = i + 1 === steps ? toEt : start + step;
    const after = margin.at(end);
    collect(margin, start, before, end, after, crossings);
    before = after;
  }
  return pair(first > 0, crossings, fromEt, toEt);
}

function collect(margin: Margin, t0: number, f0: number, t1: number, f1: number, crossings: number[]): void {
  const half = (t1 - t0) / 2;
  if (2 * half <= SHORTEST_EVENT_S) {
    if (f0 > 0 !== f1 > 0) crossings.push(root(margin, t0, f0, t1, f1));
    return;
  }
  const middle = t0 + half;
  const value = margin.at(middle);
  if (Math.abs(value) > margin.maxChange(middle, half) && value > 0 === f0 > 0 && value > 0 === f1 > 0) return;
  collect(margin, t0, f0, middle, value, crossings);
  collect(margin, middle, value, t1, f1, crossings);
}

function root(margin: Margin, t0: number, f0: number, t1: number, f1: number): number {
  if (f0 === 0) return t0;
  if (f1 === 0) return t1;
  // Seconds since t0: near 1e9 s the unit in the last place is 1e-7 s.
  return t0 + brentRoot((s) => margin.at(t0 + s), 0, t1 - t0, CROSSING_TOLERANCE_S);
}

function pair(startsPositive: boolean, crossings: readonly number[], fromEt: number, toEt: number): Windows {
  const edges = startsPositive ? [fromEt, ...crossings] : [...crossings];
  if (edges.length % 2 === 1) edges.push(toEt);
  const windows: Window[] = [];
  for (let i = 0; i < edges.length; i += 2) if (edges[i + 1]! > edges[i]!) windows.push([edges[i]!, edges[i + 1]!]);
  return windows;
}
