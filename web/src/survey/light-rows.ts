import type { LightResult } from '@openilrs/core/mission';

/** A stretch of one lunation in which the Sun is in view, in shares 0..1 of the lunation. */
export interface LightStretch {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly kind: LightResult['windows'][number]['kind'];
}

/** Mean synodic month, seconds (Meeus, Astronomical Algorithms, ch. 49). */
export const LUNATION_S = 29.530_588_861 * 86_400;

/** The windows laid out like a calendar whose rows are lunations: a polar night stands as a gap in the same columns. */
export function lightRows(light: LightResult, startEt: number, endEt: number): LightStretch[] {
  const rows: LightStretch[] = [];
  for (const window of light.windows) {
    const from = (Math.max(window.fromEt, startEt) - startEt) / LUNATION_S;
    const to = (Math.min(window.toEt, endEt) - startEt) / LUNATION_S;
    for (let row = Math.floor(from); row < to; row += 1) {
      const stretch = { row, from: Math.max(from - row, 0), to: Math.min(to - row, 1), kind: window.kind };
      if (stretch.to > stretch.from) rows.push(stretch);
    }
  }
  return rows;
}
