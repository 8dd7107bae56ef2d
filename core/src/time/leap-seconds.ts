import { InputError } from '../errors/index.ts';
import { J2000_NOON_S } from './calendar.ts';
import { parseTextKernel } from './text-kernel.ts';

/** The leap seconds kernel: what ties UTC, TAI, TT and TDB together. */
export interface LeapSeconds {
  /** TT - TAI in seconds (32.184). */
  readonly deltaTA: number;
  /** Coefficients of TDB - TT = K sin(M + EB sin M), M = M0 + M1 t. */
  readonly k: number;
  readonly eb: number;
  readonly m0: number;
  readonly m1: number;
  /** UTC days since 2000-01-01 on which a new offset begins, ascending. */
  readonly days: readonly number[];
  /** TAI - UTC in seconds from the start of each of `days`. */
  readonly offsets: readonly number[];
}

/**
 * Reads the text of a SPICE leap seconds kernel (`naif0012.tls`).
 *
 * @throws InputError `KERNEL_TEXT_SYNTAX`, or `LSK_INCOMPLETE` when a DELTET variable is missing or malformed
 */
export function parseLsk(text: string, file = 'leap seconds kernel'): LeapSeconds {
  const pool = new Map(parseTextKernel(text, file).map((assignment) => [assignment.name, assignment.values]));
  return leapSecondsFromPool((name) => pool.get(name), file);
}

/** The same from variables that are loaded already; `lookUp` gives a variable's values. */
export function leapSecondsFromPool(
  lookUp: (name: string) => readonly (number | string)[] | undefined,
  file = 'kernel pool',
): LeapSeconds {
  const numbers = (name: string, isLegal: (count: number) => boolean): readonly number[] => {
    const values = lookUp(`DELTET/${name}`);
    if (
      values === undefined ||
      !isLegal(values.length) ||
      !values.every((v) => typeof v === 'number' && Number.isFinite(v))
    )
      throw incomplete(file, `DELTET/${name} is missing or malformed`);
    return values as readonly number[];
  };
  const one = (name: string) => numbers(name, (n) => n === 1)[0]!;
  const table = numbers('DELTA_AT', (n) => n >= 2 && n % 2 === 0);
  const mean = numbers('M', (n) => n === 2);
  const days = table.filter((_, i) => i % 2 === 1).map((seconds) => (seconds + J2000_NOON_S) / 86400);
  if (days.some((day, i) => !Number.isInteger(day) || (i > 0 && day <= days[i - 1]!)))
    throw incomplete(file, 'DELTET/DELTA_AT has dates that are not ascending midnights');
  return {
    deltaTA: one('DELTA_T_A'),
    k: one('K'),
    eb: one('EB'),
    m0: mean[0]!,
    m1: mean[1]!,
    days,
    offsets: table.filter((_, i) => i % 2 === 0),
  };
}

/** TAI - UTC in whole seconds on a UTC day (days since 2000-01-01). Before the first entry it is one less than the first, as in SPICE. */
export function taiMinusUtc(lsk: LeapSeconds, day: number): number {
  let i = lsk.days.length;
  while (i > 0 && lsk.days[i - 1]! > day) i -= 1;
  return i === 0 ? lsk.offsets[0]! - 1 : lsk.offsets[i - 1]!;
}

/** Length of a UTC day in seconds: 86401 before a leap second's midnight (86399 for a negative one). */
export function dayLengthS(lsk: LeapSeconds, day: number): number {
  return 86400 + taiMinusUtc(lsk, day + 1) - taiMinusUtc(lsk, day);
}

function incomplete(file: string, what: string): InputError {
  return new InputError('LSK_INCOMPLETE', what, {
    where: file,
    legal: 'DELTET/DELTA_T_A, K, EB, M and DELTA_AT as in naif0012.tls',
    remedy: 'Load a leap seconds kernel of NAIF',
  });
}
