import type { Signal, Telemetry } from '../station/index.ts';
import { restoreSnapshot, takeSnapshot, type Fixed, type Snapshot } from '../jobs/index.ts';
import { allAutonomy, type AutonomyPart } from './autonomy-options.ts';
import { ActivityRunner } from './activity-runner.ts';
import { BeliefKeeper } from './belief-keeper.ts';
import type { Executive, ExecutiveOptions, ExecutiveRecord, ExecutiveView, Mode, Say } from './executive-types.ts';
import { BIN_S } from './bins.ts';
import { createExecutiveState, type ExecutiveState } from './executive-state.ts';
import { controlLinks } from './link-control.ts';
import { switchToLevel } from './load-switch.ts';
import type { Wish } from './fault-protection/arbiter.ts';
import { MONITOR_OF } from './fault-protection/fault-protection.ts';
import { FaultProtection, RESIDUAL_MONITORS, type MonitorSpec, type Verdict } from './fault-protection/index.ts';
import { compare, INSTRUMENT_RETRY_S, judgedArrays } from './monitor.ts';
import type { Plan } from './plan.ts';
import { persistentModel } from './persistent-model.ts';
import { plan } from './planner.ts';
import { signalText, URGENT } from './signal-texts.ts';
import { wakePowerW } from './station-model.ts';

/**
 * The executive: plan, act, look, compare, plan again. It starts and stops what the plan says, sheds load and sleeps through the nights that the plan cannot power,
 * wakes by the Sun, checks out and resumes; what telemetry shows that was not expected changes its beliefs and the plan.
 *
 * With `saved`, what {@link Executive.save} gave, it goes on where that one was: the same options must be handed over.
 */
export function createExecutive(options: ExecutiveOptions, saved?: Snapshot): Executive {
  return new StationExecutive(options, saved);
}

const NO_WISHES = { granted: [], refused: [] } as const;
/** So many activities of a plan are shown to somebody who looks. */
const VIEWED = 5;
/** Far above what one instant needs (a signal, a start, an end, a replan). */
const MOST_CALLS = 100;
/** After an empty battery it rests so long at most before it looks again. */
const WEAK_SUN_S = 24 * 3600;
/** Without look-ahead a plan is made anew so often. */
const BLIND_REPLAN_S = 24 * 3600;
/** The clock wakes so long after the Sun should have: it may come weaker than expected. */
const CLOCK_MARGIN_S = 6 * 3600;

/** Why a plan stops what runs. */
const TOO_LITTLE = {
  sleep: 'the station has to sleep before its end',
  power: 'there is too little power',
  store: 'the data store would overflow',
  battery: 'the battery would not last',
} as const satisfies Record<Plan['dropped'][number]['why'], string>;

