import { InputError } from '../errors/index.ts';
import { civilToDay, daysInYear, dayToCivil } from './calendar.ts';
import { dayLengthS, type LeapSeconds } from './leap-seconds.ts';
import { etToTai, taiToEt, taiToUtcInstant, utcInstantToTai, type UtcInstant } from './scales.ts';

const LEGAL = 'ISO 8601 UTC such as 2026-11-21, 2026-11-21T00:00:00.5Z, 2026-325T08:00Z or 2026-11-21T08:00:00+08:00';
const ISO =
  /^(\d{4})-(?:(\d{2})-(\d{2})|(\d{3}))(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * `et` (TDB seconds past J2000) of an ISO 8601 date or date and time, as SPICE's STR2ET gives it.
 *
 * Calendar dates and days of the year, years 0001 to 9999, seconds with any number of decimals, leap seconds (`23:59:60`) where the LSK has them. Without
 * zone it is UTC. After the last leap second that the LSK knows no more are assumed.
 *
 * @throws InputError `TIME_SYNTAX` when it is no such text, `TIME_RANGE` when there is no such date, hour or second
 */
export function utcToEt(lsk: LeapSeconds, iso: string): number {
  return taiToEt(lsk, utcInstantToTai(lsk, parseIso(lsk, iso)));
}

/**
 * ISO 8601 UTC with a final `Z` of an `et`, rounded to `decimals` (0 to 9) of a second; inside a leap second the seconds read 60.
 *
 * @throws InputError `TIME_RANGE` when the year would not lie in 0001..9999 or `et` is not a number
 */
export function etToUtc(lsk: LeapSeconds, et: number, decimals = 3): string {
  if (!(Math.abs(et) < 4e11))
    throw outOfRange(String(et), 'is not a time in TDB seconds past J2000', 'years 0001 to 9999');
  return formatIso(lsk, taiToUtcInstant(lsk, etToTai(lsk, et)), decimals);
}

function parseIso(lsk: LeapSeconds, iso: string): UtcInstant {
  const match = ISO.exec(iso.trim());
  if (match === null)
    throw new InputError('TIME_SYNTAX', `"${iso}" is not a time`, { legal: LEGAL, remedy: 'Correct the time' });
  const [, year, month, date, dayOfYear, hourText = '0', minuteText = '0', secondText = '0', zone = 'Z'] = match;
  const day = dayOf(iso, Number(year), month, date, dayOfYear);
  const hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText.replace(',', '.'));
  const offset = zoneOffsetMinutes(iso, zone);
  // the offset moves whole minutes, so a leap second is told by the minute in UTC
  const minuteOfDay = hour * 60 + minute - offset;
  const shiftedDays = Math.floor(minuteOfDay / 1440);
  const utc = { day: day + shiftedDays, secondS: (minuteOfDay - shiftedDays * 1440) * 60 + second };
  const lastMinute = minuteOfDay - shiftedDays * 1440 === 1439;
  const secondsInMinute = lastMinute ? dayLengthS(lsk, utc.day) - 86340 : 60;
  if (hour > 23 || minute > 59) throw outOfRange(iso, 'has no such hour or minute', 'hours 00 to 23, minutes 00 to 59');
  if (second >= secondsInMinute) throw outOfRange(iso, 'has no such second', `below ${secondsInMinute} in this minute`);
  return utc;
}

function dayOf(iso: string, year: number, month?: string, date?: string, dayOfYear?: string): number {
  if (year < 1) throw outOfRange(iso, 'has no such year', 'years 0001 to 9999');
  if (dayOfYear !== undefined) {
    const ordinal = Number(dayOfYear);
    if (ordinal < 1 || ordinal > daysInYear(year))
      throw outOfRange(iso, 'has no such day of the year', `001 to ${daysInYear(year)}`);
    return civilToDay(year, 1, 1)! + ordinal - 1;
  }
  const day = civilToDay(year, Number(month), Number(date));
  if (day === null)
    throw outOfRange(iso, 'is not a date of the calendar', 'months 01 to 12 and the days that they have');
  return day;
}

function zoneOffsetMinutes(iso: string, zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) throw outOfRange(iso, 'has no such zone', '-14:00 to +14:00');
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function formatIso(lsk: LeapSeconds, utc: UtcInstant, decimals: number): string {
  const places = Math.min(9, Math.max(0, Math.trunc(decimals)));
  const ticksPerS = 10 ** places;
  let ticks = Math.round(utc.secondS * ticksPerS);
  let day = utc.day;
  if (ticks >= dayLengthS(lsk, day) * ticksPerS) {
    ticks = 0;
    day += 1;
  }
  const whole = Math.floor(ticks / ticksPerS);
  const minuteOfDay = Math.min(1439, Math.floor(whole / 60));
  const { year, month, date } = dayToCivil(day);
  if (year < 1 || year > 9999) throw outOfRange(`year ${year}`, 'cannot be written', 'years 0001 to 9999');
  const fraction = places === 0 ? '' : `.${pad(ticks - whole * ticksPerS, places)}`;
  const clock = `${pad(Math.floor(minuteOfDay / 60), 2)}:${pad(minuteOfDay % 60, 2)}:${pad(whole - minuteOfDay * 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}T${clock}${fraction}Z`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function outOfRange(text: string, what: string, legal: string): InputError {
  return new InputError('TIME_RANGE', `"${text}" ${what}`, { legal, remedy: 'Correct the time' });
}
