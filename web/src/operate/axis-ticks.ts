import { timeTicks, type TimeTick } from '../time/time-ticks.ts';

export interface AxisTick {
  readonly et: number;
  readonly label: string;
}

export interface PlacedTick extends AxisTick {
  /** Of the line, and of the middle of the label: at the ends of the axis the label moves in. */
  readonly xPx: number;
  readonly labelPx: number;
}

/** What an axis must know of the page: the calendar time of `et`, the language, and how wide a text is drawn. */
export interface AxisContext {
  toMs(et: number): number;
  readonly i18n: { readonly locale: string };
  readonly textPx: (text: string) => number;
}

const LABEL_GAP_PX = 10;

/** Ticks of a time axis in `et`, as close as their labels leave room for in the language of the page; UTC. */
export function axisTicks(context: AxisContext, fromEt: number, toEt: number, lengthPx: number): AxisTick[] {
  const fromMs = context.toMs(fromEt);
  const offsetS = fromEt - fromMs / 1000;
  const toMs = context.toMs(toEt);
  const labelOf = labeller(context.i18n.locale);
  const pxPerMs = lengthPx / (toMs - fromMs);
  for (let most = Math.max(1, Math.floor(lengthPx / 32)); ; most -= 1) {
    const ticks = timeTicks(fromMs, toMs, most).map((tick) => ({ ...tick, label: labelOf(tick) }));
    const fits = ticks.every((tick, i) => {
      const before = ticks[i - 1];
      if (before === undefined) return true;
      const room = (tick.ms - before.ms) * pxPerMs;
      return room >= (context.textPx(before.label) + context.textPx(tick.label)) / 2 + LABEL_GAP_PX;
    });
    if (fits || most <= 1) return ticks.map(({ ms, label }) => ({ et: ms / 1000 + offsetS, label }));
  }
}

/** Where ticks and labels stand: none is cut off by the end of the axis, and one that would touch its neighbour there is left out. */
export function placeTicks(
  ticks: readonly AxisTick[],
  xOf: (et: number) => number,
  textPx: (text: string) => number,
  [leftPx, rightPx]: readonly [number, number],
): PlacedTick[] {
  let lastRight = -Infinity;
  return ticks.map((tick) => {
    const half = textPx(tick.label) / 2;
    const xPx = xOf(tick.et);
    const labelPx = Math.min(rightPx - half, Math.max(leftPx + half, xPx));
    if (labelPx - half < lastRight + 4) return { ...tick, label: '', xPx, labelPx };
    lastRight = labelPx + half;
    return { ...tick, xPx, labelPx };
  });
}

/** Months by their short names, January by its year: `2035, Feb, Mar …`; a midnight among hours by its day. */
function labeller(locale: string): (tick: TimeTick) => string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const formats = {
    // plain figures: `2035 г.` and `2035年` only repeat what an axis says anyway
    year: { format: (ms: number) => String(new Date(ms).getUTCFullYear()) },
    month: format({ month: 'short' }),
    day: format({ day: 'numeric', month: 'short' }),
    minute: format(clock),
    second: format({ ...clock, second: '2-digit' }),
  };
  return ({ ms, unit }) => {
    if (unit === 'month' && new Date(ms).getUTCMonth() === 0) return formats.year.format(ms);
    const midnight = (unit === 'minute' || unit === 'second') && ms % 86_400_000 === 0;
    return formats[midnight ? 'day' : unit].format(ms);
  };
}
