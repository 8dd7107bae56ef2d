import type { Segment } from '../station/index.ts';
import type { OperateProfiles } from './results/operate-result.ts';

type Series = OperateProfiles['series'][number];

/** Most points of a series; a year of the reference station needs about a tenth. */
const MOST_POINTS = 20_000;
/** A curve may be off by this share of its range; its corners and extremes stay. */
const TOLERANCE = 5e-4;
/** Steps are drawn as a ramp this steep, so that instants rise strictly. */
const STEP_S = 1e-3;

interface Growing {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly et: number[];
  readonly values: number[];
}

/** Collects the pieces of a run as time series for plots. */
export interface ProfileRecorder {
  readonly record: (segment: Segment) => void;
  readonly profiles: () => OperateProfiles;
  /** Least share of the capacity that the battery held. */
  readonly worstBatteryFraction: () => number;
}

export function recordProfiles(nodeIds: readonly string[], initialFraction: number, startEt: number): ProfileRecorder {
  const grow = (id: string, title: string, unit: string): Growing => ({ id, title, unit, et: [], values: [] });
  const battery = grow('battery', 'Battery', '1');
  const store = grow('store', 'Data store', 'bit');
  const powerIn = grow('powerIn', 'Power in', 'W');
  const powerOut = grow('powerOut', 'Power out', 'W');
  const temps = nodeIds.map((id) => grow(`temp:${id}`, `Temperature of ${id}`, 'K'));
  let worst = initialFraction;
  push(battery, startEt, initialFraction);
  return {
    record(segment) {
      const { fromEt, toEt } = segment;
      const fraction = segment.batteryJ / segment.capacityJ;
      worst = Math.min(worst, fraction);
      push(battery, toEt, fraction);
      push(store, toEt, segment.storeBit);
      pushPiece(powerIn, fromEt, segment.generationFromW, toEt, segment.generationToW);
      pushPiece(powerOut, fromEt, segment.loadFromW, toEt, segment.loadToW);
      temps.forEach((temp, i) => push(temp, toEt, segment.tempsK[i]!));
    },
    profiles: () => ({ series: [battery, store, powerIn, powerOut, ...temps].map(thin) }),
    worstBatteryFraction: () => worst,
  };
}

function push(series: Growing, et: number, value: number): void {
  const last = series.et.at(-1);
  if (last !== undefined && et <= last) series.values[series.values.length - 1] = value;
  else {
    series.et.push(et);
    series.values.push(value);
  }
}

/** A straight piece; where it does not begin at the last value there is a step. */
function pushPiece(series: Growing, fromEt: number, from: number, toEt: number, to: number): void {
  const last = series.values.at(-1);
  if (last === undefined) push(series, fromEt, from);
  else if (Math.abs(last - from) > 1e-9 * (Math.abs(last) + Math.abs(from)) && toEt - fromEt > 2 * STEP_S)
    push(series, Math.max(fromEt, series.et.at(-1)!) + STEP_S, from);
  push(series, toEt, to);
}

/** Leaves out points that lie on the line of their neighbours within the tolerance, more of them when there are too many. */
export function thin(series: Series): Series {
  const { et, values } = series;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  let tolerance = TOLERANCE * (high - low);
  let kept = onLines(et, values, tolerance);
  for (; kept.length > MOST_POINTS; tolerance *= 2) kept = onLines(et, values, tolerance * 2);
  return {
    ...series,
    et: kept.map((i) => Math.round(et[i]! * 1e3) / 1e3),
    values: kept.map((i) => Number(values[i]!.toPrecision(7))),
  };
}

/** Swinging door: from each kept point the cone of lines that pass all later points within the tolerance; the point before it closes is kept. */
function onLines(et: readonly number[], values: readonly number[], tolerance: number): number[] {
  const kept = [0];
  if (et.length < 2) return et.length === 0 ? [] : kept;
  let anchor = 0;
  let steepest = Infinity;
  let flattest = -Infinity;
  for (let i = 1; i < et.length; i += 1) {
    const dt = et[i]! - et[anchor]!;
    const slope = (values[i]! - values[anchor]!) / dt;
    if (i > anchor + 1 && (slope > steepest || slope < flattest)) {
      anchor = i - 1;
      kept.push(anchor);
      const step = et[i]! - et[anchor]!;
      steepest = (values[i]! - values[anchor]! + tolerance) / step;
      flattest = (values[i]! - values[anchor]! - tolerance) / step;
    } else {
      steepest = Math.min(steepest, (values[i]! - values[anchor]! + tolerance) / dt);
      flattest = Math.max(flattest, (values[i]! - values[anchor]! - tolerance) / dt);
    }
  }
  kept.push(et.length - 1);
  return kept;
}
