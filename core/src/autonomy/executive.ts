import type { Command, Signal, Telemetry } from '../station/index.ts';
import { BIN_S } from './forecast.ts';
import { controlLinks } from './link-control.ts';
import { compare, INSTRUMENT_RETRY_S, LINK_RETRY_S, type Finding } from './monitor.ts';
import type { Plan, PlannedActivity } from './plan.ts';
import { plan } from './planner.ts';
import type { Request } from './request.ts';
import { designBeliefs, wakePowerW, type Beliefs, type StationModel } from './station-model.ts';
import type { StationPort } from './station-port.ts';

export type Mode = 'nominal' | 'reduced' | 'safe' | 'sleep';

export interface ExecutivePolicy {
  readonly horizonS: number;
  readonly monitorS: number;
  readonly checkoutS: number;
}

/** One line of the event log. */
export interface LogEntry {
  readonly et: number;
  readonly severity: 'info' | 'warning' | 'alarm';
  readonly source: string;
  readonly type: string;
  readonly text: string;
  readonly values?: Readonly<Record<string, number | string>>;
}

export interface ExecutiveOptions {
  readonly model: StationModel;
  readonly policy: ExecutivePolicy;
  readonly requests: readonly Request[];
  readonly port: StationPort;
  readonly utc: (et: number) => string;
  readonly log: (entry: LogEntry) => void;
}

/** An execution of a request, finished or broken off. */
export interface Execution {
  readonly id: string;
  readonly request: Request;
  readonly fromEt: number;
  readonly toEt: number;
  readonly status: 'done' | 'aborted';
  readonly why: string;
}

export interface ExecutiveRecord {
  readonly modes: readonly { readonly fromEt: number; readonly toEt: number; readonly mode: Mode }[];
  readonly executions: readonly Execution[];
  readonly notMet: readonly { readonly requestId: string; readonly reason: string }[];
  readonly replans: number;
  /** What the plans' searches were worth: value placed over what priority-greedy places, summed over plans. */
  readonly plannedValue: number;
  readonly greedyValue: number;
}

/** Runs a station by commands and telemetry alone. */
export interface Executive {
  /** When it wants to be called at the latest. */
  nextEt(): number;
  /** Called at `nextEt` and whenever the station signals. */
  step(signals: readonly Signal[]): void;
  /** The run ends: what still runs is broken off. */
  finish(): ExecutiveRecord;
}

interface Running extends PlannedActivity {
  readonly id: string;
  readonly startedEt: number;
}

/** The record of beliefs may be written by the executive only. */
type MutableBeliefs = { -readonly [K in keyof Beliefs]: Beliefs[K] };

/**
 * The executive: plan, act, look, compare, plan again. It starts and stops what the plan says, sheds load and sleeps through the nights that the plan cannot power,
 * wakes by the Sun, checks out and resumes; what telemetry shows that was not expected changes its beliefs and the plan.
 */
export function createExecutive(options: ExecutiveOptions): Executive {
  return new StationExecutive(options);
}

class StationExecutive implements Executive {
  readonly #o: ExecutiveOptions;
  readonly #beliefs: MutableBeliefs;
  readonly #lean: number;
  readonly #asleep: number;
  readonly #open = new Map<string, Request>();
  readonly #running = new Map<string, Running>();
  readonly #attempts = new Map<string, number>();
  readonly #lostSince = new Map<string, number>();
  #lastReset = -Infinity;
  readonly #reasons = new Map<string, string>();
  readonly #executions: Execution[] = [];
  readonly #modes: { fromEt: number; toEt: number; mode: Mode }[] = [];
  #plan: Plan | null = null;
  #mode: Mode = 'nominal';
  #level = 0;
  #boots = 1;
  #safeUntil: number;
  #nextMonitor: number;
  #nextReplan: number;
  #nextLink = Infinity;
  #callsNow = 0;
  #lastOpportunity = -Infinity;
  #deadHeaters = new Set<string>();
  #replans = 0;
  #plannedValue = 0;
  #greedyValue = 0;

