import type { Snapshot } from '../jobs/index.ts';
import type { Signal, Telemetry } from '../station/index.ts';
import type { AutonomyOptions } from './autonomy-options.ts';
import type { MonitorSpec, ReadableParameter } from './fault-protection/index.ts';
import type { Stage } from './plan-nodes/command-stages.ts';
import type { Cause, PlanInput, PlannedActivity } from './plan.ts';
import type { Request } from './request.ts';
import type { Beliefs, StationModel } from './station-model.ts';
import type { StationPort } from './station-port.ts';

export type Mode = 'nominal' | 'reduced' | 'safe' | 'sleep';

export interface ExecutivePolicy {
  readonly horizonS: number;
  readonly monitorS: number;
  readonly checkoutS: number;
}

/** One line of the event log. */
export interface LogEntry {
  readonly et: number;
  readonly severity: 'info' | 'warning' | 'alarm';
  readonly source: string;
  readonly type: string;
  readonly text: string;
  readonly values?: Readonly<Record<string, number | string>>;
}

export interface ExecutiveOptions {
  readonly model: StationModel;
  readonly policy: ExecutivePolicy;
  readonly requests: readonly Request[];
  readonly port: StationPort;
  /** What is watched; without it what every station has (`RESIDUAL_MONITORS`). */
  readonly monitors?: readonly MonitorSpec[];
  /** Telemetry that limits and rates of monitors are over. */
  readonly parameters?: readonly ReadableParameter[];
  /** Parts that are taken away; all work when it is left out. */
  readonly autonomy?: AutonomyOptions;
  readonly utc: (et: number) => string;
  readonly log: (entry: LogEntry) => void;
}

/** An execution of a request, finished or broken off. */
export interface Execution {
  readonly id: string;
  readonly request: Request;
  readonly fromEt: number;
  readonly toEt: number;
  readonly status: 'done' | 'aborted';
  readonly why: string;
}

export interface NotMet {
  readonly requestId: string;
  readonly reason: string;
  readonly causes?: readonly Cause[];
  /** What earlier plans said of it while its window was open already, each with the time in which it was in force. */
  readonly before?: readonly { readonly fromUtc: string; readonly untilUtc: string; readonly reason: string }[];
}

export interface ExecutiveRecord {
  readonly modes: readonly { readonly fromEt: number; readonly toEt: number; readonly mode: Mode }[];
  readonly executions: readonly Execution[];
  /** With what the last plan that could have placed the request found; broken, refused and missed executions have words only. */
  readonly notMet: readonly NotMet[];
  readonly replans: number;
  /** What the plans' searches were worth: value placed over what priority-greedy places, summed over plans. */
  readonly plannedValue: number;
  readonly greedyValue: number;
}

/** Runs a station by commands and telemetry alone. */
export interface Executive {
  /** When it wants to be called at the latest. */
  nextEt(): number;
  /** Called at `nextEt` and whenever the station signals. */
  step(signals: readonly Signal[]): void;
  view(): ExecutiveView;
  /** What it would plan from, over `horizonS` from `seen` on, and what it intends. Changes nothing. */
  outlook(seen: Telemetry, horizonS: number): Outlook;
  /**
   * Takes a plan that somebody else made: from now on only these requests are begun, within the windows that they have here (see `pinRequests`). What runs or is done stays. It plans
   * anew at its next step, which has to follow at this instant.
   */
  adoptPlan(requests: readonly Request[]): void;
  /** All that it knows, as JSON: {@link createExecutive} makes of it one that goes on in the same way. Between two steps only. */
  save(): Snapshot;
  /** The run ends: what still runs is broken off. */
  finish(): ExecutiveRecord;
}

/** Where an executive stands, for somebody who wants to change its plan. */
export interface Outlook {
  readonly input: PlanInput;
  /** Of its plan, what has not begun. */
  readonly activities: readonly PlannedActivity[];
  /** Its plan reaches so far. */
  readonly plannedToEt: number;
}

export interface CommandTrace {
  /** Of the plan node. */
  readonly id: string;
  readonly trace: readonly { readonly stage: Stage; readonly et: number }[];
}

/** What an executive holds and intends, for somebody who looks on. */
export interface ExecutiveView {
  readonly mode: Mode;
  /** Of the loads: 0 is everything on, the last is sleep. */
  readonly level: number;
  readonly beliefs: Beliefs;
  readonly running: readonly { readonly id: string; readonly instrumentId: string; readonly endEt: number }[];
  /** Commands that are followed in telemetry, of what runs and of upkeep, with every stage that they have passed. */
  readonly commands: readonly CommandTrace[];
  /** What the plan starts next, the first few. */
  readonly next: readonly { readonly requestId: string; readonly startEt: number; readonly endEt: number }[];
}

/** Writes a line of the event log at the present instant. */
export type Say = (
  severity: LogEntry['severity'],
  type: string,
  text: string,
  source: string,
  values?: LogEntry['values'],
) => void;
