import type { LiveCommand, LiveFault, LiveProgress, LiveRun, LiveState, LiveTelemetry } from '@openilrs/api/contract'; // prettier-ignore
import type { StationEvent } from '@openilrs/core/mission';
import { ApiError } from '../http/api-error.ts';
import { stationAtInstant } from './live-state.ts';
import { valuesAt } from './telemetry-at.ts';
import type { SessionSimulator, SimulatedRun } from './simulator.ts';

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

/**
 * A run replayed against a clock that can be paused, sped up and set. A fault that is injected makes the simulator run the mission again, from its start and with the same
 * seed; the session then shows the new run at the instant where it was.
 */
export class LiveSession {
  readonly id: string;
  lastUsedMs: number;
  private readonly parts: SessionParts;
  private readonly original: SimulatedRun;
  private current: SimulatedRun;
  private faults: readonly LiveFault[] = [];
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

  /** Obeys a command. @returns the run when the command simulated it again, else null */
  async command(command: LiveCommand): Promise<LiveRun | null> {
    this.lastUsedMs = this.parts.nowMs();
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
        return this.simulate([...this.faults, this.checkedFault(command.fault)]);
      case 'clearFaults':
        return this.simulate([]);
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

  private checkedFault(fault: LiveFault): LiveFault {
    const { fromEt, toEt } = this.current.summary;
    const known = this.parts.simulator.faultKinds();
    if (!known.some((one) => one.componentId === fault.componentId && one.kind === fault.kind)) {
      throw new ApiError('BAD_REQUEST', `"${fault.componentId}" cannot fail by "${fault.kind}"`, {
        where: 'body.fault',
        legal: known.map((one) => `${one.componentId}/${one.kind}`).join(', '),
      });
    }
    if (fault.et >= fromEt && fault.et < toEt) return fault;
    throw new ApiError('BAD_REQUEST', `the fault lies outside the run`, {
      where: 'body.fault.et',
      legal: `${fromEt} to ${toEt}`,
    });
  }

  private async simulate(faults: readonly LiveFault[]): Promise<LiveRun> {
    if (this.simulating !== null) {
      throw new ApiError('SIMULATION_BUSY', 'the session is simulating', { remedy: 'Wait for the `run` message' });
    }
    const work = new AbortController();
    this.simulating = work;
    try {
      const progress = (done: number, total: number, what: string) =>
        this.tell({ name: 'progress', data: { done, total, what } });
      const request = { seed: this.parts.seed, faults };
      this.current =
        faults.length === 0
          ? this.original
          : await this.parts.simulator.simulate(request, { signal: work.signal, progress });
    } finally {
      this.simulating = null;
    }
    this.faults = faults;
    this.revision += 1;
    this.setClock(this.within(this.etNow()));
    this.tell({ name: 'run', data: this.runMessage() });
    this.tellNow();
    return this.runMessage();
  }

  private runMessage(): LiveRun {
    const { summary } = this.current;
    return { revision: this.revision, faults: [...this.faults], summary: summary as LiveRun['summary'] };
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
