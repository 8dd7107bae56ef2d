import type { LiveCommand, LiveFault, LiveProgress, LiveRun, LiveState, LiveTelemetry } from '@openilrs/api/contract'; // prettier-ignore
import type { StationEvent } from '@openilrs/core/mission';
import { ApiError } from '../http/api-error.ts';
import { appliedOf, NO_PLANS, ordersBefore, withOrder, type AppliedPlans } from './applied-plans.ts';
import { checkedFault } from './fault-kinds.ts';
import { stationAtInstant } from './live-state.ts';
import { clockSetBack, nothingToWithdraw, planChanged, planRefused } from './plan-refusals.ts';
import { valuesAt } from './telemetry-at.ts';
import type { AskOptions, LifeAt, SessionSimulator, SimulatedRun } from './simulator.ts';

/** A message of the stream with the name of its server-sent event. */
export type LiveMessage =
  | { readonly name: 'state'; readonly data: LiveState }
  | { readonly name: 'telemetry'; readonly data: LiveTelemetry }
  | { readonly name: 'event'; readonly data: StationEvent }
  | { readonly name: 'run'; readonly data: LiveRun }
  | { readonly name: 'progress'; readonly data: LiveProgress };

export type Listener = (message: LiveMessage) => void;

export interface SessionParts {
  readonly id: string;
  readonly run: SimulatedRun;
  readonly seed: number;
  readonly simulator: SessionSimulator;
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs: () => number;
}

/** Events sent in one tick at most: at a high speed the newest matter, the log has the rest. */
const EVENTS_PER_TICK = 50;
const DEFAULT_SPEED = 3600;
/** Instants that travel as decimals. */
const CLOCK_ROUNDING_S = 1e-3;

/** What a life of the session is a function of, besides its seed. */
interface Life {
  readonly faults: readonly LiveFault[];
  readonly plans: AppliedPlans;
}

type ApplyPlan = Extract<LiveCommand, { type: 'applyPlan' }>;

/**
 * A run replayed against a clock that can be paused, sped up and set. A fault that is injected, or a plan that is applied at the clock, makes the simulator run the mission again, from its
 * start and with the same seed: what lies before is the same to the byte. The session then shows the new run at the instant where it was.
 */
export class LiveSession {
  readonly id: string;
  lastUsedMs: number;
  private readonly parts: SessionParts;
  private readonly original: SimulatedRun;
  private current: SimulatedRun;
  private life: Life = { faults: [], plans: NO_PLANS };
  private revision = 0;
  private readonly listeners = new Set<Listener>();
  private playing = false;
  private speed = DEFAULT_SPEED;
  /** `et` at `anchorMs`; the clock is counted from there. */
  private anchorEt: number;
  private anchorMs: number;
  private toldEt: number;
  private simulating: AbortController | null = null;

  constructor(parts: SessionParts) {
    this.id = parts.id;
    this.parts = parts;
    this.original = parts.run;
    this.current = parts.run;
    this.anchorMs = parts.nowMs();
    this.lastUsedMs = this.anchorMs;
    this.anchorEt = parts.run.summary.fromEt;
    this.toldEt = this.anchorEt;
  }

