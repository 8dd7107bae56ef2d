import type { AutonomyOptions, Request } from '../autonomy/index.ts';
import type { Environment, StationSpec } from '../station/index.ts';
import type { ExtraFault } from './operate-faults.ts';
import type { PlanOrder } from './plan-orders.ts';
import type { Truth } from './truth.ts';
import type { OperateSummary } from './results/operate-result.ts';
import type { Provenance } from './results/survey-result.ts';

/** All that a run is a function of. */
export interface OperateInput {
  readonly missionId: string;
  readonly station: StationSpec;
  readonly environment: Environment;
  readonly requests: readonly Request[];
  /** Proposals that this station cannot serve at all, and why: they are reported with the requests that were not met. */
  readonly notOffered?: OperateSummary['notPlaced'];
  readonly seed: number;
  /** Where the station stands, degrees, for the summary: `environment` is that of this place. */
  readonly site?: OperateSummary['site'];
  readonly extraFaults?: readonly ExtraFault[];
  /** Plans that somebody hands to the executive while it lives, by time. */
  readonly orders?: readonly PlanOrder[];
  /** Parts of the autonomy that are taken away; all work when it is left out. */
  readonly autonomy?: AutonomyOptions;
  /** What really is, where it is not what `station` and `environment` say: these are what the executive is told. */
  readonly truth?: Truth;
  /** Proved by a relaxation (see `missionBound`); worked out without a solver when it is left out. */
  readonly upperBound?: number;
  /** UTC with seconds of an et. */
  readonly utc: (et: number) => string;
  readonly provenance: Provenance;
}
