import type { ActivityRunner } from './activity-runner.ts';
import type { AutonomyPart } from './autonomy-options.ts';
import type { BeliefKeeper } from './belief-keeper.ts';
import type { ExecutiveState } from './executive-state.ts';
import type { ExecutiveOptions } from './executive-types.ts';
import { INSTRUMENT_RETRY_S } from './monitor.ts';
import { persistentModel } from './persistent-model.ts';
import type { PlannedActivity } from './plan.ts';
import { inTheWay } from './readiness.ts';
import type { Request } from './request.ts';
import { fitsStore } from './store-room.ts';
import type { Upkeep } from './upkeep/index.ts';

/** What has no room in the store is planned anew so often. */
const STORE_REPLAN_S = 24 * 3600;
const STORE = 'the data store';

/** Starts of the plan: when the next is due, and what becomes of those whose instant has come. */
export class DueStarts {
  readonly #s: ExecutiveState;
  readonly #o: ExecutiveOptions;
  readonly #has: Readonly<Record<AutonomyPart, boolean>>;
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #upkeep: Upkeep;

  constructor(
    state: ExecutiveState,
    options: ExecutiveOptions,
    has: Readonly<Record<AutonomyPart, boolean>>,
    keeper: BeliefKeeper,
    runner: ActivityRunner,
    upkeep: Upkeep,
  ) {
    this.#s = state;
    this.#o = options;
    this.#has = has;
    this.#keeper = keeper;
    this.#runner = runner;
    this.#upkeep = upkeep;
  }

  /** What the plan has not begun and the station has not refused, in order of start. What was refused is not asked for again before the next plan. */
  ahead(): PlannedActivity[] {
    return (this.#s.plan?.activities ?? []).filter(({ request }) => this.#mayStart(request.id));
  }

  /** The next start: now when one that is due can begin, else one that is to come; Infinity when there is none. */
  nextEt(now: number): number {
    const { activities } = this.#s.plan ?? { activities: [] };
    const next = activities.find(
      ({ request, startEt }) => this.#mayStart(request.id) && (startEt > now || this.#inTheWay(request, now) === null),
    );
    return Math.max(next?.startEt ?? Infinity, now);
  }

  /** Begins what is due. What cannot begin makes the executive plan anew where another plan can know better. */
  begin(now: number): void {
    for (const { request, startEt } of this.#s.plan?.activities ?? []) {
      if (startEt > now || !this.#mayStart(request.id)) continue;
      const inWay = this.#inTheWay(request, now);
      if (inWay !== null) {
        // what runs longer than the plan knew has to end first; a plan made now knows it. A store stays full for long
        if (this.#s.plan!.fromEt < now - (inWay === STORE ? STORE_REPLAN_S : 0)) this.#s.nextReplan = now;
        continue;
      }
      if (this.#runner.start(request, now)) continue;
      this.#s.refused.add(request.id);
      // without a cause that is believed a plan made now would ask for the same again, at the same instant, for ever
      if (!this.#has.faultProtection) continue;
      this.#keeper.distrust(request.instrumentId, now + INSTRUMENT_RETRY_S);
      this.#s.nextReplan = now;
    }
  }

  /** What has just drawn more than the bus could give would do so again at once, whatever is planned: it rests until telemetry is looked at next. */
  tripped(userId: string, now: number): void {
    this.#s.trippedUntil.set(userId.replace(/-try\d+$/, ''), now + this.#o.policy.monitorS);
  }

  #mayStart(requestId: string): boolean {
    const now = this.#s.modes.at(-1)!.toEt;
    const rests = (this.#s.trippedUntil.get(requestId) ?? -Infinity) > now;
    return this.#runner.mayStart(requestId) && !this.#s.refused.has(requestId) && !rests;
  }

  #inTheWay(request: Request, now: number): string | null {
    const { running, done } = this.#runner;
    const { model, port } = this.#o;
    const almanac = this.#has.lookAhead ? model : persistentModel(model, port.telemetry());
    const ready = { running, done, instruments: model.instruments, almanac };
    const inWay = inTheWay(request, now, ready) ?? this.#upkeep.inTheWay(request.instrumentId);
    if (inWay !== null) return inWay;
    const outlook = { model: almanac, beliefs: this.#keeper.beliefs, seen: port.telemetry(), running };
    return fitsStore(request, outlook) ? null : STORE;
  }
}