  constructor(options: ExecutiveOptions) {
    this.#o = options;
    const { model } = options;
    this.#beliefs = { ...designBeliefs(model) };
    this.#asleep = model.levels.length - 1;
    this.#lean = model.levels.length - 2;
    for (const request of options.requests) this.#open.set(request.id, request);
    this.#safeUntil = -Infinity;
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
    let next = Math.min(this.#nextMonitor, this.#nextLink);
    if (this.#mode === 'safe') return Math.min(next, this.#safeUntil);
    next = Math.min(next, this.#nextReplan);
    for (const { endEt } of this.#running.values()) next = Math.min(next, endEt);
    const due = this.#plan?.activities.find(({ request }) => this.#mayStart(request.id));
    if (due !== undefined) next = Math.min(next, Math.max(due.startEt, now));
    const change = this.#plan?.levels.find(({ fromEt }) => fromEt > now);
    return change === undefined ? next : Math.min(next, change.fromEt);
  }

  step(signals: readonly Signal[]): void {
    const seen = this.#o.port.telemetry();
    this.#callsNow = seen.et > this.#modes.at(-1)!.toEt ? 0 : this.#callsNow + 1;
    this.#modes.at(-1)!.toEt = seen.et;
    for (const one of signals) this.#hear(one, seen);
    if (seen.undervoltage) return this.#waitForPower(seen);
    if (this.#mode === 'sleep') return this.#watchNight(seen, signals);
    const replan = this.#look(seen, signals);
    this.#endFinished(seen.et);
    if (this.#mode === 'safe' && seen.et < this.#safeUntil) {
      this.#nextLink = controlLinks(this.#o.model, this.#beliefs, this.#o.port, this.#o.port.telemetry(), true);
      return;
    }
    if (replan || this.#mode === 'safe' || seen.et >= this.#nextReplan) this.#replan();
    this.#follow(seen.et);
  }

  finish(): ExecutiveRecord {
    const now = this.#o.port.telemetry().et;
    this.#modes.at(-1)!.toEt = now;
    for (const running of [...this.#running.values()]) {
      if (running.endEt <= now) this.#end(running, now, 'done', '');
      else this.#end(running, now, 'aborted', 'the run ended');
    }
    const notMet = [...this.#open.values()].map(({ id }) => ({
      requestId: id,
      reason: this.#reasons.get(id) ?? 'its window lies beyond the end of the run',
    }));
    return {
      modes: this.#modes.filter(({ fromEt, toEt }) => toEt > fromEt),
      executions: this.#executions,
      notMet,
      replans: this.#replans,
      plannedValue: this.#plannedValue,
      greedyValue: this.#greedyValue,
    };
  }

  // --- what the station says ---

  #hear(one: Signal, seen: Telemetry): void {
    const texts: Partial<Record<Signal['kind'], readonly [LogEntry['severity'], string]>> = {
      belowFloor: ['alarm', `battery fell under its floor`],
      aboveFloor: ['info', `battery is above its floor again`],
      undervoltage: ['alarm', `battery empty: the bus has no voltage`],
      powerRestored: ['warning', `the arrays have charged the battery enough: the bus is back`],
      overload: ['alarm', `${one.id} tripped: the battery could not give what was drawn`],
      storeFull: ['warning', `data store is full: new data is lost`],
      tooCold: ['alarm', `${one.id} is colder than its survival limit`],
      tooHot: ['alarm', `${one.id} is hotter than its survival limit`],
      temperatureRestored: ['info', `${one.id} is within its survival limits again`],
      batteryWatch: ['warning', `battery passed its watch level`],
    };
    const known = texts[one.kind];
    if (known !== undefined)
      this.#log(known[0], one.kind, known[1], one.id, {
        batteryFraction: round(seen.batteryJ / seen.batteryCapacityJ, 6),
      });
  }

  #waitForPower(seen: Telemetry): void {
    for (const running of [...this.#running.values()]) this.#end(running, seen.et, 'aborted', 'the battery was empty');
    this.#enter('safe', seen.et, 'no voltage on the bus');
    this.#safeUntil = seen.et + this.#o.policy.checkoutS;
    this.#nextMonitor = seen.et + this.#o.policy.monitorS;
    this.#nextLink = Infinity;
  }

  /** Compares and draws the consequences; true when the plan no longer holds. */
  #look(seen: Telemetry, signals: readonly Signal[]): boolean {
    const urgent = signals.some(({ kind }) => URGENT.has(kind));
    if (seen.et < this.#nextMonitor && !urgent) return false;
    this.#nextMonitor = seen.et + this.#o.policy.monitorS;
    const expected = { beliefs: this.#beliefs, bootCount: this.#boots, batteryJ: this.#expectedJ(seen.et) };
    const found = compare(this.#o.model, expected, seen);
    const replans = found.map((finding) => this.#conclude(finding, seen.et));
    return replans.includes(true) || signals.some(({ kind }) => kind === 'batteryWatch' || kind === 'overload');
  }

  #expectedJ(et: number): number | null {
    if (this.#plan === null || this.#mode === 'safe') return null;
    const at = (et - this.#plan.fromEt) / BIN_S;
    const bin = Math.floor(at);
    const [a, b] = [this.#plan.energyJ[bin], this.#plan.energyJ[bin + 1]];
    return a === undefined || b === undefined ? null : a + (b - a) * (at - bin);
  }

  /** One finding into a belief, a log line and, where there is one, a remedy; true when it asks for a new plan. */
  #conclude(finding: Finding, now: number): boolean {
    const { kind, id, text, value } = finding;
    if (kind === 'batteryHigh') {
      if (now < this.#lastOpportunity + 86400) return false;
      this.#lastOpportunity = now;
    }
    if ((kind === 'heaterDead' || kind === 'heaterStuck') && this.#deadHeaters.has(id)) return false;
    if (kind !== 'instrumentStillLost') this.#log(SEVERITY[kind] ?? 'warning', kind, text, id);
    switch (kind) {
      case 'arrayChanged':
        this.#beliefs.arrayFactor = { ...this.#beliefs.arrayFactor, [id]: value };
        return true;
      case 'capacityChanged':
        this.#beliefs.capacityJ = value;
        return true;
      case 'linkLost':
        this.#beliefs.linkDownUntil = { ...this.#beliefs.linkDownUntil, [id]: now + LINK_RETRY_S };
        return false;
      case 'linkBack':
        this.#beliefs.linkDownUntil = without(this.#beliefs.linkDownUntil, id);
        return false;
      case 'instrumentLost':
        this.#lostSince.set(id, now);
        this.#distrust(id, now + INSTRUMENT_RETRY_S);
        this.#abortWhere((running) => running.request.instrumentId === id, now, `instrument ${id} failed`);
        return true;
      case 'instrumentStillLost':
        // as long again as it has been out of order: few looks at what stays broken
        this.#distrust(id, now + Math.max(INSTRUMENT_RETRY_S, now - (this.#lostSince.get(id) ?? now)));
        return true;
      case 'instrumentBack':
        this.#lostSince.delete(id);
        this.#beliefs.instrumentDownUntil = without(this.#beliefs.instrumentDownUntil, id);
        return true;
      case 'heaterDead':
      case 'heaterStuck':
        this.#useSpareHeater(id);
        return false;
      case 'computerReset':
        this.#boots = value;
        this.#restart(now);
        return true;
      case 'batteryLow':
      case 'batteryHigh':
        return true;
    }
  }

  #distrust(instrumentId: string, untilEt: number): void {
    this.#beliefs.instrumentDownUntil = { ...this.#beliefs.instrumentDownUntil, [instrumentId]: untilEt };
  }

  /** After one restart activities go on from the checkpoint; a second within a day looks like more than chance. */
  #restart(now: number): void {
    const again = now - this.#lastReset < 86400;
    this.#lastReset = now;
    if (again || this.#mode === 'safe') return this.#goSafe(now, 'the computer restarted');
    for (const running of [...this.#running.values()]) {
      const reply = this.#o.port.command(startCommand(running.id, running.request));
      if (reply.accepted) this.#log('info', 'resumed', `${running.id} goes on`, running.request.experimentId);
      else this.#end(running, now, 'aborted', 'the computer restarted');
    }
  }

  #useSpareHeater(id: string): void {
    this.#deadHeaters.add(id);
    const reply = this.#o.port.command({ kind: 'heaterUnit', id, unit: 1 });
    if (reply.accepted) this.#log('info', 'spareHeater', `node ${id} now uses its spare heater`, id);
    else this.#log('alarm', 'noSpareHeater', `node ${id} has no spare heater left`, id);
  }

  // --- modes ---

  #enter(mode: Mode, now: number, why: string): void {
    if (mode === this.#mode) return;
    const severity = mode === 'safe' ? 'warning' : 'info';
    this.#log(severity, 'mode', `${this.#mode} -> ${mode}: ${why}`, 'executive', { from: this.#mode, to: mode });
    this.#mode = mode;
    const last = this.#modes.at(-1)!;
    last.toEt = now;
    this.#modes.push({ fromEt: now, toEt: now, mode });
  }

  #goSafe(now: number, why: string): void {
    this.#abortWhere(() => true, now, why);
    this.#enter('safe', now, why);
    this.#safeUntil = now + this.#o.policy.checkoutS;
    this.#setLevel(this.#lean);
  }

  /** Switches loads and heaters to a level; only differences are commanded. */
  #setLevel(level: number): void {
    const { port, model } = this.#o;
    const sleeps = level === this.#asleep;
    const off = new Set(model.levels[level]!.off);
    for (const { id, state } of port.telemetry().loads) {
      const wanted = off.has(id) ? 'off' : sleeps ? 'standby' : 'on';
      if (state !== wanted) port.command({ kind: 'load', id, state: wanted });
    }
    for (const { id, setting } of port.telemetry().nodes) {
      const wanted = sleeps ? 'survive' : 'operate';
      if (setting !== wanted) port.command({ kind: 'heater', id, setting: wanted });
    }
    this.#level = level;
    const { floorFraction } = model.battery;
    port.command({ kind: 'watchBattery', fraction: floorFraction + model.reserveFraction / 2 });
  }

  #goToSleep(now: number, untilEt: number): void {
    const { port, model, utc } = this.#o;
    this.#abortWhere(() => true, now, 'the station goes to sleep');
    for (const { id, on } of port.telemetry().links) if (on) port.command({ kind: 'link', id, on: false });
    const why = `the night cannot be powered awake; the Sun is expected at ${utc(untilEt)}`;
    this.#enter('sleep', now, why);
    this.#setLevel(this.#asleep);
    port.command({ kind: 'watchSun', powerW: wakePowerW(model) });
    // a clock as second way to wake: the Sun may come weaker than it should
    this.#nextMonitor = untilEt + 6 * 3600;
  }

  #watchNight(seen: Telemetry, signals: readonly Signal[]): void {
    const sun = signals.some(({ kind }) => kind === 'sunWatch');
    if (!sun && seen.et < this.#nextMonitor) return;
    if (!sun) {
      const expected = { beliefs: this.#beliefs, bootCount: this.#boots, batteryJ: null };
      for (const finding of compare(this.#o.model, expected, seen)) this.#conclude(finding, seen.et);
      if (this.#mode !== 'sleep') return;
      this.#replan();
      const end = this.#sleepEnd(seen.et);
      if (end !== null) {
        this.#nextMonitor = Math.max(end, seen.et) + 6 * 3600;
        return;
      }
    }
    this.#log(
      'info',
      'wake',
      sun ? 'woken by the Sun: check-out begins' : 'woken by the clock: check-out begins',
      'executive',
    );
    this.#o.port.command({ kind: 'watchSun', powerW: null });
    this.#nextMonitor = seen.et;
    this.#goSafe(seen.et, 'check-out after sleep');
  }

  // --- planning and following the plan ---

  #replan(): void {
    const { model, policy, port, utc } = this.#o;
    const seen = port.telemetry();
    const made = plan({
      model,
      beliefs: this.#beliefs,
      nowEt: seen.et,
      horizonS: policy.horizonS,
      batteryJ: seen.batteryJ,
      storeBit: seen.storeBit,
      coldJ: this.#coldJ(seen),
      requests: [...this.#open.values()].filter(
        ({ earliestEt, latestEt, durationS }) =>
          earliestEt < seen.et + policy.horizonS && latestEt - durationS >= seen.et,
      ),
      running: [...this.#running.values()],
      utc,
    });
    this.#plan = made;
    this.#replans += 1;
    this.#plannedValue += made.value;
    this.#greedyValue += made.greedyValue;
    this.#nextReplan = seen.et + policy.horizonS / 3;
    for (const { requestId, reason } of made.notPlaced) this.#note(requestId, reason);
    const { value, greedyValue } = made;
    this.#log('info', 'plan', `planned ${made.activities.length} activities to ${utc(made.toEt)}`, 'planner', {
      activities: made.activities.length,
      notPlaced: made.notPlaced.length,
      value: round(value, 6),
      greedyValue: round(greedyValue, 6),
    });
    for (const id of made.dropped)
      this.#abortWhere(({ request }) => request.id === id, seen.et, 'the battery would not last');
    for (const et of made.hopelessEt.slice(0, 1))
      this.#log('alarm', 'hopeless', `even asleep the battery falls under its floor about ${utc(et)}`, 'planner');
  }

  /** Heat to the operating temperatures of all nodes. */
  #coldJ(seen: Telemetry): number {
    return this.#o.model.nodes.reduce((sum, { id, heatCapacityJK, operateK }) => {
      const node = seen.nodes.find((one) => one.id === id);
      return sum + heatCapacityJK * Math.max(0, operateK - (node?.tempK ?? operateK));
    }, 0);
  }

  /** Remembers why a request is not met; a broken execution counts more than a later plan that found no room. */
  #note(requestId: string, reason: string): void {
    const aborted = this.#reasons.get(requestId)?.startsWith('broken off') ?? false;
    if (!aborted) this.#reasons.set(requestId, reason);
  }

  #stretchAt(et: number) {
    return this.#plan?.levels.find(({ fromEt, toEt }) => fromEt <= et && et < toEt);
  }

  /** End of the planned sleep at `et`, or null when awake by plan. */
  #sleepEnd(et: number): number | null {
    const stretch = this.#stretchAt(et);
    return stretch !== undefined && stretch.level === this.#asleep ? stretch.toEt : null;
  }