class StationExecutive implements Executive {
  readonly #o: ExecutiveOptions;
  readonly #s: ExecutiveState;
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #protection: FaultProtection;
  readonly #monitors: readonly MonitorSpec[];
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
    this.#monitors = options.monitors ?? RESIDUAL_MONITORS;
    this.#protection = new FaultProtection(this.#s.protection, this.#monitors, options.parameters ?? []);
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
    return { mode, level, beliefs: this.#keeper.beliefs, running, next };
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
    if (this.#s.mode === 'sleep') return this.#s.nextMonitor;
    const shed = this.#s.shedUntil > now ? this.#s.shedUntil : Infinity;
    const soon = Math.min(this.#s.nextMonitor, this.#s.nextLink, shed);
    if (this.#s.mode === 'safe') return Math.min(soon, this.#s.safeUntil);
    const start = this.#s.plan?.activities.find(({ request }) => this.#mayStart(request.id))?.startEt ?? Infinity;
    const change = this.#s.plan?.levels.find(({ fromEt }) => fromEt > now)?.fromEt ?? Infinity;
    const plan = this.#has.replan ? this.#s.nextReplan : (this.#s.plan?.toEt ?? now);
    return Math.min(soon, plan, this.#runner.nextEndEt(), this.#runner.nextCheckEt(), Math.max(start, now), change);
  }

  step(signals: readonly Signal[]): void {
    const seen = this.#o.port.telemetry();
    this.#s.callsNow = seen.et > this.#s.modes.at(-1)!.toEt ? 0 : this.#s.callsNow + 1;
    this.#s.modes.at(-1)!.toEt = seen.et;
    for (const signal of signals) this.#hear(signal, seen);
    if (seen.undervoltage) return this.#waitForPower(seen.et);
    if (signals.some(({ kind }) => kind === 'powerRestored') && this.#restWeakSun(seen)) return;
    if (this.#s.mode === 'sleep') return this.#watchNight(seen, signals);
    const replan = this.#look(seen, signals);
    if (this.#sleeping()) return;
    this.#runner.endFinished(seen.et);
    if (this.#s.mode === 'safe' && seen.et < this.#s.safeUntil) return this.#useLinks();
    if (this.#wantsPlan(replan || this.#s.mode === 'safe', seen.et)) this.#replan();
    this.#follow(seen.et);
  }

  /** A monitor may have put it to sleep. */
  #sleeping(): boolean {
    return this.#s.mode === 'sleep';
  }

  /** A plan is made when the last has run out; and, with replanning, when it no longer holds. */
  #wantsPlan(surprised: boolean, now: number): boolean {
    if (this.#has.replan) return surprised || now >= this.#s.nextReplan;
    return this.#s.plan === null || now >= this.#s.plan.toEt;
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
    const batteryFraction = round(seen.batteryJ / seen.batteryCapacityJ);
    if (said !== null) this.#say(said.severity, signal.kind, said.text, signal.id, { batteryFraction });
  }

  /** Compares telemetry with what was expected and draws the consequences; true when the plan no longer holds. */
  #look(seen: Telemetry, signals: readonly Signal[]): boolean {
    if (seen.et < this.#s.nextMonitor && !signals.some(({ kind }) => URGENT.has(kind))) return false;
    this.#s.nextMonitor = seen.et + this.#o.policy.monitorS;
    const changed = this.#compare(seen, this.#expectedJ(seen.et));
    const { activities } = this.#o.port.telemetry();
    this.#runner.verify(seen.et, activities);
    return changed || signals.some(({ kind }) => kind === 'batteryWatch' || kind === 'overload');
  }

  /** Residuals, their likeliest causes, and what is done about each; true when the plan no longer holds. */
  #compare(seen: Telemetry, batteryJ: number | null): boolean {
    if (!this.#has.faultProtection) return false;
    const { beliefs, boots } = this.#keeper;
    const { model } = this.#o;
    const findings = compare(model, { beliefs, bootCount: boots, batteryJ }, seen, this.#monitors);
    const verdict = this.#protection.judge(findings, judgedArrays(model, seen.et), seen);
    if (verdict.explained.length > 0 || verdict.diagnoses.length > 1) this.#sayDiagnosis(verdict);
    const wishes = this.#wishes(verdict);
    const ruling = wishes.length === 0 ? NO_WISHES : this.#protection.arbitrate(wishes, seen.et);
    const waits = new Set(ruling.refused.filter(({ wish }) => wish.tier === 'spare').map(({ wish }) => wish.by));
    // whatever explains it: a battery that is lower than the plan has it needs another plan
    let replan = verdict.explained.some(({ kind }) => kind === 'batteryLow');
    for (const finding of verdict.conclude) {
      if (waits.has(`${finding.kind}:${finding.id}`)) continue;
      const consequence = this.#keeper.conclude(finding, seen.et);
      replan ||= consequence !== 'none';
      if (consequence === 'restart') this.#restart(seen.et);
      if (consequence === 'abortInstrument')
        this.#runner.abort(
          seen.et,
          `instrument ${finding.id} failed`,
          ({ instrumentId }) => instrumentId === finding.id,
        );
    }
    for (const wish of ruling.granted) this.#respond(wish, verdict, seen.et);
    return replan || ruling.granted.some(({ tier }) => tier === 'shed');
  }

  #wishes({ conclude, alarms }: Verdict): Wish[] {
    const found = conclude.flatMap(({ kind, id }): Wish[] => {
      const monitor = this.#monitors.find((one) => one.id === MONITOR_OF[kind]);
      if (monitor === undefined || monitor.response === 'mask') return [];
      return [{ by: `${kind}:${id}`, tier: monitor.response, component: id, settleS: monitor.settleS }];
    });
    const alarmed = alarms.map(({ monitor: { id, parameter, response, settleS } }): Wish => {
      return { by: id, tier: response, component: parameter?.split('.')[0] ?? 'station', settleS };
    });
    return [...found, ...alarmed];
  }

  /** A response that the arbiter has granted. A spare unit is taken where the finding is concluded. */
  #respond({ by, tier }: Wish, { alarms }: Verdict, now: number): void {
    const alarm = alarms.find(({ monitor }) => monitor.id === by);
    const why = alarm?.text ?? by;
    if (alarm !== undefined) this.#say('warning', 'monitor', `${why}: ${tier}`, by, { value: round(alarm.value) });
    if (tier === 'shed') this.#s.shedUntil = now + (alarm?.monitor.settleS ?? this.#o.policy.checkoutS);
    if (tier === 'safe') this.#goSafe(now, why);
    if (tier === 'sleep') this.#goToSleep(now, now + (alarm?.monitor.settleS ?? this.#o.policy.checkoutS), why);
  }

  #sayDiagnosis({ diagnoses, explained }: Verdict): void {
    const name = ({ faults }: Verdict['diagnoses'][number]) => faults.map(({ id }) => id).join(' and ');
    const [best, ...others] = diagnoses;
    const also = explained.map(({ kind, id }) => `${kind}:${id}`);
    const rest = others.length === 0 ? '' : `; possible too: ${others.slice(0, 3).map(name).join(', or ')}`;
    const shows = also.length === 0 ? '' : `, which also shows as ${also.join(', ')}`;
    this.#say('info', 'diagnosis', `${name(best!)}${shows}${rest}`, 'executive');
  }

  /** Stored energy by the plan; null when there is no plan for this instant. */
  #expectedJ(et: number): number | null {
    // without an almanac the battery is never where the plan expects it: the watch on its level has to do
    if (this.#s.plan === null || this.#s.mode === 'safe' || !this.#has.lookAhead) return null;
    const at = (et - this.#s.plan.fromEt) / BIN_S;
    const bin = Math.floor(at);
    const [a, b] = [this.#s.plan.energyJ[bin], this.#s.plan.energyJ[bin + 1]];
    return a === undefined || b === undefined ? null : a + (b - a) * (at - bin);
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

  #setLevel(level: number): void {
    switchToLevel(this.#o.model, this.#o.port, level);
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
    const { port, model, utc } = this.#o;
    this.#runner.abort(now, 'the station goes to sleep');
    for (const { id, on } of port.telemetry().links) if (on) port.command({ kind: 'link', id, on: false });
    const reason = why ?? 'the night cannot be powered awake; the Sun is expected';
    this.#enter('sleep', now, `${reason}${why === undefined ? ' at' : ', until'} ${utc(untilEt)}`);
    this.#setLevel(this.#asleep);
    if (why === undefined) port.command({ kind: 'watchSun', powerW: wakePowerW(model) });
    this.#s.nextMonitor = why === undefined ? untilEt + CLOCK_MARGIN_S : untilEt;
  }

  /** The bus is back, but what the arrays give does not carry the station awake: switched on now it would only empty the battery again. True when it rests. */
  #restWeakSun(seen: Telemetry): boolean {
    if (this.#s.mode === 'sleep' || seen.generationW >= wakePowerW(this.#o.model)) return false;
    this.#compare(seen, null);
    this.#goToSleep(seen.et, seen.et + WEAK_SUN_S);
    return true;
  }

  /** Asleep: the Sun wakes it, or the clock, after which it looks and may sleep on. */
  #watchNight(seen: Telemetry, signals: readonly Signal[]): void {
    const sun = signals.some(({ kind }) => kind === 'sunWatch');
    if (!sun && seen.et < this.#s.nextMonitor) return;
    if (!sun) {
      this.#compare(seen, null);
      if (this.#s.mode !== 'sleep') return;
      if (this.#wantsPlan(true, seen.et)) this.#replan();
      const end = this.#sleepEnd(seen.et);
      this.#s.nextMonitor = (end ?? seen.et) + CLOCK_MARGIN_S;
      if (end !== null) return;
    }
    this.#say('info', 'wake', `woken by the ${sun ? 'Sun' : 'clock'}: check-out begins`, 'executive');
    this.#o.port.command({ kind: 'watchSun', powerW: null });
    this.#s.nextMonitor = seen.et;
    this.#goSafe(seen.et, 'check-out after sleep');
  }

  #replan(): void {
    const { model, policy, port, utc } = this.#o;
    const seen = port.telemetry();
    const made = plan(
      {
        model: this.#has.lookAhead ? model : persistentModel(model, seen),
        beliefs: this.#keeper.beliefs,
        nowEt: seen.et,
        horizonS: policy.horizonS,
        batteryJ: seen.batteryJ,
        storeBit: seen.storeBit,
        coldJ: this.#coldJ(seen),
        requests: this.#runner.pending(seen.et, policy.horizonS),
        running: this.#runner.running,
        done: this.#runner.done,
        utc,
      },
      { greedy: !this.#has.search },
    );
    this.#s.plan = made;
    this.#s.replans += 1;
    this.#s.plannedValue += made.value;
    this.#s.greedyValue += made.greedyValue;
    this.#s.nextReplan = seen.et + (this.#has.lookAhead ? policy.horizonS / 3 : BLIND_REPLAN_S);
    this.#s.refused.clear();
    this.#report(made);
    this.#runner.note(made);
    for (const { requestId, why } of made.dropped)
      this.#runner.abort(seen.et, TOO_LITTLE[why], ({ id }) => id === requestId);
  }

  #report({ activities, notPlaced, value, greedyValue, toEt, hopelessEt }: Plan): void {
    const { utc } = this.#o;
    const figures = { activities: activities.length, notPlaced: notPlaced.length };
    this.#say('info', 'plan', `planned ${activities.length} activities to ${utc(toEt)}`, 'planner', {
      ...figures,
      value: round(value),
      greedyValue: round(greedyValue),
    });
    const first = hopelessEt[0];
    if (first !== undefined)
      this.#say('alarm', 'hopeless', `even asleep the battery falls under its floor about ${utc(first)}`, 'planner');
  }

  /** Heat to the operating temperatures of all nodes. */
  #coldJ(seen: Telemetry): number {
    return this.#o.model.nodes.reduce((sum, { id, heatCapacityJK, operateK }) => {
      const tempK = seen.nodes.find((one) => one.id === id)?.tempK ?? operateK;
      return sum + heatCapacityJK * Math.max(0, operateK - tempK);
    }, 0);
  }

  /** What the station has refused is not asked for again before the next plan. */
  #mayStart(requestId: string): boolean {
    return this.#runner.mayStart(requestId) && !this.#s.refused.has(requestId);
  }

  #stretchAt(et: number) {
    return this.#s.plan?.levels.find(({ fromEt, toEt }) => fromEt <= et && et < toEt);
  }

  /** End of the planned sleep at `et`, or null when awake by plan. */
  #sleepEnd(et: number): number | null {
    const stretch = this.#stretchAt(et);
    return stretch?.level === this.#asleep ? stretch.toEt : null;
  }

  /** Level, activities and links as the plan has them now. */
  #follow(now: number): void {
    const sleepEnd = this.#sleepEnd(now);
    if (sleepEnd !== null) return this.#goToSleep(now, sleepEnd);
    const planned = this.#stretchAt(now)?.level ?? 0;
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
      if (this.#runner.start(request, now)) continue;
      this.#s.refused.add(request.id);
      if (this.#has.faultProtection) this.#keeper.distrust(request.instrumentId, now + INSTRUMENT_RETRY_S);
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

/** Figures of the log keep six decimals. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
