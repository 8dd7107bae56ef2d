import type { Telemetry } from '../station/index.ts';
import type { ActivityRunner } from './activity-runner.ts';
import type { AutonomyPart } from './autonomy-options.ts';
import type { BeliefKeeper } from './belief-keeper.ts';
import { believedModel } from './believed-model.ts';
import { BIN_S } from './bins.ts';
import { withoutLostLinks } from './store-room.ts';
import type { ExecutiveState } from './executive-state.ts';
import type { ExecutiveOptions, Say } from './executive-types.ts';
import { persistentModel } from './persistent-model.ts';
import type { Plan, PlanInput } from './plan.ts';
import { plan } from './planner.ts';
import { roundFigure } from './round-figure.ts';
import type { RobotModel } from './station-model.ts';
import { withReactors } from './upkeep/index.ts';

/** Without look-ahead a plan is made anew so often. */
const BLIND_REPLAN_S = 24 * 3600;

/** Counted, not timed, so that a life is the same on every machine; some 0.1 s for the example stations, about a second where chains make every start cost many. */
const SEARCH = { iterations: 300, patience: 75, starts: 200_000, onlyIfLeftOut: true } as const;

/** Why a plan stops what runs. */
const TOO_LITTLE = {
  sleep: 'the station has to sleep before its end',
  power: 'there is too little power',
  store: 'the data store would overflow',
  battery: 'the battery would not last',
} as const satisfies Record<Plan['dropped'][number]['why'], string>;

/** The plan that the executive follows: made when wanted from beliefs and telemetry, asked what it holds for an instant. */
export class PlanKeeper {
  readonly #s: ExecutiveState;
  readonly #o: ExecutiveOptions;
  readonly #has: Readonly<Record<AutonomyPart, boolean>>;
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #say: Say;
  readonly #asleep: number;

  constructor(
    state: ExecutiveState,
    options: ExecutiveOptions,
    has: Readonly<Record<AutonomyPart, boolean>>,
    keeper: BeliefKeeper,
    runner: ActivityRunner,
    say: Say,
  ) {
    this.#s = state;
    this.#o = options;
    this.#has = has;
    this.#keeper = keeper;
    this.#runner = runner;
    this.#say = say;
    this.#asleep = options.model.levels.length - 1;
  }

  /** A plan is made when the last has run out; and, with replanning, when it no longer holds. */
  wanted(surprised: boolean, now: number): boolean {
    if (this.#has.replan) return surprised || now >= this.#s.nextReplan;
    return this.#s.plan === null || now >= this.#s.plan.toEt || this.#s.nextReplan === -Infinity;
  }

  /** Plans anew from here; what the new plan has no room for is stopped. */
  make(): void {
    const { policy, port } = this.#o;
    const seen = port.telemetry();
    const made = plan(this.inputAt(seen, policy.horizonS), this.#has.search ? SEARCH : { greedy: true });
    this.#s.plan = made;
    this.#s.replans += 1;
    this.#s.plannedValue += made.value;
    this.#s.greedyValue += made.greedyValue;
    this.#s.nextReplan = seen.et + (this.#has.lookAhead ? policy.horizonS / 3 : BLIND_REPLAN_S);
    this.#s.refused.clear();
    this.#report(made);
    this.#runner.note(made, seen.et);
    for (const { requestId, why } of made.dropped)
      this.#runner.abort(seen.et, TOO_LITTLE[why], ({ id }) => id === requestId);
  }

  /** What a plan of the next `horizonS` starts from, by beliefs and what telemetry shows. */
  inputAt(seen: Telemetry, horizonS: number): PlanInput {
    const { utc } = this.#o;
    const model = withReactors(this.#o.model, seen, this.#s.upkeep.down);
    return {
      model: believedModel(this.#has.lookAhead ? model : persistentModel(model, seen), this.#keeper.beliefs),
      beliefs: withoutLostLinks(this.#keeper.beliefs, model),
      nowEt: seen.et,
      horizonS,
      batteryJ: seen.batteryJ,
      storeBit: seen.storeBit,
      ...(model.robots && { robotsJ: this.#robotsJ(model.robots, seen) }),
      coldJ: this.#coldJ(seen),
      requests: this.#runner.pending(seen.et, horizonS),
      running: this.#runner.running,
      done: this.#runner.done,
      utc,
    };
  }

  #report({ activities, notPlaced, value, greedyValue, toEt, hopelessEt }: Plan): void {
    const { utc } = this.#o;
    const figures = { activities: activities.length, notPlaced: notPlaced.length };
    this.#say('info', 'plan', `planned ${activities.length} activities to ${utc(toEt)}`, 'planner', {
      ...figures,
      value: roundFigure(value),
      greedyValue: roundFigure(greedyValue),
    });
    const first = hopelessEt[0];
    if (first !== undefined)
      this.#say(
        'alarm',
        'hopeless',
        `even asleep the battery would fall under floor and reserve about ${utc(first)}, by the careful forecast`,
        'planner',
      );
  }

  /** What is in the batteries of robots; where telemetry does not say, they are full. */
  #robotsJ(robots: readonly RobotModel[], { parts }: Telemetry): Record<string, number> {
    return Object.fromEntries(robots.map(({ id, capacityJ }) => [id, parts?.[id]?.['energy'] ?? capacityJ]));
  }

  /** Heat to the operating temperatures of all nodes. */
  #coldJ(seen: Telemetry): number {
    return this.#o.model.nodes.reduce((sum, { id, heatCapacityJK, operateK }) => {
      const tempK = seen.nodes.find((one) => one.id === id)?.tempK ?? operateK;
      return sum + heatCapacityJK * Math.max(0, operateK - tempK);
    }, 0);
  }

  /** Stored energy by the plan; null when there is no plan for this instant. */
  expectedJ(et: number): number | null {
    // without an almanac the battery is never where the plan expects it: the watch on its level has to do
    if (this.#s.plan === null || this.#s.mode === 'safe' || !this.#has.lookAhead) return null;
    const at = (et - this.#s.plan.fromEt) / BIN_S;
    const bin = Math.floor(at);
    const [a, b] = [this.#s.plan.energyJ[bin], this.#s.plan.energyJ[bin + 1]];
    return a === undefined || b === undefined ? null : a + (b - a) * (at - bin);
  }

  /** The stretch of one level of shedding at `et`. */
  stretchAt(et: number): Plan['levels'][number] | undefined {
    return this.#s.plan?.levels.find(({ fromEt, toEt }) => fromEt <= et && et < toEt);
  }

  /** End of the planned sleep at `et`, or null when awake by plan. */
  sleepEnd(et: number): number | null {
    const stretch = this.stretchAt(et);
    return stretch?.level === this.#asleep ? stretch.toEt : null;
  }
}