  /** Level, activities and links as the plan has them now. */
  #follow(now: number): void {
    const sleepEnd = this.#sleepEnd(now);
    if (sleepEnd !== null) return this.#goToSleep(now, sleepEnd);
    const { model, port } = this.#o;
    const level = this.#stretchAt(now)?.level ?? 0;
    if (level !== this.#level || this.#mode === 'safe') this.#setLevel(level);
    const why = level === 0 ? 'power for all loads' : `shed for the night: ${model.levels[level]!.off.join(', ')}`;
    this.#enter(level === 0 ? 'nominal' : 'reduced', now, why);
    for (const activity of this.#plan?.activities ?? [])
      if (activity.startEt <= now && this.#mayStart(activity.request.id)) this.#start(activity, now);
    this.#nextLink = controlLinks(model, this.#beliefs, port, port.telemetry(), true);
  }

  #mayStart(requestId: string): boolean {
    return this.#open.has(requestId) && !this.#running.has(requestId);
  }

  #start({ request }: PlannedActivity, now: number): void {
    const attempt = (this.#attempts.get(request.id) ?? 0) + 1;
    const id = attempt === 1 ? request.id : `${request.id}-try${attempt}`;
    const { instrumentId, durationS } = request;
    const reply = this.#o.port.command(startCommand(id, request));
    this.#attempts.set(request.id, attempt);
    if (reply.accepted) {
      this.#running.set(request.id, { request, id, startEt: now, startedEt: now, endEt: now + durationS });
      this.#log('info', 'start', `${id} started on ${instrumentId}`, request.experimentId);
      return;
    }
    this.#log('warning', 'refused', `${id} was refused: ${reply.reason}`, request.experimentId);
    this.#distrust(instrumentId, now + INSTRUMENT_RETRY_S);
    this.#reasons.set(request.id, `refused by the station: ${reply.reason}`);
    this.#nextReplan = now;
  }

  #endFinished(now: number): void {
    for (const running of [...this.#running.values()]) if (running.endEt <= now) this.#end(running, now, 'done', '');
  }

  #abortWhere(test: (running: Running) => boolean, now: number, why: string): void {
    for (const running of [...this.#running.values()]) if (test(running)) this.#end(running, now, 'aborted', why);
  }

  #end(running: Running, now: number, status: Execution['status'], why: string): void {
    const { id, request, startedEt } = running;
    this.#o.port.command({ kind: 'stop', activityId: id });
    this.#running.delete(request.id);
    this.#executions.push({ id, request, fromEt: startedEt, toEt: now, status, why });
    if (status === 'done') {
      this.#open.delete(request.id);
      this.#reasons.delete(request.id);
      this.#log('info', 'done', `${id} is complete`, request.experimentId);
    } else {
      this.#reasons.set(request.id, `broken off at ${this.#o.utc(now)}: ${why}`);
      this.#log('warning', 'aborted', `${id} was broken off: ${why}`, request.experimentId);
    }
  }

  #log(severity: LogEntry['severity'], type: string, text: string, source: string, values?: LogEntry['values']): void {
    const et = this.#o.port.telemetry().et;
    this.#o.log({ et, severity, source, type, text, ...(values === undefined ? {} : { values }) });
  }
}

/** Far above what one instant needs (a signal, a start, an end, a replan). */
const MOST_CALLS = 100;

/** Signals after which telemetry is compared at once. */
const URGENT: ReadonlySet<Signal['kind']> = new Set([
  'booted',
  'instrumentFault',
  'linkDown',
  'overload',
  'powerRestored',
  'tooCold',
  'tooHot',
  'batteryWatch',
]);

const SEVERITY: Partial<Record<Finding['kind'], LogEntry['severity']>> = {
  linkBack: 'info',
  instrumentBack: 'info',
  batteryHigh: 'info',
  computerReset: 'alarm',
  heaterDead: 'alarm',
  heaterStuck: 'alarm',
};

function startCommand(activityId: string, request: Request): Command {
  const { instrumentId, powerW, dataBit, durationS } = request;
  return { kind: 'start', instrumentId, activityId, powerW, dataRateBitS: dataBit / durationS };
}

function without(record: Readonly<Record<string, number>>, id: string): Record<string, number> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
