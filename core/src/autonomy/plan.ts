import type { Request } from './request.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** What the planner starts from. */
export interface PlanInput {
  readonly model: StationModel;
  readonly beliefs: Beliefs;
  readonly nowEt: number;
  readonly horizonS: number;
  readonly batteryJ: number;
  readonly storeBit: number;
  /** Heat that the equipment lacks to its operating temperature, J. */
  readonly coldJ: number;
  readonly requests: readonly Request[];
  /** Activities that run: kept when they still fit. */
  readonly running: readonly PlannedActivity[];
  readonly utc: (et: number) => string;
}

export interface PlannedActivity {
  readonly request: Request;
  readonly startEt: number;
  readonly endEt: number;
}

export interface Plan {
  readonly fromEt: number;
  readonly toEt: number;
  /** By start. */
  readonly activities: readonly PlannedActivity[];
  readonly levels: readonly { readonly fromEt: number; readonly toEt: number; readonly level: number }[];
  /** Expected stored energy at `fromEt + k * 3600 s`. */
  readonly energyJ: Float64Array;
  readonly notPlaced: readonly { readonly requestId: string; readonly reason: string }[];
  /** Running activities that have to stop. */
  readonly dropped: readonly string[];
  readonly value: number;
  /** Value that plain greedy by priority would have placed. */
  readonly greedyValue: number;
  /** Instants at which even sleep does not keep the battery. */
  readonly hopelessEt: readonly number[];
}
