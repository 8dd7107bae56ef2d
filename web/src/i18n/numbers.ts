/** Numbers, spans and dates as a language writes them. Units come from the catalogue, so that they are translated too. */
export interface Numbers {
  /** With a fixed number of decimals. */
  fixed(value: number, decimals?: number): string;
  /** A fraction 0..1 as percent. */
  percent(fraction: number, decimals?: number): string;
  /** Three significant figures. */
  short(value: number): string;
  /** A size in bit with the prefix that fits: 1.2 Gbit. */
  bits(value: number): string;
  bytes(value: number): string;
  /** UTC date, or date and minute, of milliseconds since 1970. */
  date(ms: number): string;
  dateTime(ms: number): string;
}

/**
 * @param locale BCP 47
 * @param unitOf symbol of a unit such as `Gbit` in the language
 */
export function createNumbers(locale: string, unitOf: (unit: string) => string = (unit) => unit): Numbers {
  const cache = new Map<string, Intl.NumberFormat>();
  const format = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const found = cache.get(key) ?? new Intl.NumberFormat(locale, options);
    cache.set(key, found);
    return found;
  };
  const digits = (decimals: number) => ({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  });
  const scaled = (value: number, unit: string) => {
    const power = value === 0 ? 0 : Math.min(4, Math.max(0, Math.floor(Math.log10(Math.abs(value)) / 3)));
    return `${format({ maximumSignificantDigits: 3 }).format(value / 1000 ** power)} ${unitOf(`${['', 'k', 'M', 'G', 'T'][power]}${unit}`)}`;
  };
  return {
    fixed: (value, decimals = 0) => format(digits(decimals)).format(value),
    percent: (fraction, decimals = 1) => format({ style: 'percent', ...digits(decimals) }).format(fraction),
    short: (value) => format({ maximumSignificantDigits: 3 }).format(value),
    bits: (value) => scaled(value, 'bit'),
    bytes: (value) => scaled(value, 'B'),
    date: (ms) => date.format(ms),
    dateTime: (ms) => dateTime.format(ms),
  };
}
