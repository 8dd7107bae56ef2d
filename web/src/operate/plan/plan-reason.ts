import type { Request } from '@openilrs/core/autonomy';
import type { I18n } from '../../i18n/i18n.svelte.ts';
import type { Verdict } from './plan-session.ts';

/** Why a change cannot be made, in the language of the page: from its cause where there is one, else in the words of the judge. */
export function reasonText(
  { reason, causes }: Verdict,
  i18n: Pick<I18n, 't' | 'said' | 'numbers'>,
  utcOf: (et: number) => string,
  request?: Pick<Request, 'condition'>,
): string {
  const [cause] = causes;
  const { t, numbers } = i18n;
  const hours = (s: number) => t('unit.hours', { n: numbers.fixed(s / 3600, 1) });
  switch (cause?.kind) {
    case 'taken':
      return t('plan.why.taken', { what: cause.what ?? t('plan.theInstrument'), by: cause.by });
    case 'power':
      return t('plan.why.power', { free: numbers.fixed(Math.max(0, Math.floor(cause.freeW))), at: utcOf(cause.et) });
    case 'battery':
      return t('plan.why.battery', {
        share: percentDown(cause.fraction, numbers),
        keep: percentDown(cause.keepFraction, numbers),
        at: utcOf(cause.et),
      });
    case 'store':
      return t('plan.why.store', { share: percentDown(cause.fraction, numbers), at: utcOf(cause.et) });
    case 'sleep':
      return t('plan.why.sleep', { at: utcOf(cause.et), hours: hours(cause.sleepS) });
    case 'order':
      return t('plan.why.order', { needs: cause.needs });
    case 'alternative':
      return t('plan.why.alternative', { by: cause.by });
    case 'noWindow':
      return t(`plan.why.noWindow.${request?.condition ?? 'any'}`, { longest: hours(cause.longestS), needed: hours(cause.neededS) }); // prettier-ignore
    case 'outOfOrder':
      return t('plan.why.outOfOrder', { until: utcOf(cause.untilEt) });
    default:
      return windowText(reason ?? '', t, i18n.said);
  }
}

/** Sentences that the judge says without a cause. */
function windowText(reason: string, t: I18n['t'], said: I18n['said']): string {
  const window = /^it may only start (.+)$/.exec(reason);
  if (window !== null) return t('plan.why.window', { when: spans(window[1]!, t) });
  const without = /^(.+) cannot be done without it$/.exec(reason);
  if (without !== null) return t('plan.why.needed', { by: without[1]! });
  const follow = /^(.+) would not follow in time$/.exec(reason);
  if (follow !== null) return t('plan.why.follow', { by: follow[1]! });
  const running = /^(.+) is running$/.exec(reason);
  if (running !== null) return t('plan.why.running', { by: running[1]! });
  return said(reason);
}

function spans(text: string, t: I18n['t']): string {
  const more = / and (\d+) more$/.exec(text);
  const list = text
    .replace(/ and \d+ more$/, '')
    .split(', or ')
    .map((one) => one.replace(' to ', ' – ').replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ/g, '$1 $2'));
  return [list.join('; '), ...(more === null ? [] : [t('plan.why.more', { n: Number(more[1]) })])].join(' ');
}

/** Rounded down, so that what is under a limit never reads as the limit. */
function percentDown(fraction: number, numbers: I18n['numbers']): string {
  return numbers.percent(Math.floor(fraction * 1000 + 1e-6) / 1000);
}
