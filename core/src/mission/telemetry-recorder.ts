import type { Telemetry, TelemetryParameter } from '../station/index.ts';
import type { OperateTelemetry } from './results/operate-telemetry.ts';

/** Changes smaller than this share of a parameter's range over the run are not kept, as a dead-band of real telemetry; states, counts and what crosses a limit are kept as they are. */
export const DEAD_BAND = 1e-3;

/** Collects what a station reports. */
export interface TelemetryRecorder {
  readonly observe: (telemetry: Telemetry) => void;
  readonly record: () => OperateTelemetry;
}

interface Track {
  readonly et: number[];
  readonly values: (number | null)[];
}

export function recordTelemetry(parameters: readonly TelemetryParameter[]): TelemetryRecorder {
  const tracks = parameters.map((): Track => ({ et: [], values: [] }));
  return {
    observe(telemetry) {
      parameters.forEach(({ read }, i) => {
        const { et, values } = tracks[i]!;
        const value = read(telemetry);
        const last = values.length - 1;
        if (last >= 0 && values[last] === value) return;
        if (last >= 0 && et[last] === telemetry.et) values[last] = value;
        else {
          et.push(telemetry.et);
          values.push(value);
        }
      });
    },
    record: () => ({
      parameters: parameters.map(({ read: _, ...facts }, i) => ({
        ...facts,
        most: Number.isFinite(facts.most) ? facts.most : null,
        ...kept(tracks[i]!, facts),
      })),
    }),
  };
}

function kept({ et, values }: Track, facts: Omit<TelemetryParameter, 'read'>): Track {
  const band = facts.unit === '1' ? 0 : DEAD_BAND * rangeOf(values);
  const out: Track = { et: [], values: [] };
  let last: number | null | undefined;
  values.forEach((value, i) => {
    if (last !== undefined && last !== null && value !== null && Math.abs(value - last) <= band && sideOf(facts, value) === sideOf(facts, last)) return; // prettier-ignore
    last = value;
    out.et.push(Math.round(et[i]! * 1e3) / 1e3);
    out.values.push(value === null ? null : Number(value.toPrecision(7)));
  });
  return out;
}

/** Below, within or above the limits. */
function sideOf({ low, high }: Pick<TelemetryParameter, 'low' | 'high'>, value: number): -1 | 0 | 1 {
  if (low !== null && value < low) return -1;
  return high !== null && value > high ? 1 : 0;
}

function rangeOf(values: readonly (number | null)[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low < high ? high - low : 0;
}
