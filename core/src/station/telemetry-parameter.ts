import type { Telemetry } from './telemetry.ts';

/** A value that a station reports: what pages, logs and monitors know about it. */
export interface TelemetryParameter {
  /** `component.name`, unique in the station. */
  readonly id: string;
  readonly component: string;
  readonly title: string;
  /** SI; `1` for shares, counts and states. */
  readonly unit: string;
  /** Beyond these something is wrong: safety limits. Null: none. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the component can report at all; outside it the value is not valid. */
  readonly least: number;
  readonly most: number;
  /** Of a value that is a state: its names, by number. */
  readonly states: readonly string[] | null;
  /** The value; null when the telemetry does not hold it. */
  readonly read: (telemetry: Telemetry) => number | null;
}

/** Whether a value can be one of this parameter: finite, and within what the component can report. */
export function isValid({ least, most }: TelemetryParameter, value: number | null): value is number {
  return value !== null && value >= least && value <= most;
}

/** Whether a value is within the safety limits of its parameter. */
export function withinLimits({ low, high }: TelemetryParameter, value: number): boolean {
  return (low === null || value >= low) && (high === null || value <= high);
}

export type ParameterLimits = Partial<Pick<TelemetryParameter, 'low' | 'high' | 'least' | 'most' | 'states'>>;

export function parameterOf(
  component: string,
  name: string,
  title: string,
  unit: string,
  read: TelemetryParameter['read'],
  facts: ParameterLimits = {},
): TelemetryParameter {
  const { states = null } = facts;
  const most = states === null ? Infinity : states.length - 1;
  return { id: `${component}.${name}`, component, title, unit, low: null, high: null, least: 0, most, ...facts, states, read };
} // prettier-ignore
