import type { Signal, Telemetry } from '../station/index.ts';
import { restoreSnapshot, takeSnapshot, type Fixed, type Snapshot } from '../jobs/index.ts';
import { allAutonomy, type AutonomyPart } from './autonomy-options.ts';
import { ActivityRunner } from './activity-runner.ts';
import { BeliefKeeper } from './belief-keeper.ts';
import { DueStarts } from './due-starts.ts';
import type { Executive, ExecutiveOptions, ExecutiveRecord, ExecutiveView, Outlook, Say } from './executive-types.ts';
import { createExecutiveState, type ExecutiveState } from './executive-state.ts';
import { controlLinks } from './link-control.ts';
import { FaultAnswers, type Answers } from './fault-answers.ts';
import { ModeKeeper } from './mode-keeper.ts';
import { NightHeaters } from './night-heaters.ts';
import { PlanKeeper } from './plan-keeper.ts';
import type { Request } from './request.ts';
import { roundFigure } from './round-figure.ts';
import { signalText, URGENT } from './signal-texts.ts';
import { SleepKeeper } from './sleep-keeper.ts';
import { Upkeep } from './upkeep/index.ts';
import { toStop } from './store-room.ts';
import { rateAt } from './link-outlets.ts';

/**
 * The executive: plan, act, look, compare, plan again. It starts and stops what the plan says, sheds load and sleeps through the nights that the plan cannot power,
 * wakes by the Sun, checks out and resumes; what telemetry shows that was not expected changes its beliefs and the plan.
 *
 * With `saved`, what {@link Executive.save} gave, it goes on where that one was: the same options must be handed over.
 */
export function createExecutive(options: ExecutiveOptions, saved?: Snapshot): Executive {
  return new StationExecutive(options, saved);
}

/** So many activities of a plan are shown to somebody who looks. */
const VIEWED = 5;
/** Far above what one instant needs (a signal, a start, an end, a replan). */
const MOST_CALLS = 100;

class StationExecutive implements Executive {
  readonly #o: ExecutiveOptions;
  readonly #s: ExecutiveState;
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #faults: FaultAnswers;
  readonly #plans: PlanKeeper;
  readonly #upkeep: Upkeep;
  readonly #modes: ModeKeeper;
  readonly #heaters: NightHeaters;
  readonly #sleep: SleepKeeper;
  readonly #starts: DueStarts;
  readonly #fixed: Fixed;
  readonly #has: Readonly<Record<AutonomyPart, boolean>>;

