import type { Signal, Telemetry } from '../station/index.ts';
import type { ActivityRunner } from './activity-runner.ts';
import type { BeliefKeeper } from './belief-keeper.ts';
import { believedModel } from './believed-model.ts';
import type { ExecutiveState } from './executive-state.ts';
import type { ExecutiveOptions, Say } from './executive-types.ts';
import type { ModeKeeper } from './mode-keeper.ts';
import type { NightHeaters } from './night-heaters.ts';
import type { PlanKeeper } from './plan-keeper.ts';
import { wakePowerW } from './station-model.ts';

/** After an empty battery it rests so long at most before it looks again. */
const WEAK_SUN_S = 24 * 3600;
/** The clock wakes so long after the Sun should have: it may come weaker than expected. */
const CLOCK_MARGIN_S = 6 * 3600;
/** Less is left of the night's energy than was thought. */
const LESS_ENERGY: ReadonlySet<Signal['kind']> = new Set(['batteryWatch', 'belowFloor']);

/** Parts of the executive that sleep stops, asks and commands. */
export interface SleepParts {
  readonly keeper: BeliefKeeper;
  readonly runner: ActivityRunner;
  readonly plans: PlanKeeper;
  readonly modes: ModeKeeper;
  readonly heaters: NightHeaters;
  /** Draws the consequences of telemetry for which no plan has an expectation; they may end the sleep. */
  readonly judge: (seen: Telemetry) => void;
}

/** Falls asleep, sleeps, and says when the station is to wake: by the Sun, and by the clock in case the Sun comes weaker than expected. */
export class SleepKeeper {
  readonly #s: ExecutiveState;
  readonly #o: ExecutiveOptions;
  readonly #with: SleepParts;
  readonly #say: Say;

  constructor(state: ExecutiveState, options: ExecutiveOptions, parts: SleepParts, say: Say) {
    this.#s = state;
    this.#o = options;
    this.#with = parts;
    this.#say = say;
  }

  /** Read afresh: whatever was called since may have ended or begun it. */
  get asleep(): boolean {
    return this.#s.mode === 'sleep';
  }

  /** By plan until the Sun is back; with a reason of its own by the clock alone. */
  begin(now: number, untilEt: number, why?: string): void {
    const { port, utc } = this.#o;
    const { runner, modes, heaters } = this.#with;
    runner.abort(now, 'the station goes to sleep');
    for (const { id, on } of port.telemetry().links) if (on) port.command({ kind: 'link', id, on: false });
    const reason = why ?? 'the night cannot be powered awake; the Sun is expected';
    modes.enter('sleep', now, `${reason}${why === undefined ? ' at' : ', until'} ${utc(untilEt)}`);
    modes.setLevel(modes.asleep);
    heaters.heatAsleep();
    this.#s.nextMonitor = why === undefined ? this.#watchSun(untilEt) : untilEt;
  }

  /** The bus is back, but what the arrays give does not carry the station awake: switched on now it would only empty the battery again. True when it rests. */
  restsInWeakSun(seen: Telemetry): boolean {
    if (this.asleep || seen.generationW >= this.#wakeW()) return false;
    this.#with.judge(seen);
    this.begin(seen.et, seen.et + WEAK_SUN_S);
    return true;
  }

  /** Asleep: the Sun wakes it, or the clock, after which it looks and may sleep on. True when it has to check out now. */
  wakes(seen: Telemetry, signals: readonly Signal[]): boolean {
    if (this.#heatsAnew(seen.et, signals)) {
      // what has been lost in this sleep, cells or a heater, is answered before heat is counted on
      if (seen.et >= this.#s.nextHeat) this.#with.judge(seen);
      if (!this.asleep) return false;
      this.#with.heaters.heatAsleep();
    }
    const sun = signals.some(({ kind }) => kind === 'sunWatch');
    if (!sun && (seen.et < this.#s.nextMonitor || this.#sleepsOn(seen))) return false;
    this.#say('info', 'wake', `woken by the ${sun ? 'Sun' : 'clock'}: check-out begins`, 'executive');
    this.#o.port.command({ kind: 'watchSun', powerW: null });
    this.#s.nextMonitor = seen.et;
    this.#s.heating = 'survive';
    return true;
  }

  #heatsAnew(now: number, signals: readonly Signal[]): boolean {
    return now >= Math.min(this.#s.nextHeat, this.#s.nextMonitor) || signals.some(({ kind }) => LESS_ENERGY.has(kind));
  }

  /** The clock has come, and there is nothing to wake for: the Sun has still to set, an answer to telemetry has ended the sleep already, or the plan wants more of it. */
  #sleepsOn(seen: Telemetry): boolean {
    const { plans, judge } = this.#with;
    if (seen.et < this.#s.sunsetUntil) {
      this.#s.nextMonitor = this.#watchSun(this.#s.sunsetUntil);
      return true;
    }
    judge(seen);
    if (!this.asleep) return true;
    if (plans.wanted(true, seen.et)) plans.make();
    const end = plans.sleepEnd(seen.et);
    if (end === null) return false;
    this.#s.nextMonitor = this.#watchSun(end);
    return true;
  }

  /** Has the Sun wake it, and the clock soon after it should have. A Sun that is still up, and setting, would wake it at once: it is looked at again in an hour. @returns when to look by the clock */
  #watchSun(untilEt: number): number {
    const { port, policy } = this.#o;
    const { et, generationW } = port.telemetry();
    const wakeW = this.#wakeW();
    const setting = generationW >= wakeW;
    this.#s.sunsetUntil = setting ? untilEt : -Infinity;
    if (setting) return Math.min(untilEt + CLOCK_MARGIN_S, et + policy.monitorS);
    port.command({ kind: 'watchSun', powerW: wakeW });
    return untilEt + CLOCK_MARGIN_S;
  }

  #wakeW(): number {
    return wakePowerW(believedModel(this.#o.model, this.#with.keeper.beliefs));
  }
}
