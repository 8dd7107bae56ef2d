import { InputError, isInputError, relocatedError } from '@openilrs/core/errors';
import { allFaults, type ExtraFault, type OperateInput } from '@openilrs/core/mission';
import { etToUtc, type LeapSeconds } from '@openilrs/core/time';
import { timeOption } from './place-options.ts';

/** The run in which faults are added: its ends and its calendar. */
export interface RunSpan {
  readonly startEt: number;
  readonly endEt: number;
  readonly ephemeris: { readonly leapSeconds: LeapSeconds };
}

/** No contact with anybody: a span that begins at a UTC date and lasts so many days. @throws InputError `OPTION_VALUE`, `TIME_SYNTAX`, `TIME_RANGE`, `FAULT_TIME` */
export function silenceFrom(text: string, run: RunSpan): { readonly fromEt: number; readonly spanS: number } {
  const [from = '', days = '', ...more] = text.split('..');
  if (more.length > 0 || !(Number(days || NaN) > 0))
    throw new InputError('OPTION_VALUE', `"${text}" is not a span`, {
      where: '--no-contact',
      legal: 'a UTC date, two dots and days above 0, e.g. 2035-02-01..400',
    });
  const fromEt = timeOption('--no-contact', from, run.ephemeris.leapSeconds);
  return { fromEt: within('--no-contact', from, fromEt, run), spanS: Number(days) * 86400 };
}

/** A fault as `--fault` takes it. @throws InputError `OPTION_VALUE`, `TIME_SYNTAX`, `TIME_RANGE`, `FAULT_TIME` */
export function faultFrom(text: string, run: RunSpan): ExtraFault {
  const [when = '', componentId = '', kind = '', lasts = '', share, ...more] = text.split(',');
  const durationS = lasts === 'forGood' ? null : Number(lasts || NaN);
  const effect = share === undefined ? {} : { effect: Number(share || NaN) };
  const fits = (value: number | null | undefined, least: number, most: number) =>
    value == null || (value >= least && value <= most);
  if (more.length > 0 || kind === '' || !fits(durationS, Number.MIN_VALUE, Infinity) || !fits(effect.effect, 0, 1))
    throw new InputError('OPTION_VALUE', `"${text}" is not a fault`, {
      where: '--fault',
      legal: 'time,component,kind,seconds (above 0, or forGood), then if you like the share that is lost, 0 to 1',
    });
  const number = when.trim() !== '' && Number.isFinite(Number(when));
  const et = number ? Number(when) : timeOption('--fault', when, run.ephemeris.leapSeconds);
  return { et: within('--fault', when, et, run), componentId, kind, durationS, ...effect };
}

/** Refuses a fault of what the station does not have, by the option that asked for it. @throws InputError `FAULT_COMPONENT` */
export function checkTargets(faults: readonly ExtraFault[], { station, environment }: Pick<OperateInput, 'station' | 'environment'>): void {
  try {
    allFaults(station, environment, 0, faults);
  } catch (cause) {
    throw isInputError(cause) ? relocatedError(cause, '--fault') : cause;
  }
} // prettier-ignore

/** An instant of the run; the last one is no part of it. */
function within(option: string, given: string, et: number, { startEt, endEt, ephemeris }: RunSpan): number {
  if (et >= startEt && et < endEt) return et;
  const date = (at: number) => etToUtc(ephemeris.leapSeconds, at, 0).replace(/T00:00:00Z$/, '');
  throw new InputError('FAULT_TIME', `${given} lies ${et < startEt ? 'before' : 'after the end of'} the run`, {
    where: option,
    legal: `${date(startEt)} to ${date(endEt)}`,
    remedy: 'Correct the date',
  });
}
