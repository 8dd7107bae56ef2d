import type { Signal, Telemetry } from '../station/index.ts';
import { restoreSnapshot, takeSnapshot, type Fixed, type Snapshot } from '../jobs/index.ts';
import { allAutonomy, type AutonomyPart } from './autonomy-options.ts';
import { ActivityRunner } from './activity-runner.ts';
import { BeliefKeeper } from './belief-keeper.ts';
import { believedModel } from './believed-model.ts';
import type {
  Executive,
  ExecutiveOptions,
  ExecutiveRecord,
  ExecutiveView,
  Mode,
  Outlook,
  Say,
} from './executive-types.ts';
import { createExecutiveState, type ExecutiveState } from './executive-state.ts';
import { controlLinks } from './link-control.ts';
import { switchToLevel } from './load-switch.ts';
import { FaultAnswers, type Answers } from './fault-answers.ts';
import { INSTRUMENT_RETRY_S } from './monitor.ts';
import { persistentModel } from './persistent-model.ts';
import { PlanKeeper } from './plan-keeper.ts';
import { inTheWay } from './readiness.ts';
import { heatingAsleep, heatingBeforeNight, type HeaterSettings } from './night-heat.ts';
import type { Request } from './request.ts';
import { HEATING_TEXTS, signalText, URGENT } from './signal-texts.ts';
import { roundFigure } from './round-figure.ts';
import { wakePowerW, type StationModel } from './station-model.ts';
import { Upkeep } from './upkeep/index.ts';
import { fitsStore, toStop } from './store-room.ts';
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
/** After an empty battery it rests so long at most before it looks again. */
const WEAK_SUN_S = 24 * 3600;
/** The clock wakes so long after the Sun should have: it may come weaker than expected. */
const CLOCK_MARGIN_S = 6 * 3600;
/** What has no room in the store is planned anew so often. */
const STORE_REPLAN_S = 24 * 3600;
const STORE = 'the data store';
/** Warmth from so long before a night is still there in it. */
const PREHEAT_S = 3 * 86400;
/** Less is left of the night's energy than was thought. */
const LESS_ENERGY: ReadonlySet<Signal['kind']> = new Set(['batteryWatch', 'belowFloor']);

class StationExecutive implements Executive {
  readonly #o: ExecutiveOptions;
  readonly #s: ExecutiveState;
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #faults: FaultAnswers;
  readonly #plans: PlanKeeper;
  readonly #upkeep: Upkeep;
  readonly #lean: number;
  readonly #asleep: number;
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
    this.#asleep = model.levels.length - 1;
    this.#lean = model.levels.length - 2;
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
    const start = this.#s.plan?.activities.find(({ request, startEt }) => this.#mayStart(request.id) && (startEt > now || this.#inTheWay(request, now) === null))?.startEt ?? Infinity; // prettier-ignore
    const change = this.#s.plan?.levels.find(({ fromEt }) => fromEt > now)?.fromEt ?? Infinity;
    const plan = this.#has.replan ? this.#s.nextReplan : (this.#s.plan?.toEt ?? now);
    return Math.min(soon, plan, this.#runner.nextEndEt(), this.#runner.nextCheckEt(), Math.max(start, now), change);
  }

