import type { LiveFault, LiveFaultKinds, PlanCheck, PlannedStart, PlanToEdit, PlanVerdict } from '@openilrs/api/contract'; // prettier-ignore
import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTelemetry,
  OperateTimeline,
  StationEvent,
} from '@openilrs/core/mission';

/** A year of operations: all that `operate` writes. */
export interface SimulatedRun {
  readonly summary: OperateSummary;
  readonly timeline: OperateTimeline;
  readonly profiles: OperateProfiles;
  readonly events: readonly StationEvent[];
  readonly activities: readonly ExecutedActivity[];
  /** Runs of earlier versions have none. */
  readonly telemetry?: OperateTelemetry;
}

export interface SimulationRequest {
  readonly seed: number;
  /** In addition to those that the seed draws. */
  readonly faults: readonly LiveFault[];
  /** A plan made by hand: its requests begin as planned or up to `slackS` later, others are not asked for. Without it the station plans for itself. */
  readonly plan?: { readonly activities: readonly PlannedStart[]; readonly slackS: number };
}

/** What a live session needs of it. */
export type SessionSimulator = Pick<Simulator, 'simulate' | 'faultKinds'>;

/** Simulates the mission again, off the thread that answers requests. */
export interface Simulator {
  simulate(
    request: SimulationRequest,
    options: { signal?: AbortSignal; progress?: (done: number, total: number, what: string) => void },
  ): Promise<SimulatedRun>;
  /** The plan of the whole mission, for changes by hand; `planned` is what `ilrs plan` has written, null makes one now. */
  planToEdit(planned: readonly PlannedStart[] | null, options: { signal?: AbortSignal }): Promise<PlanToEdit>;
  /** Whether a change of a plan can be kept. */
  checkEdit(check: PlanCheck, options: { signal?: AbortSignal }): Promise<PlanVerdict>;
  /** What can be made to fail at this station. */
  faultKinds(): LiveFaultKinds['faults'];
  close(): Promise<void>;
}
