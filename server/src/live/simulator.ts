import type { LiveFault, LiveFaultKinds, PlanCheck, PlannedStart, PlanToEdit, PlanVerdict } from '@openilrs/api/contract'; // prettier-ignore
import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTelemetry,
  OperateTimeline,
  PlanOrder,
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
  /** Plans that people hand to the executive on the way. */
  readonly orders?: readonly PlanOrder[];
  /** A plan made by hand for the whole mission: its requests begin as planned or up to `slackS` later, others are not asked for. Without it the station plans for itself. */
  readonly plan?: { readonly activities: readonly PlannedStart[]; readonly slackS: number };
}

/** An instant of a life. */
export interface LifeAt {
  readonly life: Omit<SimulationRequest, 'plan'>;
  readonly et: number;
}

/** The first activity of a plan that cannot be kept. */
export interface RefusedPlan {
  /** In the list that was checked. */
  readonly index: number;
  readonly requestId: string;
  readonly reason: string;
  readonly nearestStartEt: number | null;
}

/** What a live session needs of it. */
export type SessionSimulator = Pick<Simulator, 'simulate' | 'faultKinds' | 'checkPlan'>;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number, what: string) => void) | undefined;
}

/** Simulates the mission again, off the thread that answers requests. */
export interface Simulator {
  simulate(request: SimulationRequest, options: AskOptions): Promise<SimulatedRun>;
  /** The plan of the whole mission, for changes by hand; `planned` is what `ilrs plan` has written, null makes one now. */
  planToEdit(planned: readonly PlannedStart[] | null, options: AskOptions): Promise<PlanToEdit>;
  /** The plan of a station at an instant of its life, for changes by hand. */
  planAt(at: LifeAt, options: AskOptions): Promise<Omit<PlanToEdit, 'live'>>;
  /** Whether a plan can be applied at an instant of a life; null when it can. */
  checkPlan(at: LifeAt, activities: readonly PlannedStart[], options: AskOptions): Promise<RefusedPlan | null>;
  /** Whether a change of a plan can be kept. */
  checkEdit(check: PlanCheck, options: AskOptions): Promise<PlanVerdict>;
  /** What can be made to fail at this station. */
  faultKinds(): LiveFaultKinds['faults'];
  close(): Promise<void>;
}
