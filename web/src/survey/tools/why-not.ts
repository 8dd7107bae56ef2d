import type { TraverseAnswer } from '@openilrs/api/contract';
import type { I18n } from '../../i18n/i18n.svelte.ts';

/** Why there is no drive and what would open one, in the language of the page. */
export function whyNot(why: NonNullable<TraverseAnswer['why']>, { t, numbers }: Pick<I18n, 't' | 'numbers'>): string {
  switch (why.reason) {
    case 'slope':
      if (why.opensAtDeg === null) return t('traverse.why.parted');
      return t('traverse.why.slope', { deg: numbers.fixed(why.opensAtDeg, 1) });
    case 'darkness': {
      const { startDark, startLitUtc, needsDarkH, withinDays } = why;
      const then =
        needsDarkH === null
          ? t('traverse.why.later')
          : t('traverse.why.needs', { hours: numbers.fixed(needsDarkH, 1) });
      if (!startDark) return t('traverse.why.noLight', { then });
      if (startLitUtc === null) return t('traverse.why.startDark', { days: withinDays, then });
      return t('traverse.why.startLit', { utc: startLitUtc, then });
    }
    case 'battery':
      return t('traverse.why.capacity', { kwh: numbers.fixed(why.needsWh / 1000, 1) });
    case 'earthView':
      return t('traverse.why.earthView');
    case 'time':
      return t('traverse.why.time', { days: why.withinDays });
    case 'tooLarge':
      return t('traverse.why.tooLarge', { states: why.states });
  }
}
