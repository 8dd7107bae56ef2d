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
    let from = Math.max(window.fromEt, startEt);
    const end = Math.min(window.toEt, endEt);
    while (from < end) {
      const row = Math.floor((from - startEt) / LUNATION_S);
      const rowStart = startEt + row * LUNATION_S;
      const to = Math.min(end, rowStart + LUNATION_S);
      rows.push({ row, from: (from - rowStart) / LUNATION_S, to: (to - rowStart) / LUNATION_S, kind: window.kind });
      from = to > from ? to : end;
    }
  }
  return rows;
}