  step(signals: readonly Signal[]): void {
    const seen = this.#o.port.telemetry();
    this.#s.callsNow = seen.et > this.#s.modes.at(-1)!.toEt ? 0 : this.#s.callsNow + 1;
    this.#s.modes.at(-1)!.toEt = seen.et;
    for (const signal of signals) this.#hear(signal, seen);
    if (this.#upkeep.hear(signals)) this.#planAnew(seen.et);
    for (const { kind, id } of signals)
      if (kind === 'storeFull' || kind === 'partitionFull') this.#stopFilling(id, seen);
    if (this.#halts(signals, seen.et)) return;
    if (seen.undervoltage) return this.#waitForPower(seen.et);
    if (signals.some(({ kind }) => kind === 'powerRestored') && this.#restWeakSun(seen)) return;
    this.#tend(seen);
    if (this.#s.mode === 'sleep') return this.#watchNight(seen, signals);
    const replan = this.#look(seen, signals);
    if (this.#sleeping()) return;
    this.#runner.endFinished(seen.et);
    if (this.#s.mode === 'safe' && seen.et < this.#s.safeUntil) return this.#useLinks();
    if (this.#plans.wanted(replan || this.#s.mode === 'safe', seen.et)) {
      this.#plans.make();
      this.#tend(seen);
    }
    this.#follow(seen.et);
    if (this.#s.mode === 'nominal' || this.#s.mode === 'reduced') this.#preheat();
  }

  #tend(seen: Telemetry): void {
    const next = (this.#s.plan?.activities ?? []).filter(({ request }) => this.#mayStart(request.id));
    const awake = this.#s.mode === 'nominal' || this.#s.mode === 'reduced';
    this.#upkeep.tend(seen, next, awake);
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
      this.#enter('sleep', now, 'the computer is dead');
      this.#s.halted = true;
    }
    if (!this.#s.halted || !has('booted')) return this.#s.halted;
    this.#s.halted = false;
    this.#s.nextMonitor = now;
    return false;
  }

  /** A monitor may have put it to sleep. */
  #sleeping(): boolean {
    return this.#s.mode === 'sleep';
  }

  finish(): ExecutiveRecord {
    const now = this.#o.port.telemetry().et;
    this.#s.modes.at(-1)!.toEt = now;
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

  #answers(): Answers {
    return {
      restart: (now) => this.#restart(now),
      abortInstrument: (id, now) =>
        this.#runner.abort(now, `instrument ${id} failed`, ({ instrumentId }) => instrumentId === id),
      shed: (untilEt) => {
        this.#s.shedUntil = untilEt;
      },
      safe: (now, why) => this.#goSafe(now, why),
      sleep: (now, untilEt, why) => this.#goToSleep(now, untilEt, why),
    };
  }

  /** After one restart activities go on from the checkpoint; a second within a day looks like more than chance. */
  #restart(now: number): void {
    const again = now - this.#s.lastReset < 86400;
    this.#s.lastReset = now;
    if (again || this.#s.mode === 'safe') this.#goSafe(now, 'the computer restarted');
    else this.#runner.resume(now);
  }

  #enter(mode: Mode, now: number, why: string): void {
    if (mode === this.#s.mode) return;
    const severity = mode === 'safe' ? 'warning' : 'info';
    this.#say(severity, 'mode', `${this.#s.mode} -> ${mode}: ${why}`, 'executive', { from: this.#s.mode, to: mode });
    this.#s.mode = mode;
    this.#s.modes.at(-1)!.toEt = now;
    this.#s.modes.push({ fromEt: now, toEt: now, mode });
  }

  /** The station by its design and what has been learnt of it. */
  #believed(): StationModel {
    return believedModel(this.#o.model, this.#keeper.beliefs);
  }

  #setLevel(level: number): void {
    switchToLevel(this.#believed(), this.#o.port, level);
    this.#s.level = level;
  }

  #goSafe(now: number, why: string): void {
    this.#runner.abort(now, why);
    this.#enter('safe', now, why);
    this.#s.safeUntil = now + this.#o.policy.checkoutS;
    this.#setLevel(this.#lean);
  }

  #waitForPower(now: number): void {
    this.#runner.abort(now, 'the battery was empty');
    this.#enter('safe', now, 'no voltage on the bus');
    this.#s.safeUntil = now + this.#o.policy.checkoutS;
    this.#s.nextMonitor = now + this.#o.policy.monitorS;
    this.#s.nextLink = Infinity;
  }

  /** By plan until the Sun is back; with a reason of its own by the clock alone. */
  #goToSleep(now: number, untilEt: number, why?: string): void {
    const { port, utc } = this.#o;
    this.#runner.abort(now, 'the station goes to sleep');
    for (const { id, on } of port.telemetry().links) if (on) port.command({ kind: 'link', id, on: false });
    const reason = why ?? 'the night cannot be powered awake; the Sun is expected';
    this.#enter('sleep', now, `${reason}${why === undefined ? ' at' : ', until'} ${utc(untilEt)}`);
    this.#setLevel(this.#asleep);
    this.#heat();
    this.#s.nextMonitor = why === undefined ? this.#watchSun(untilEt) : untilEt;
  }

  /** Has the Sun wake it, and the clock soon after it should have. A Sun that is still up, and setting, would wake it at once: it is looked at again in an hour. @returns when to look by the clock */
  #watchSun(untilEt: number): number {
    const { port, policy } = this.#o;
    const { et, generationW } = port.telemetry();
    const wakeW = wakePowerW(this.#believed());
    const setting = generationW >= wakeW;
    this.#s.sunsetUntil = setting ? untilEt : -Infinity;
    if (setting) return Math.min(untilEt + CLOCK_MARGIN_S, et + policy.monitorS);
    port.command({ kind: 'watchSun', powerW: wakeW });
    return untilEt + CLOCK_MARGIN_S;
  }

  /** The bus is back, but what the arrays give does not carry the station awake: switched on now it would only empty the battery again. True when it rests. */
  #restWeakSun(seen: Telemetry): boolean {
    if (this.#s.mode === 'sleep' || seen.generationW >= wakePowerW(this.#believed())) return false;
    this.#compare(seen, null);
    this.#goToSleep(seen.et, seen.et + WEAK_SUN_S);
    return true;
  }

  /** Awake before a night that even sleep would not get the battery through: what the Sun gives beside a full battery warms equipment for it. */
  #preheat(): void {
    const { model, policy, port } = this.#o;
    if (!this.#has.lookAhead || !model.thermal?.some(({ preheatK }) => preheatK !== undefined)) return;
    const seen = port.telemetry();
    const ahead = this.#s.plan?.hopelessEt.some((et) => et > seen.et && et < seen.et + PREHEAT_S) ?? false;
    if (!ahead)
      return this.#setHeaters(
        seen,
        model.thermal.map(({ id }) => ({ id, setting: 'operate' })),
      );
    const { settings, shed } = heatingBeforeNight(this.#believed(), this.#keeper.beliefs, seen, policy.monitorS);
    if (shed) this.#s.shedUntil = Math.max(this.#s.shedUntil, seen.et + 2 * policy.monitorS);
    this.#setHeaters(seen, settings);
  }

  #setHeaters({ nodes }: Telemetry, settings: HeaterSettings): void {
    for (const { id, setting } of settings)
      if (nodes.some((node) => node.id === id && node.setting !== setting)) this.#o.port.command({ kind: 'heater', id, setting }); // prettier-ignore
  }

  /** Asleep: heats as the rest of the night wants it, and asks again as long as that is not what it always does. */
  #heat(): void {
    const { port, policy } = this.#o;
    if (!this.#has.lookAhead || this.#o.model.thermal === undefined) return;
    const seen = port.telemetry();
    const { how, settings } = heatingAsleep(this.#believed(), this.#keeper.beliefs, seen, policy.monitorS);
    if (how !== this.#s.heating) this.#say('info', 'heating', HEATING_TEXTS[how], 'executive');
    this.#s.heating = how;
    this.#s.nextHeat = how === 'survive' ? Infinity : seen.et + policy.monitorS;
    this.#setHeaters(seen, settings);
  }

  /** Asleep: the Sun wakes it, or the clock, after which it looks and may sleep on. */
  #watchNight(seen: Telemetry, signals: readonly Signal[]): void {
    if (seen.et >= Math.min(this.#s.nextHeat, this.#s.nextMonitor) || signals.some(({ kind }) => LESS_ENERGY.has(kind))) this.#heat(); // prettier-ignore
    const sun = signals.some(({ kind }) => kind === 'sunWatch');
    if (!sun && seen.et < this.#s.nextMonitor) return;
    if (!sun && seen.et < this.#s.sunsetUntil) {
      this.#s.nextMonitor = this.#watchSun(this.#s.sunsetUntil);
      return;
    }
    if (!sun) {
      this.#compare(seen, null);
      if (this.#s.mode !== 'sleep') return;
      if (this.#plans.wanted(true, seen.et)) this.#plans.make();
      const end = this.#plans.sleepEnd(seen.et);
      if (end !== null) {
        this.#s.nextMonitor = this.#watchSun(end);
        return;
      }
    }
    this.#say('info', 'wake', `woken by the ${sun ? 'Sun' : 'clock'}: check-out begins`, 'executive');
    this.#o.port.command({ kind: 'watchSun', powerW: null });
    this.#s.nextMonitor = seen.et;
    this.#goSafe(seen.et, 'check-out after sleep');
  }

  /** What the station has refused is not asked for again before the next plan. */
  #mayStart(requestId: string): boolean {
    return this.#runner.mayStart(requestId) && !this.#s.refused.has(requestId);
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

  /** Level, activities and links as the plan has them now. */
  #follow(now: number): void {
    const sleepEnd = this.#plans.sleepEnd(now);
    if (sleepEnd !== null) return this.#goToSleep(now, sleepEnd);
    const planned = this.#plans.stretchAt(now)?.level ?? 0;
    const level = now < this.#s.shedUntil ? Math.max(planned, this.#lean) : planned;
    if (level !== this.#s.level || this.#s.mode === 'safe') this.#setLevel(level);
    const shed = this.#o.model.levels[level]!.off.join(', ');
    this.#enter(
      level === 0 ? 'nominal' : 'reduced',
      now,
      level === 0 ? 'power for all loads' : `shed for the night: ${shed}`,
    );
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
    this.#useLinks();
  }

  #useLinks(): void {
    const { model, port } = this.#o;
    this.#s.nextLink = controlLinks(model, this.#keeper.beliefs, port, port.telemetry());
  }

  readonly #say: Say = (severity, type, text, source, values) => {
    const { et } = this.#o.port.telemetry();
    this.#o.log({ et, severity, source, type, text, ...(values === undefined ? {} : { values }) });
  };
}
