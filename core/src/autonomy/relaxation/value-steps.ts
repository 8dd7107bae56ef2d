import type { Request } from '../request.ts';

/** Values are read to this many parts of a point. */
const PARTS = 1e6;
/** Beside a part by no more than this share of it. */
const ROUNDING = 1e-6;

/**
 * The greatest number of which all values are multiples, so that the value of every plan is one, too; null where values fall with time or are no decimals of six places. A bound can be rounded
 * down to a multiple of it.
 */
export function valueStep(requests: readonly Request[]): number | null {
  let step = 0;
  for (const { value, valueCurve } of requests) {
    const parts = Math.round(value * PARTS);
    if ((valueCurve?.length ?? 0) > 0 || Math.abs(value * PARTS - parts) > ROUNDING) return null;
    step = greatestDivisor(step, parts);
  }
  return step > 0 && Number.isSafeInteger(step) ? step / PARTS : null;
}

/** The greatest multiple of a step that is not above a bound; one that only rounding keeps from a multiple is taken for it. */
export function roundedDown(bound: number, step: number): number {
  return Math.round(Math.floor(bound / step + ROUNDING) * step * PARTS) / PARTS;
}

function greatestDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
