import type { Signal, Telemetry } from '../station/index.ts';
import { ActivityRunner } from './activity-runner.ts';
import { BeliefKeeper } from './belief-keeper.ts';
import type { Executive, ExecutiveOptions, ExecutiveRecord, Mode, Say } from './executive-types.ts';
import { BIN_S } from './bins.ts';
import { controlLinks } from './link-control.ts';
import { switchToLevel } from './load-switch.ts';
import { compare, INSTRUMENT_RETRY_S } from './monitor.ts';
import type { Plan } from './plan.ts';
import { plan } from './planner.ts';
import { signalText, URGENT } from './signal-texts.ts';
import { wakePowerW } from './station-model.ts';

/**
 * The executive: plan, act, look, compare, plan again. It starts and stops what the plan says, sheds load and sleeps through the nights that the plan cannot power,
 * wakes by the Sun, checks out and resumes; what telemetry shows that was not expected changes its beliefs and the plan.
 */
export function createExecutive(options: ExecutiveOptions): Executive {
  return new StationExecutive(options);
}

/** Far above what one instant needs (a signal, a start, an end, a replan). */
const MOST_CALLS = 100;
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
  readonly #keeper: BeliefKeeper;
  readonly #runner: ActivityRunner;
  readonly #lean: number;
  readonly #asleep: number;
  readonly #modes: { fromEt: number; toEt: number; mode: Mode }[] = [];
  #plan: Plan | null = null;
  #mode: Mode = 'nominal';
  #level = 0;
  #safeUntil = -Infinity;
  #nextMonitor: number;
  #nextReplan: number;
  #nextLink = Infinity;
  #lastReset = -Infinity;
  #callsNow = 0;
  #replans = 0;
  #plannedValue = 0;
  #greedyValue = 0;

  constructor(options: ExecutiveOptions) {
    const { model, port } = options;
    this.#o = options;
    this.#keeper = new BeliefKeeper(model, port, this.#say);
    this.#runner = new ActivityRunner(options, this.#say);
    this.#asleep = model.levels.length - 1;
    this.#lean = model.levels.length - 2;
    this.#nextMonitor = model.startEt;
    this.#nextReplan = model.startEt;
    this.#modes.push({ fromEt: model.startEt, toEt: model.startEt, mode: 'nominal' });
  }

  nextEt(): number {
    const now = this.#modes.at(-1)!.toEt;
    const wanted = this.#wantedEt(now);
    // whatever goes wrong, time must pass: after many calls at one instant the next comes a minute later
    return this.#callsNow > MOST_CALLS ? Math.max(wanted, now + 60) : wanted;
  }

  #wantedEt(now: number): number {
    if (this.#mode === 'sleep') return this.#nextMonitor;
    const soon = Math.min(this.#nextMonitor, this.#nextLink);
    if (this.#mode === 'safe') return Math.min(soon, this.#safeUntil);
    const start = this.#plan?.activities.find(({ request }) => this.#runner.mayStart(request.id))?.startEt ?? Infinity;
    const change = this.#plan?.levels.find(({ fromEt }) => fromEt > now)?.fromEt ?? Infinity;
    return Math.min(soon, this.#nextReplan, this.#runner.nextEndEt(), Math.max(start, now), change);
  }

  step(signals: readonly Signal[]): void {
    const seen = this.#o.port.telemetry();
    this.#callsNow = seen.et > this.#modes.at(-1)!.toEt ? 0 : this.#callsNow + 1;
    this.#modes.at(-1)!.toEt = seen.et;
    for (const signal of signals) this.#hear(signal, seen);
    if (seen.undervoltage) return this.#waitForPower(seen.et);
    if (this.#mode === 'sleep') return this.#watchNight(seen, signals);
    const replan = this.#look(seen, signals);
    this.#runner.endFinished(seen.et);
    if (this.#mode === 'safe' && seen.et < this.#safeUntil) return this.#useLinks();
    if (replan || this.#mode === 'safe' || seen.et >= this.#nextReplan) this.#replan();
    this.#follow(seen.et);
  }

  finish(): ExecutiveRecord {
    const now = this.#o.port.telemetry().et;
    this.#modes.at(-1)!.toEt = now;
    this.#runner.endFinished(now);
    this.#runner.abort(now, 'the run ended');
    return {
      modes: this.#modes.filter(({ fromEt, toEt }) => toEt > fromEt),
      executions: this.#runner.executions,
      notMet: this.#runner.notMet(),
      replans: this.#replans,
      plannedValue: this.#plannedValue,
      greedyValue: this.#greedyValue,
    };
  }

  #hear(signal: Signal, seen: Telemetry): void {
    const said = signalText(signal);
    const batteryFraction = round(seen.batteryJ / seen.batteryCapacityJ);
    if (said !== null) this.#say(said.severity, signal.kind, said.text, signal.id, { batteryFraction });
  }

  /** Compares telemetry with what was expected and draws the consequences; true when the plan no longer holds. */
  #look(seen: Telemetry, signals: readonly Signal[]): boolean {
    if (seen.et < this.#nextMonitor && !signals.some(({ kind }) => URGENT.has(kind))) return false;
    this.#nextMonitor = seen.et + this.#o.policy.monitorS;
    const changed = this.#compare(seen, this.#expectedJ(seen.et));
    const { activities } = this.#o.port.telemetry();
    this.#runner.abort(seen.et, 'the station stopped it', (_, id) => !activities.includes(id));
    return changed || signals.some(({ kind }) => kind === 'batteryWatch' || kind === 'overload');
  }

  #compare(seen: Telemetry, batteryJ: number | null): boolean {
    const { beliefs, boots } = this.#keeper;
    let replan = false;
    for (const finding of compare(this.#o.model, { beliefs, bootCount: boots, batteryJ }, seen)) {
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
    return replan;
  }

  /** Stored energy by the plan; null when there is no plan for this instant. */
  #expectedJ(et: number): number | null {
    if (this.#plan === null || this.#mode === 'safe') return null;
    const at = (et - this.#plan.fromEt) / BIN_S;
    const bin = Math.floor(at);
    const [a, b] = [this.#plan.energyJ[bin], this.#plan.energyJ[bin + 1]];
    return a === undefined || b === undefined ? null : a + (b - a) * (at - bin);
  }

  /** After one restart activities go on from the checkpoint; a second within a day looks like more than chance. */
  #restart(now: number): void {
    const again = now - this.#lastReset < 86400;
    this.#lastReset = now;
    if (again || this.#mode === 'safe') this.#goSafe(now, 'the computer restarted');
    else this.#runner.resume(now);
  }

  #enter(mode: Mode, now: number, why: string): void {
    if (mode === this.#mode) return;
    const severity = mode === 'safe' ? 'warning' : 'info';
    this.#say(severity, 'mode', `${this.#mode} -> ${mode}: ${why}`, 'executive', { from: this.#mode, to: mode });
    this.#mode = mode;
    this.#modes.at(-1)!.toEt = now;
    this.#modes.push({ fromEt: now, toEt: now, mode });
  }

  #setLevel(level: number): void {
    switchToLevel(this.#o.model, this.#o.port, level);
    this.#level = level;
  }

  #goSafe(now: number, why: string): void {
    this.#runner.abort(now, why);
    this.#enter('safe', now, why);
    this.#safeUntil = now + this.#o.policy.checkoutS;
    this.#setLevel(this.#lean);
  }

  #waitForPower(now: number): void {
    this.#runner.abort(now, 'the battery was empty');
    this.#enter('safe', now, 'no voltage on the bus');
    this.#safeUntil = now + this.#o.policy.checkoutS;
    this.#nextMonitor = now + this.#o.policy.monitorS;
    this.#nextLink = Infinity;
  }

  #goToSleep(now: number, untilEt: number): void {
    const { port, model, utc } = this.#o;
    this.#runner.abort(now, 'the station goes to sleep');
    for (const { id, on } of port.telemetry().links) if (on) port.command({ kind: 'link', id, on: false });
    this.#enter('sleep', now, `the night cannot be powered awake; the Sun is expected at ${utc(untilEt)}`);
    this.#setLevel(this.#asleep);
    port.command({ kind: 'watchSun', powerW: wakePowerW(model) });
    this.#nextMonitor = untilEt + CLOCK_MARGIN_S;
  }

  /** Asleep: the Sun wakes it, or the clock, after which it looks and may sleep on. */
  #watchNight(seen: Telemetry, signals: readonly Signal[]): void {
    const sun = signals.some(({ kind }) => kind === 'sunWatch');
    if (!sun && seen.et < this.#nextMonitor) return;
    if (!sun) {
      this.#compare(seen, null);
      if (this.#mode !== 'sleep') return;
      this.#replan();
      const end = this.#sleepEnd(seen.et);
      this.#nextMonitor = (end ?? seen.et) + CLOCK_MARGIN_S;
      if (end !== null) return;
    }
    this.#say('info', 'wake', `woken by the ${sun ? 'Sun' : 'clock'}: check-out begins`, 'executive');
    this.#o.port.command({ kind: 'watchSun', powerW: null });
    this.#nextMonitor = seen.et;
    this.#goSafe(seen.et, 'check-out after sleep');
  }

  #replan(): void {
    const { model, policy, port, utc } = this.#o;
    const seen = port.telemetry();
    const made = plan({
      model,
      beliefs: this.#keeper.beliefs,
      nowEt: seen.et,
      horizonS: policy.horizonS,
      batteryJ: seen.batteryJ,
      storeBit: seen.storeBit,
      coldJ: this.#coldJ(seen),
      requests: this.#runner.pending(seen.et, policy.horizonS),
      running: this.#runner.running,
      utc,
    });
    this.#plan = made;
    this.#replans += 1;
    this.#plannedValue += made.value;
    this.#greedyValue += made.greedyValue;
    this.#nextReplan = seen.et + policy.horizonS / 3;
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

  #stretchAt(et: number) {
    return this.#plan?.levels.find(({ fromEt, toEt }) => fromEt <= et && et < toEt);
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
    const level = this.#stretchAt(now)?.level ?? 0;
    if (level !== this.#level || this.#mode === 'safe') this.#setLevel(level);
    const shed = this.#o.model.levels[level]!.off.join(', ');
    this.#enter(
      level === 0 ? 'nominal' : 'reduced',
      now,
      level === 0 ? 'power for all loads' : `shed for the night: ${shed}`,
    );
    for (const { request, startEt } of this.#plan?.activities ?? []) {
      if (startEt > now || !this.#runner.mayStart(request.id)) continue;
      if (this.#runner.start(request, now)) continue;
      this.#keeper.distrust(request.instrumentId, now + INSTRUMENT_RETRY_S);
      this.#nextReplan = now;
    }
    this.#useLinks();
  }

  #useLinks(): void {
    const { model, port } = this.#o;
    this.#nextLink = controlLinks(model, this.#keeper.beliefs, port, port.telemetry());
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
