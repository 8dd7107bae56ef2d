/** Steps of a time axis, short to long. Months and years follow the calendar, the rest are even. */
const EVEN_S = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10800, 21600, 43200, 86400, 172800, 432000, 864000];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
const DAY_S = 86400;

export interface TimeTick {
  readonly ms: number;
  readonly unit: 'second' | 'minute' | 'day' | 'month' | 'year';
}

/** Ticks of UTC between two instants (milliseconds of 1970, as `Date`), at most about `most` of them, at round times. */
export function timeTicks(fromMs: number, toMs: number, most: number): TimeTick[] {
  const wantedS = (toMs - fromMs) / 1000 / Math.max(1, most);
  const evenS = EVEN_S.find((step) => step >= wantedS);
  if (evenS !== undefined && wantedS <= 10 * DAY_S) return evenTicks(fromMs, toMs, evenS * 1000);
  const months = MONTHS.find((count) => count * 31 * DAY_S >= wantedS) ?? Math.ceil(wantedS / (3652.5 * DAY_S)) * 120;
  return monthTicks(fromMs, toMs, months);
}

function evenTicks(fromMs: number, toMs: number, stepMs: number): TimeTick[] {
  const unit = stepMs < 60_000 ? 'second' : stepMs < DAY_S * 1000 ? 'minute' : 'day';
  const ticks: TimeTick[] = [];
  for (let ms = Math.ceil(fromMs / stepMs) * stepMs; ms <= toMs; ms += stepMs) ticks.push({ ms, unit });
  return ticks;
}

function monthTicks(fromMs: number, toMs: number, step: number): TimeTick[] {
  const start = new Date(fromMs);
  const firstMonth = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  const ticks: TimeTick[] = [];
  for (let month = firstMonth; ; month += step) {
    const ms = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (ms > toMs) return ticks;
    if (ms >= fromMs) ticks.push({ ms, unit: step >= 12 ? 'year' : 'month' });
  }
}
