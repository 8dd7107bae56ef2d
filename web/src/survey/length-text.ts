import type { I18n } from '../i18n/i18n.svelte.ts';

/** A length on the map: kilometres from one on. */
export const lengthText = (lengthM: number, { numbers, unit }: Pick<I18n, 'numbers' | 'unit'>): string =>
  lengthM >= 1000 ? `${numbers.short(lengthM / 1000)} ${unit('km')}` : `${numbers.short(lengthM)} ${unit('m')}`;