  constructor(options: ExecutiveOptions, saved?: Snapshot) {
    const { model, port, requests } = options;
    this.#o = options;
    this.#has = allAutonomy(options.autonomy);
    this.#fixed = new Map(requests.map((request) => [request, `request ${request.id}`]));
    this.#s = createExecutiveState(model, requests);
    if (saved !== undefined) restoreSnapshot(this.#s, saved, this.#fixed);
    this.#keeper = new BeliefKeeper(this.#s.keeper, port, this.#say);
    this.#runner = new ActivityRunner(this.#s.runner, options, this.#say);
    this.#plans = new PlanKeeper(this.#s, options, this.#has, this.#keeper, this.#runner, this.#say);
    this.#faults = new FaultAnswers(this.#s.protection, options, this.#keeper, this.#answers(), this.#say);
    this.#upkeep = new Upkeep(this.#s.upkeep, options, this.#say);
    this.#starts = new DueStarts(this.#s, options, this.#has, this.#keeper, this.#runner, this.#upkeep);
    this.#modes = new ModeKeeper(this.#s, options, this.#keeper, this.#say);
    this.#heaters = new NightHeaters(this.#s, options, this.#has, this.#keeper, this.#say);
    this.#sleep = this.#sleepKeeper();
  }

  view(): ExecutiveView {
    const { mode, level, plan: made } = this.#s;
    const running = this.#runner.running.map(({ request, endEt }) => {
      return { id: request.id, instrumentId: request.instrumentId, endEt };
    });
    const next = (made?.activities ?? [])
      .filter(({ request }) => this.#runner.mayStart(request.id))
      .slice(0, VIEWED)
      .map(({ request, startEt, endEt }) => ({ requestId: request.id, startEt, endEt }));
    const commands = [...this.#runner.commands, ...this.#upkeep.commands];
    return { mode, level, beliefs: this.#keeper.beliefs, running, commands, next };
  }

  outlook(seen: Telemetry, horizonS: number): Outlook {
    const { plan: made } = this.#s;
    const activities = (made?.activities ?? []).filter(({ request }) => this.#runner.mayStart(request.id));
    return { input: this.#plans.inputAt(seen, horizonS), activities, plannedToEt: made?.toEt ?? seen.et };
  }

  adoptPlan(requests: readonly Request[]): void {
    const now = this.#o.port.telemetry().et;
    this.#runner.adopt(requests, now);
    this.#s.nextReplan = -Infinity;
    // asleep it looks at once whether the new plan wants it awake
    if (this.#s.mode === 'sleep') this.#s.nextMonitor = now;
  }

  save(): Snapshot {
    return takeSnapshot(this.#s, this.#fixed);
  }

  nextEt(): number {
    const now = this.#s.modes.at(-1)!.toEt;
    const wanted = this.#wantedEt(now);
    // whatever goes wrong, time must pass: after many calls at one instant the next comes a minute later
    return this.#s.callsNow > MOST_CALLS ? Math.max(wanted, now + 60) : wanted;
  }

  #wantedEt(now: number): number {
    if (this.#s.halted) return Infinity;
    const upkeep = this.#upkeep.nextEt(now);
    if (this.#s.mode === 'sleep') return Math.min(this.#s.nextMonitor, this.#s.nextHeat, upkeep);
    const shed = this.#s.shedUntil > now ? this.#s.shedUntil : Infinity;
    const soon = Math.min(this.#s.nextMonitor, this.#s.nextLink, shed, upkeep);
    if (this.#s.mode === 'safe') return Math.min(soon, this.#s.safeUntil);
    const change = this.#s.plan?.levels.find(({ fromEt }) => fromEt > now)?.fromEt ?? Infinity;
    const plan = this.#has.replan ? this.#s.nextReplan : (this.#s.plan?.toEt ?? now);
    return Math.min(soon, plan, this.#runner.nextEndEt(), this.#runner.nextCheckEt(), this.#starts.nextEt(now), change);
  }

  step(signals: readonly Signal[]): void {
    const seen = this.#o.port.telemetry();
    this.#s.callsNow = this.#modes.lastsTo(seen.et) ? 0 : this.#s.callsNow + 1;
    for (const signal of signals) this.#hear(signal, seen);
    if (this.#upkeep.hear(signals)) this.#planAnew(seen.et);
    for (const { kind, id } of signals)
      if (kind === 'storeFull' || kind === 'partitionFull') this.#stopFilling(id, seen);
      else if (kind === 'overload') this.#starts.tripped(id, seen.et);
    if (this.#halts(signals, seen.et)) return;
    if (seen.undervoltage) return this.#waitForPower(seen.et);
    if (signals.some(({ kind }) => kind === 'powerRestored') && this.#sleep.restsInWeakSun(seen)) return;
    this.#tend(seen);
    if (this.#sleep.asleep) {
      if (this.#sleep.wakes(seen, signals)) this.#goSafe(seen.et, 'check-out after sleep');
      return;
    }
    const replan = this.#look(seen, signals);
    // a monitor may have put it to sleep
    if (this.#sleep.asleep) return;
    this.#runner.endFinished(seen.et);
    if (this.#s.mode === 'safe' && seen.et < this.#s.safeUntil) return this.#useLinks();
    if (this.#plans.wanted(replan || this.#s.mode === 'safe', seen.et)) {
      this.#plans.make();
      this.#tend(seen);
    }
    this.#follow(seen.et);
    if (this.#s.mode === 'nominal' || this.#s.mode === 'reduced') this.#heaters.preheat();
  }

  #tend(seen: Telemetry): void {
    const awake = this.#s.mode === 'nominal' || this.#s.mode === 'reduced';
    this.#upkeep.tend(seen, this.#starts.ahead(), awake);
  }

  /** The plan counts with power that does not come, or without some that does. Asleep it looks at once whether that wakes it. */
  #planAnew(now: number): void {
    this.#s.nextReplan = now;
    if (this.#s.mode === 'sleep') this.#s.nextMonitor = now;
  }

  /** Without its computer it is not there: it stops with it, and looks anew when it boots. */
  #halts(signals: readonly Signal[], now: number): boolean {
    const has = (kind: Signal['kind']) => signals.some((signal) => signal.kind === kind);
    if (has('computerDead') && !this.#s.halted) {
      this.#runner.abort(now, 'the computer died');
      this.#modes.enter('sleep', now, 'the computer is dead');
      this.#s.halted = true;
    }
    if (!this.#s.halted || !has('booted')) return this.#s.halted;
    this.#s.halted = false;
    this.#s.nextMonitor = now;
    return false;
  }

  finish(): ExecutiveRecord {
    const now = this.#o.port.telemetry().et;
    this.#modes.lastsTo(now);
    this.#runner.endFinished(now);
    this.#runner.abort(now, 'the run ended');
    return {
      modes: this.#s.modes.filter(({ fromEt, toEt }) => toEt > fromEt),
      executions: this.#runner.executions,
      notMet: this.#runner.notMet(),
      replans: this.#s.replans,
      plannedValue: this.#s.plannedValue,
      greedyValue: this.#s.greedyValue,
    };
  }

  #hear(signal: Signal, seen: Telemetry): void {
    const said = signalText(signal);
    const batteryFraction = roundFigure(seen.batteryJ / seen.batteryCapacityJ);
    if (said !== null) this.#say(said.severity, signal.kind, said.text, signal.id, { batteryFraction });
  }

  /** Nothing is lost: what a full store cannot take is not measured. */
  #stopFilling(boxId: string, seen: Telemetry): void {
    const { model } = this.#o;
    const locked = boxId === 'store' ? seen.links.filter((link) => link.locked).map(({ id }) => id) : [];
    const outBitS = model.links.reduce((sum, link) => sum + (locked.includes(link.id) ? rateAt(link, seen.et) : 0), 0);
    const stopped = new Set(toStop(boxId, outBitS, { model, running: this.#runner.running }).map(({ id }) => id));
    if (stopped.size > 0) this.#runner.abort(seen.et, 'the data store is full', ({ id }) => stopped.has(id));
  }

  /** Compares telemetry with what was expected and draws the consequences; true when the plan no longer holds. */
  #look(seen: Telemetry, signals: readonly Signal[]): boolean {
    if (seen.et < this.#s.nextMonitor && !signals.some(({ kind }) => URGENT.has(kind))) return false;
    this.#s.nextMonitor = seen.et + this.#o.policy.monitorS;
    const changed = this.#compare(seen, this.#plans.expectedJ(seen.et));
    const { activities } = this.#o.port.telemetry();
    this.#runner.verify(seen.et, activities);
    return changed || signals.some(({ kind }) => kind === 'batteryWatch' || kind === 'overload');
  }

  /** Residuals, their likeliest causes, and what is done about each; true when the plan no longer holds. */
  #compare(seen: Telemetry, batteryJ: number | null): boolean {
    return this.#has.faultProtection && this.#faults.judge(seen, batteryJ, this.#s.level);
  }

  #sleepKeeper(): SleepKeeper {
    const [keeper, runner, plans] = [this.#keeper, this.#runner, this.#plans];
    const [modes, heaters] = [this.#modes, this.#heaters];
    const judge = (seen: Telemetry) => void this.#compare(seen, null);
    return new SleepKeeper(this.#s, this.#o, { keeper, runner, plans, modes, heaters, judge }, this.#say);
  }

  #answers(): Answers {
    return {
      restart: (now) => this.#restart(now),
      abortInstrument: (id, now) =>
        this.#runner.abort(now, `instrument ${id} failed`, ({ instrumentId }) => instrumentId === id),
      shed: (untilEt) => {
        this.#s.shedUntil = untilEt;
      },
      safe: (now, why) => this.#goSafe(now, why),
      sleep: (now, untilEt, why) => this.#sleep.begin(now, untilEt, why),
    };
  }

  /** After one restart activities go on from the checkpoint; a second within a day looks like more than chance. */
  #restart(now: number): void {
    const again = now - this.#s.lastReset < 86400;
    this.#s.lastReset = now;
    if (again || this.#s.mode === 'safe') this.#goSafe(now, 'the computer restarted');
    else this.#runner.resume(now);
  }

  #goSafe(now: number, why: string): void {
    this.#runner.abort(now, why);
    this.#modes.enter('safe', now, why);
    this.#s.safeUntil = now + this.#o.policy.checkoutS;
    this.#modes.setLevel(this.#modes.lean);
  }

  #waitForPower(now: number): void {
    this.#runner.abort(now, 'the battery was empty');
    this.#modes.enter('safe', now, 'no voltage on the bus');
    this.#s.safeUntil = now + this.#o.policy.checkoutS;
    this.#s.nextMonitor = now + this.#o.policy.monitorS;
    this.#s.nextLink = Infinity;
  }

  /** Level, activities and links as the plan has them now. */
  #follow(now: number): void {
    const sleepEnd = this.#plans.sleepEnd(now);
    if (sleepEnd !== null) return this.#sleep.begin(now, sleepEnd);
    const planned = this.#plans.stretchAt(now)?.level ?? 0;
    const level = now < this.#s.shedUntil ? Math.max(planned, this.#modes.lean) : planned;
    this.#modes.followLevel(level, now);
    this.#starts.begin(now);
    this.#useLinks();
  }

  #useLinks(): void {
    const { model, port } = this.#o;
    const { beliefs } = this.#keeper;
    const linkDownUntil = { ...beliefs.linkDownUntil };
    // one that has just taken more than the bus could give would do so again at once
    for (const { id } of model.links)
      linkDownUntil[id] = Math.max(linkDownUntil[id] ?? -Infinity, this.#s.trippedUntil.get(id) ?? -Infinity);
    this.#s.nextLink = controlLinks(model, { ...beliefs, linkDownUntil }, port, port.telemetry());
  }

  readonly #say: Say = (severity, type, text, source, values) => {
    const { et } = this.#o.port.telemetry();
    this.#o.log({ et, severity, source, type, text, ...(values === undefined ? {} : { values }) });
  };
}
