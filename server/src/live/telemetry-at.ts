import type { TelemetryAnswer, TelemetryValue } from '@openilrs/api/contract';
import type { OperateTelemetry, RecordedParameter } from '@openilrs/core/mission';

/** Values of all parameters at `et`, in their order; null where nothing was reported. */
export function valuesAt({ parameters }: OperateTelemetry, et: number): (number | null)[] {
  return parameters.map((one) => one.values[lastUntil(one.et, et)] ?? null);
}

/** The same with unit, limits, validity, and since when each has been so. */
export function telemetryAt({ parameters }: OperateTelemetry, et: number): TelemetryAnswer {
  return { et, values: parameters.map((one) => valueAt(one, et)) };
}

function valueAt({ et: times, values, states, ...facts }: RecordedParameter, et: number): TelemetryValue {
  const at = lastUntil(times, et);
  const value = values[at] ?? null;
  const { low, high, least, most } = facts;
  const valid = value !== null && value >= least && (most === null || value <= most);
  const withinLimits = valid ? (low === null || value >= low) && (high === null || value <= high) : null;
  return { ...facts, states: states === null ? null : [...states], value, sinceEt: times[at] ?? null, valid, withinLimits }; // prettier-ignore
}

/** Instants of the record are rounded to it, the first of the run perhaps upwards. */
const RECORDED_TO_S = 1e-3;

/** Index of the last instant that is not after `et`; -1 when all are. */
function lastUntil(times: readonly number[], et: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= et + RECORDED_TO_S) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
