import type { Telemetry } from '../../station/index.ts';
import type { MonitorSpec } from './monitor-spec.ts';

/** A value that can be read from telemetry. */
export interface ReadableParameter {
  readonly id: string;
  readonly unit: string;
  readonly read: (telemetry: Telemetry) => number | null;
}

/** What the watch over limits and rates keeps: plain data. */
export interface WatchState {
  /** Since when a monitor has been out of its limits. */
  readonly outSince: Map<string, number>;
  /** Last value and instant of a parameter whose rate is watched. */
  readonly last: Map<string, { et: number; value: number }>;
}

export function createWatchState(): WatchState {
  return { outSince: new Map(), last: new Map() };
}

/** A monitor whose limits have been passed for as long as it wants. */
export interface Alarm {
  readonly monitor: MonitorSpec;
  readonly value: number;
  readonly text: string;
}

/** Looks at every limit and rate. A parameter that telemetry does not hold now says nothing, and its monitor begins anew. */
export function watchLimits(
  state: WatchState,
  monitors: readonly MonitorSpec[],
  parameters: ReadonlyMap<string, ReadableParameter>,
  seen: Telemetry,
): Alarm[] {
  return monitors.flatMap((monitor): Alarm[] => {
    const parameter = parameters.get(monitor.parameter ?? '');
    if (monitor.kind === 'residual' || parameter === undefined) return [];
    const value = valueOf(state, monitor, parameter, seen);
    const out =
      value !== null &&
      ((monitor.low !== null && value < monitor.low) || (monitor.high !== null && value > monitor.high));
    if (!out) {
      state.outSince.delete(monitor.id);
      return [];
    }
    const since = state.outSince.get(monitor.id) ?? seen.et;
    state.outSince.set(monitor.id, since);
    if (seen.et - since < monitor.persistenceS) return [];
    const unit = monitor.kind === 'rate' ? `${parameter.unit}/s` : parameter.unit;
    const text = `${parameter.id} is ${Number(value.toPrecision(6))} ${unit}, outside ${monitor.low ?? '-'} to ${monitor.high ?? '-'}`;
    return [{ monitor, value, text }];
  });
}

function valueOf(
  state: WatchState,
  { id, kind }: MonitorSpec,
  parameter: ReadableParameter,
  seen: Telemetry,
): number | null {
  const value = parameter.read(seen);
  if (kind === 'limit') return value;
  const last = state.last.get(id);
  if (value === null) state.last.delete(id);
  else if (last === undefined || seen.et > last.et) state.last.set(id, { et: seen.et, value });
  return value === null || last === undefined || seen.et <= last.et ? null : (value - last.value) / (seen.et - last.et);
}
