import type { Language } from './language.ts';

/** Russian symbols of units (GOST 8.417); Chinese and English write the international ones. */
const RUSSIAN: Readonly<Record<string, string>> = {
  W: 'Вт', bit: 'бит', B: 'Б', J: 'Дж', Wh: 'Вт·ч', K: 'К', m: 'м', km: 'км', h: 'ч', min: 'мин', s: 'с', d: 'сут',
}; // prettier-ignore
const RUSSIAN_PREFIX: Readonly<Record<string, string>> = { k: 'к', M: 'М', G: 'Г', T: 'Т' };

/** A unit such as `kW` or `Gbit` in the symbols of a language. */
export function unitIn(language: Language, unit: string): string {
  if (language !== 'ru') return unit;
  const whole = RUSSIAN[unit];
  if (whole !== undefined) return whole;
  const [prefix, base] = [RUSSIAN_PREFIX[unit[0] ?? ''], RUSSIAN[unit.slice(1)]];
  return prefix !== undefined && base !== undefined ? prefix + base : unit;
}
