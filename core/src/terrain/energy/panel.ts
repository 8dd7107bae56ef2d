import { InputError } from '../../errors/index.ts';
import { SOLAR_CONSTANT } from '../thermal/regolith.ts';

/**
 * How an array is held: `horizontal`; `vertical` facing an azimuth (radians from north, clockwise); `verticalTracking`, turning about the vertical after the Sun; `tracking`, always square to it.
 * Both faces of a vertical array are not counted: only what falls on its front.
 */
export type Panel =
  | { readonly kind: 'horizontal' | 'verticalTracking' | 'tracking' }
  | { readonly kind: 'vertical'; readonly azimuthRad: number };

/** Cosine of the angle between the Sun and the front of a panel, 0 from behind. */
export function incidence(panel: Panel, azimuthRad: number, elevationRad: number): number {
  switch (panel.kind) {
    case 'horizontal':
      return Math.max(Math.sin(elevationRad), 0);
    case 'vertical':
      return Math.max(Math.cos(elevationRad) * Math.cos(azimuthRad - panel.azimuthRad), 0);
    case 'verticalTracking':
      return Math.cos(elevationRad);
    case 'tracking':
      return 1;
  }
}

const AU_M = 149_597_870_700; // IAU 2012 Resolution B2

/** Irradiance of the whole Sun at a distance in metres, in units of the solar constant. */
export function nearness(distanceM: number): number {
  return (AU_M / distanceM) ** 2;
}

/** Energy in kWh per square metre and day of 24 hours for a mean irradiance of 1 solar constant: 32.66. */
export const FULL_SUN_KWH_M2_DAY: number = (SOLAR_CONSTANT * 24) / 1000;

/** @throws InputError `ENERGY_PANEL` */
export function checkPanel(panel: Panel): void {
  if (panel.kind !== 'vertical' || Number.isFinite(panel.azimuthRad)) return;
  throw new InputError('ENERGY_PANEL', 'a vertical panel needs the azimuth that it faces', {
    legal: 'degrees from north, clockwise',
  });
}
