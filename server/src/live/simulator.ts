import type { LiveFault, LiveFaultKinds } from '@openilrs/api/contract';
import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
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
}

export interface SimulationRequest {
  readonly seed: number;
  /** In addition to those that the seed draws. */
  readonly faults: readonly LiveFault[];
}

/** Simulates the mission again, off the thread that answers requests. */
export interface Simulator {
  simulate(
    request: SimulationRequest,
    options: { signal?: AbortSignal; progress?: (done: number, total: number, what: string) => void },
  ): Promise<SimulatedRun>;
  /** What can be made to fail at this station. */
  faultKinds(): LiveFaultKinds['faults'];
  close(): Promise<void>;
}