  get run(): SimulatedRun {
    return this.current;
  }

  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  /** Hears the session from now on, beginning with the run and the state. @returns a function that ends it */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    listener({ name: 'run', data: this.runMessage() });
    for (const message of this.now()) listener(message);
    return () => {
      this.listeners.delete(listener);
      this.lastUsedMs = this.parts.nowMs();
    };
  }

  state(): LiveState {
    const etNow = this.etNow();
    return { etNow, playing: this.playing, speed: this.speed, ...stationAtInstant(this.current, etNow) };
  }

  /** As a request to the simulator: the session's life up to `et`. */
  lifeAt(et: number): LifeAt {
    const { faults, plans } = this.life;
    return { et, life: { seed: this.parts.seed, faults, orders: plans.orders } };
  }

  /** Changes with every simulation: who edits a plan names the one that the edit began from. */
  get revisionNow(): number {
    return this.revision;
  }

  /**
   * Obeys a command; one that simulates is given up when `signal` fires.
   *
   * @returns the run when the command simulated it again, else null
   * @throws ApiError `SIMULATION_BUSY`; `PLAN_CHANGED` and `PLAN_REFUSED` for a plan
   */
  async command(command: LiveCommand, signal?: AbortSignal): Promise<LiveRun | null> {
    this.lastUsedMs = this.parts.nowMs();
    const { faults, plans } = this.life;
    switch (command.type) {
      case 'play':
        if (this.etNow() >= this.current.summary.toEt) this.setClock(this.current.summary.fromEt);
        return this.control(() => (this.playing = true));
      case 'pause':
        return this.control(() => (this.playing = false));
      case 'speed':
        return this.control(() => (this.speed = command.speed));
      case 'jump':
        return this.control(() => this.setClock(this.within(command.et)));
      case 'injectFault':
        checkedFault(command.fault, this.parts.simulator.faultKinds(), this.current.summary);
        return this.simulate(async () => ({ plans, faults: [...faults, command.fault] }), signal);
      case 'clearFaults':
        return this.simulate(async () => ({ plans, faults: [] }), signal);
      case 'applyPlan':
        return this.applyPlan(command, signal);
      case 'withdrawPlan':
        if (command.revision !== this.revision) throw planChanged(command.revision, this.revision);
        if (plans.before === null) throw nothingToWithdraw();
        return this.simulate(async () => ({ faults, plans: plans.before! }), signal);
    }
  }

  /** Tells listeners where the station is and what has happened since the last time. */
  tick(): void {
    if (!this.playing) return;
    const { fromEt, toEt } = this.current.summary;
    const now = this.etNow();
    const passed = this.current.events.filter(({ et }) => et > this.toldEt && et <= now);
    for (const event of passed.slice(-EVENTS_PER_TICK)) this.tell({ name: 'event', data: event });
    this.toldEt = Math.max(now, fromEt);
    if (now >= toEt) this.control(() => (this.playing = false));
    else this.tellNow();
  }

  close(): void {
    this.simulating?.abort(new ApiError('UNAVAILABLE', 'the session was closed'));
    this.listeners.clear();
  }

  private control(change: () => void): null {
    this.setClock(this.etNow());
    change();
    this.tellNow();
    return null;
  }

  private setClock(et: number): void {
    this.anchorEt = et;
    this.anchorMs = this.parts.nowMs();
    this.toldEt = et;
  }

  private etNow(): number {
    const elapsedS = this.playing ? (this.parts.nowMs() - this.anchorMs) / 1000 : 0;
    return Math.min(this.anchorEt + elapsedS * this.speed, this.current.summary.toEt);
  }

  private within(et: number): number {
    const { fromEt, toEt } = this.current.summary;
    return Math.min(Math.max(et, fromEt), toEt);
  }

  private applyPlan({ activities, slackS, openedEt, revision }: ApplyPlan, signal: AbortSignal | undefined) {
    if (revision !== this.revision) throw planChanged(revision, this.revision);
    this.control(() => (this.playing = false)); // the plan takes hold at one instant
    const et = this.etNow();
    if (et < openedEt - CLOCK_ROUNDING_S) throw clockSetBack();
    return this.simulate(async (how) => {
      const { faults, plans } = this.life;
      const life = { seed: this.parts.seed, faults, orders: ordersBefore(plans, et) };
      const refused = await this.parts.simulator.checkPlan({ life, et }, activities, how);
      if (refused !== null) throw planRefused(refused);
      return { faults, plans: withOrder(plans, { et, activities, slackS }) };
    }, signal);
  }

  /** One at a time: works out what the next life is a function of, lives it, and shows it. When any of this fails the session stays as it is. */
  private async simulate(next: (how: AskOptions) => Promise<Life>, signal: AbortSignal | undefined): Promise<LiveRun> {
    if (this.simulating !== null) {
      throw new ApiError('SIMULATION_BUSY', 'the session is simulating', { remedy: 'Wait for the `run` message' });
    }
    const work = new AbortController();
    this.simulating = work;
    const giveUp = () => work.abort(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const progress = (done: number, total: number, what: string) =>
        this.tell({ name: 'progress', data: { done, total, what } });
      const how = { signal: work.signal, progress };
      const life = await next(how);
      const { faults, plans } = life;
      const request = { seed: this.parts.seed, faults, ...(plans.orders.length > 0 && { orders: plans.orders }) };
      const isOriginal = faults.length === 0 && plans.orders.length === 0;
      this.current = isOriginal ? this.original : await this.parts.simulator.simulate(request, how);
      this.life = life;
    } finally {
      this.simulating = null;
      signal?.removeEventListener('abort', giveUp);
    }
    this.revision += 1;
    this.setClock(this.within(this.etNow()));
    this.tell({ name: 'run', data: this.runMessage() });
    this.tellNow();
    return this.runMessage();
  }

  private runMessage(): LiveRun {
    const { summary } = this.current;
    const { faults, plans } = this.life;
    return { revision: this.revision, faults: [...faults], plans: appliedOf(plans), summary: summary as LiveRun['summary'] }; // prettier-ignore
  }

  /** The state, and what the components report where the run has recorded it. */
  private now(): LiveMessage[] {
    const data = this.state();
    const { telemetry } = this.current;
    if (telemetry === undefined) return [{ name: 'state', data }];
    const { etNow } = data;
    return [{ name: 'state', data }, { name: 'telemetry', data: { et: etNow, values: valuesAt(telemetry, etNow) } }]; // prettier-ignore
  }

  private tellNow(): void {
    for (const message of this.now()) this.tell(message);
  }

  private tell(message: LiveMessage): void {
    for (const listener of this.listeners) listener(message);
  }
}
