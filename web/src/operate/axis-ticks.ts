import type { MissionControl } from '../app/app-state.svelte.ts';
import { timeTicks } from '../time/time-ticks.ts';

export interface AxisTick {
  readonly et: number;
  readonly label: string;
}

/** Ticks of a time axis in `et` with their labels in UTC, in the language of the page. */
export function axisTicks(control: MissionControl, fromEt: number, toEt: number, most: number): AxisTick[] {
  const fromMs = control.toMs(fromEt);
  const offsetS = fromEt - fromMs / 1000;
  const { locale } = control.i18n;
  const formats: Record<string, Intl.DateTimeFormat> = {
    year: new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    minute: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }),
    second: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }), // prettier-ignore
  };
  return timeTicks(fromMs, control.toMs(toEt), most).map(({ ms, unit }) => {
    // a midnight among hours says its day
    const format = (unit === 'minute' || unit === 'second') && ms % 86_400_000 === 0 ? 'day' : unit;
    return { et: ms / 1000 + offsetS, label: formats[format]!.format(ms) };
  });
}
