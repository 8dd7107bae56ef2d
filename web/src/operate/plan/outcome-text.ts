import type { I18n } from '../../i18n/i18n.svelte.ts';
import { shownDifference, signed } from '../../i18n/shown-difference.ts';
import type { OutcomeRow } from './outcome-diff.ts';

type Texts = Pick<I18n, 't' | 'numbers'>;

/** A figure of the comparison of two lives. */
export function outcomeText({ name }: OutcomeRow, value: number, { t, numbers }: Texts): string {
  if (name === 'battery') return numbers.percent(value);
  if (name === 'returned') return numbers.bits(value);
  if (name === 'sleepH' || name === 'safeH') return t('unit.hours', { n: numbers.fixed(value) });
  return numbers.fixed(value);
}

/** How the second figure differs from the first as both are shown, shares in percentage points; `=` where they read the same. */
export function differenceText(row: OutcomeRow, i18n: Texts): string {
  const { before, after, name } = row;
  const { t, numbers } = i18n;
  if (outcomeText(row, before, i18n) === outcomeText(row, after, i18n)) return '=';
  if (name === 'battery') {
    const points = shownDifference(100 * before, 100 * after, 1);
    return signed(points, (size) => t('unit.points', { n: numbers.fixed(size, 1) })) ?? '=';
  }
  const difference = name === 'returned' ? after - before : shownDifference(before, after);
  return signed(difference, (size) => outcomeText(row, size, i18n)) ?? '=';
}

/** Whether what is shown is for the better or the worse; null when it is neither, or reads the same. */
export function judged(row: OutcomeRow, i18n: Texts): 'good' | 'bad' | null {
  if (row.better === 0 || differenceText(row, i18n) === '=') return null;
  return (row.after - row.before) * row.better > 0 ? 'good' : 'bad';
}
