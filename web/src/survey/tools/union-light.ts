import { complement, longest, totalS, union, type Window, type Windows } from '@openilrs/core/time';
import type { LightResult } from '@openilrs/core/mission';

/** Light of several places taken together. */
export interface CommonLight {
  /** Any part of the Sun in view of any place. */
  readonly lit: Windows;
  readonly sunAnyFraction: number;
  /** Longest time in which none sees any part of the Sun; null: there is none. */
  readonly night: Window | null;
  readonly nightH: number;
}

export const windowsOf = (light: LightResult, kind: LightResult['windows'][number]['kind']): Windows =>
  light.windows.filter((one) => one.kind === kind).map(({ fromEt, toEt }) => [fromEt, toEt] as const);

/** @param period over which the light of every place was worked out */
export function commonLight(lights: readonly LightResult[], period: Window): CommonLight {
  const lit = lights.map((light) => windowsOf(light, 'sunAny')).reduce((all, one) => union(all, one), []);
  const night = longest(complement(lit, period));
  return {
    lit,
    sunAnyFraction: totalS(lit) / (period[1] - period[0]),
    night,
    nightH: night === null ? 0 : (night[1] - night[0]) / 3600,
  };
}
