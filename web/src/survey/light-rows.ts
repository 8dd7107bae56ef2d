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

/** Where every other year begins, in rows of a lunation from `startEt`. */
export function yearRows(
  startEt: number,
  endEt: number,
  time: { toUtc(et: number): string; toEt(utc: string): number },
): { at: number; label: string }[] {
  const first = Number(time.toUtc(startEt).slice(0, 4));
  const last = Number(time.toUtc(endEt).slice(0, 4));
  const rows: { at: number; label: string }[] = [];
  for (let year = first; year <= last; year += 2) {
    const et = time.toEt(`${year}-01-01T00:00:00Z`);
    // To a second: the first of January that the light begins with stands at its edge.
    if (et >= startEt - 1 && et < endEt) rows.push({ at: Math.max(0, et - startEt) / LUNATION_S, label: String(year) });
  }
  return rows;
}

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
