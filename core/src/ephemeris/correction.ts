import { InputError } from '../errors/index.ts';

/** Aberration corrections for reception, as SPKEZR defines them. */
export const CORRECTIONS = ['NONE', 'LT', 'LT+S', 'CN', 'CN+S'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/** @throws InputError `CORRECTION_UNKNOWN` */
export function parseCorrection(text: string): Correction {
  if ((CORRECTIONS as readonly string[]).includes(text)) return text as Correction;
  const found = CORRECTIONS.find((correction) => correction === text.replaceAll(' ', '').toUpperCase());
  if (found !== undefined) return found;
  throw new InputError('CORRECTION_UNKNOWN', `"${text}" is not an aberration correction`, {
    legal: CORRECTIONS.join(', '),
    remedy: 'Use NONE for geometric states, LT+S for what a telescope sees',
  });
}

/** Light-time iterations after the first guess: one for LT, at most five for CN, as in SPKLTC. */
export function iterationsOf(correction: Correction): number {
  return correction === 'NONE' ? 0 : correction.startsWith('LT') ? 1 : 5;
}

export function hasStellarAberration(correction: Correction): boolean {
  return correction.endsWith('+S');
}
