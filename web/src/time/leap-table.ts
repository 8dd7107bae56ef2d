import type { TimeTable } from '@openilrs/api/contract';
import type { LeapSeconds } from '@openilrs/core/time';

const DAY_MS = 86_400_000;
const DAY_2000 = Date.UTC(2000, 0, 1) / DAY_MS;

/** The leap seconds that the server sends, in the form that `core/time` reads. */
export function leapSecondsOf(table: TimeTable): LeapSeconds {
  return {
    deltaTA: table.deltaTAS,
    k: table.kS,
    eb: table.eb,
    m0: table.m0Rad,
    m1: table.m1RadPerS,
    days: table.leapSeconds.map((leap) => Date.parse(`${leap.fromUtc.slice(0, 10)}T00:00:00Z`) / DAY_MS - DAY_2000),
    offsets: table.leapSeconds.map((leap) => leap.taiMinusUtcS),
  };
}
