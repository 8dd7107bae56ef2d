import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import { LiveSession } from './live-session.ts';
import type { SessionSimulator, SimulatedRun } from './simulator.ts';

const TICK_MS = 250;
/** A session that nobody watches is dropped after this time, or earlier when there are too many. */
const FORGET_MS = 30 * 60_000;
const MOST_SESSIONS = 32;
/** New simulations that may wait for their turn: they run one after the other, some seconds each. */
const MOST_OPENING = 4;

/** The live sessions of a server, and the one timer that drives them. */
export class LiveSessions {
  private readonly sessions = new Map<string, LiveSession>();
  private readonly simulator: SessionSimulator;
  private readonly nowMs: () => number;
  private opening = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(simulator: SessionSimulator, nowMs: () => number = () => performance.now()) {
    this.simulator = simulator;
    this.nowMs = nowMs;
  }

  /**
   * Opens a session on the run of the folder, or on a new simulation when another seed is asked for. Makes room by dropping sessions that nobody watches.
   *
   * @throws ApiError `SIMULATION_BUSY` when too many new simulations wait, or everything is watched or being opened
   */
  async open(recorded: SimulatedRun, seed: number = recorded.summary.seed, signal?: AbortSignal): Promise<LiveSession> {
    const isRecorded = seed === recorded.summary.seed;
    if (!isRecorded && this.opening >= MOST_OPENING) throw busyOpening();
    if (this.watched + this.opening >= MOST_SESSIONS) throw busyWatched();
    const run = isRecorded ? recorded : await this.simulate(seed, signal);
    if (this.watched >= MOST_SESSIONS) throw busyWatched(); // the others were opened meanwhile
    const { simulator, nowMs } = this;
    const session = new LiveSession({ id: randomUUID(), run, seed, simulator, nowMs });
    this.forget();
    this.sessions.set(session.id, session);
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
    return session;
  }

  private get watched(): number {
    return [...this.sessions.values()].filter((session) => session.isWatched).length;
  }

  private async simulate(seed: number, signal: AbortSignal | undefined): Promise<SimulatedRun> {
    this.opening += 1;
    try {
      return await this.simulator.simulate({ seed, faults: [] }, signal === undefined ? {} : { signal });
    } finally {
      this.opening -= 1;
    }
  }

  /** @throws ApiError `NOT_FOUND` */
  get(id: string): LiveSession {
    const session = this.sessions.get(id);
    if (session !== undefined) return session;
    throw new ApiError('NOT_FOUND', `there is no live session ${id}`, { remedy: 'Open one: POST /api/live' });
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
  }

  private tick(): void {
    for (const session of this.sessions.values()) session.tick();
  }

  private forget(): void {
    const idle = [...this.sessions.values()]
      .filter((session) => !session.isWatched)
      .sort((a, b) => a.lastUsedMs - b.lastUsedMs);
    const old = idle.filter((session) => this.nowMs() - session.lastUsedMs > FORGET_MS);
    const surplus = idle.slice(0, Math.max(0, this.sessions.size + 1 - MOST_SESSIONS));
    for (const session of new Set([...old, ...surplus])) {
      session.close();
      this.sessions.delete(session.id);
    }
  }
}

function busyOpening(): ApiError {
  return new ApiError('SIMULATION_BUSY', `${MOST_OPENING} new simulations are waiting for their turn`, {
    where: 'body.seed',
    legal: `at most ${MOST_OPENING} at once, or the seed of the run`,
    remedy: 'Try again when one of them is done, in some seconds, or leave out the seed',
  });
}

function busyWatched(): ApiError {
  return new ApiError('SIMULATION_BUSY', `${MOST_SESSIONS} live sessions are open and watched`, {
    legal: `at most ${MOST_SESSIONS} sessions`,
    remedy: 'Close the page of one of them and try again',
  });
}
