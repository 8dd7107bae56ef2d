import type { I18n } from '../i18n/i18n.svelte.ts';

/** A latitude as the language writes it: 89.4500° S, 南纬 89.4500°, 89,4500° ю. ш. */
export function latitudeText(i18n: Pick<I18n, 't' | 'numbers'>, latDeg: number, decimals = 4): string {
  return i18n.t(latDeg < 0 ? 'place.south' : 'place.north', { n: i18n.numbers.fixed(Math.abs(latDeg), decimals) });
}

/** @param lonDeg east positive */
export function longitudeText(i18n: Pick<I18n, 't' | 'numbers'>, lonDeg: number, decimals = 4): string {
  return i18n.t('place.east', { n: i18n.numbers.fixed(lonDeg, decimals) });
}

export const placeText = (i18n: Pick<I18n, 't' | 'numbers'>, latDeg: number, lonDeg: number): string =>
  `${latitudeText(i18n, latDeg)}, ${longitudeText(i18n, lonDeg)}`;
