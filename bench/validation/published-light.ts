import type { NetworkPlace } from '@openilrs/core/terrain';
import { complement, longest, totalS, union, utcToEt, type LeapSeconds, type Window } from '@openilrs/core/time';
import published from '../../test/reference/terrain/published-light.json' with { type: 'json' };
import { keyOf, spreadOf, type PublishedEye, type ReadEyes, type Spread } from './eyes.ts';

export type PublishedRow = (typeof published.rows)[number];

/** One published figure beside what this engine gets with the bundled terrain, by the same definition, height, period and cells. */
export interface ValidationRow {
  readonly row: PublishedRow;
  readonly herePct: number;
  readonly longestDarkH: number;
  readonly longestLitD: number;
  readonly spread: Spread;
}

const HOUR = 3600;

/** The eyes of the table, in its order; several for rows that add places up. */
export const LIGHT_EYES: readonly (readonly PublishedEye[])[] = published.rows.map((row) =>
  row.places.map((place) => ({ ...place, heightM: row.heightM, cellM: row.demResolutionM, period: row.period })),
);

export function publishedLight(read: ReadEyes, leapSeconds: LeapSeconds): ValidationRow[] {
  return published.rows.map((row, i) => {
    const eyes = LIGHT_EYES[i]!;
    const span = row.period.map((utc) => utcToEt(leapSeconds, utc)) as [number, number];
    const lights = eyes.map((eye) => read.nominal.get(keyOf(eye))!);
    const value = (some: readonly NetworkPlace[]) => valuePct(row, some, span);
    const lit = anyLit(lights);
    return {
      row,
      herePct: value(lights),
      longestDarkH: lasting(longest(complement(lit, span))) / HOUR,
      longestLitD: lasting(longest(lit)) / (24 * HOUR),
      spread: spreadOf(read, eyes, value, row.valuePct),
    };
  });
}

function anyLit(lights: readonly NetworkPlace[]) {
  return lights.map((light) => light.sunAny).reduce((a, b) => union(a, b));
}

function valuePct(row: PublishedRow, lights: readonly NetworkPlace[], [from, to]: Window): number {
  return 100 * (row.definition === 'sunDiscMean' ? lights[0]!.sunDiscMean : totalS(anyLit(lights)) / (to - from));
}

function lasting(window: Window | null): number {
  return window === null ? 0 : window[1] - window[0];
}
