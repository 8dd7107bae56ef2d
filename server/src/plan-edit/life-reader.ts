import type { PlannedStart, PlanToEdit } from '@openilrs/api/contract';
import { checkPlanAt, OperateRun, planAt, type ExtraFault } from '@openilrs/core/mission';
import { operateInput, type PreparedOperations } from '@openilrs/node/operate';
import type { LifeAt, RefusedPlan } from '../live/simulator.ts';
import { known } from './check-edit.ts';
import { plainOf } from './plan-to-edit.ts';

type Tell = (done: number, total: number, what: string) => void;

/** Progress is told after so much of a life. */
const CHUNK_S = 20 * 86_400;

/** Lives up to an instant and looks at station and executive there. A life that was read stays open: a later instant of it goes on from there. */
export class LifeReader {
  readonly #prepared: PreparedOperations;
  readonly #byId: ReadonlyMap<string, PreparedOperations['requests'][number]>;
  #open: { readonly key: string; readonly run: OperateRun } | null = null;

  constructor(prepared: PreparedOperations) {
    this.#prepared = prepared;
    this.#byId = new Map(prepared.requests.map((request) => [request.id, request]));
  }

  planAt(at: LifeAt, tell: Tell): Omit<PlanToEdit, 'live'> {
    const { requests, station } = this.#prepared;
    const { input, activities } = planAt(this.#runTo(at, tell), at.et, requests);
    const instruments = station.instruments.map(({ id, title }) => ({ id, title }));
    return { source: 'station', input: plainOf(input), instruments, activities: [...activities] };
  }

  /** @throws ApiError `BAD_REQUEST` for a request that the mission does not have */
  checkPlan(at: LifeAt, activities: readonly PlannedStart[], tell: Tell): RefusedPlan | null {
    for (const [i, { requestId }] of activities.entries()) known(this.#byId, requestId, `body.activities.${i}.requestId`);
    const fault = checkPlanAt(this.#runTo(at, tell), at.et, this.#prepared.requests, activities);
    if (fault === null) return null;
    const { index, requestId, verdict } = fault;
    return { index, requestId, reason: verdict.reason ?? 'it cannot be kept', nearestStartEt: verdict.nearestStartEt };
  } // prettier-ignore

  /** A run of that life that is at `et` or shortly before. */
  #runTo({ life: { seed, faults, orders = [] }, et }: LifeAt, tell: Tell): OperateRun {
    const given = { seed, extraFaults: faults as readonly ExtraFault[], orders }; // kinds are checked by the run
    const key = JSON.stringify(given);
    const open = this.#open;
    const run = open?.key === key && open.run.et <= et ? open.run : new OperateRun(operateInput(this.#prepared, given));
    this.#open = { key, run };
    const { startEt } = this.#prepared.environment;
    for (let to = run.et + CHUNK_S; to < et; to += CHUNK_S) {
      run.lookAt(to);
      tell(to - startEt, et - startEt, 'operate');
    }
    return run;
  }
}
