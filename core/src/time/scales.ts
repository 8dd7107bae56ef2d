import { J2000_NOON_S } from './calendar.ts';
import { dayLengthS, taiMinusUtc, type LeapSeconds } from './leap-seconds.ts';

// All arguments and results but UTC are seconds past J2000 (2000-01-01 12:00:00) counted in their own scale.

/** TT from TAI: +32.184 s. */
function taiToTt(lsk: LeapSeconds, tai: number): number {
  return tai + lsk.deltaTA;
}

function ttToTai(lsk: LeapSeconds, tt: number): number {
  return tt - lsk.deltaTA;
}

/** TDB (= `et`) from TT by the two-term formula of the LSK, as SPICE; within 30 microseconds of the full theory 1980-2100. */
export function ttToEt(lsk: LeapSeconds, tt: number): number {
  return tt + periodicTerm(lsk, tt);
}

/** TT from TDB; the fixed point is reached after three rounds, as in SPICE's UNITIM (the slope of the term is 3e-10). */
export function etToTt(lsk: LeapSeconds, et: number): number {
  let tt = et;
  for (let i = 0; i < 3; i += 1) tt = et - periodicTerm(lsk, tt);
  return tt;
}

export function taiToEt(lsk: LeapSeconds, tai: number): number {
  return ttToEt(lsk, taiToTt(lsk, tai));
}

export function etToTai(lsk: LeapSeconds, et: number): number {
  return ttToTai(lsk, etToTt(lsk, et));
}

/** A UTC instant: days since 2000-01-01 and seconds of that day, up to 86401 on a day with a leap second. */
export interface UtcInstant {
  readonly day: number;
  readonly secondS: number;
}

export function utcInstantToTai(lsk: LeapSeconds, utc: UtcInstant): number {
  return utc.day * 86400 - J2000_NOON_S + (utc.secondS + taiMinusUtc(lsk, utc.day));
}

export function taiToUtcInstant(lsk: LeapSeconds, tai: number): UtcInstant {
  const elapsed = tai + J2000_NOON_S;
  let day = Math.floor((elapsed - taiMinusUtc(lsk, Math.floor(elapsed / 86400))) / 86400);
  let secondS = elapsed - day * 86400 - taiMinusUtc(lsk, day);
  if (secondS < 0) {
    day -= 1; // the leap second itself belongs to the day before the midnight that changes the offset
    secondS = elapsed - day * 86400 - taiMinusUtc(lsk, day);
  } else if (secondS >= dayLengthS(lsk, day)) {
    day += 1;
    secondS = elapsed - day * 86400 - taiMinusUtc(lsk, day);
  }
  return { day, secondS };
}

/** TDB - TT in seconds, at most 1.7 ms. */
function periodicTerm(lsk: LeapSeconds, t: number): number {
  const mean = lsk.m0 + lsk.m1 * t;
  return lsk.k * Math.sin(mean + lsk.eb * Math.sin(mean));
}
