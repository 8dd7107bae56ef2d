import type {
  LiveCommand,
  PlannedStart,
  LiveFault,
  LiveFaultKinds,
  LiveProgress,
  LiveRun,
  LiveState,
} from '@openilrs/api/contract';
import { addressOf, get, post } from '../api-client/client.ts';
import { failureOf, type Failure } from '../api-client/request.ts';
import type { Link } from '../link/link.svelte.ts';
import type { Clock } from '../time-bar/clock.svelte.ts';

/** The run, replayed against a clock on the server; faults make it another run. */
export interface LiveSession {
  /** Null until the session is open. */
  readonly id: string | null;
  readonly state: LiveState | null;
  /** The simulation that is shown; revision 0 is the run on disk. */
  readonly run: LiveRun | null;
  readonly progress: LiveProgress | null;
  readonly failure: Failure | null;
  readonly connected: boolean;
  open(): Promise<void>;
  faultKinds(): Promise<LiveFaultKinds['faults']>;
  injectFault(fault: LiveFault, signal: AbortSignal): Promise<void>;
  clearFaults(signal: AbortSignal): Promise<void>;
  /** Until the server's clock stands where the page's does. */
  settled(): Promise<void>;
  /** Hands a plan to the executive at the clock; `revision` is that of the session when the plan was opened. */
  applyPlan(plan: { activities: readonly PlannedStart[]; openedEt: number; revision: number }, signal: AbortSignal): Promise<void>; // prettier-ignore
  /** Takes the plan that was applied last back. */
  withdrawPlan(signal: AbortSignal): Promise<void>;
  /** Puts the session into the link: whoever opens that joins it. */
  share(): void;
  /** Takes or gives back the shared clock (the view is opened or left). */
  holdClock(hold: boolean): void;
}

const REOPEN_MS = 3000;
/** Name of the session in the link. */
const SESSION = 'session';
/** A station that is busy with a fault begins an activity so much later at most. */
const SLACK_S = 6 * 3600;

/** @param link names a session of others that is joined when the server still has it */
export function createLiveSession(clock: Clock, link: Pick<Link, 'get' | 'set'>): LiveSession {
  let id: string | null = $state(null);
  let state: LiveState | null = $state.raw(null);
  let run: LiveRun | null = $state.raw(null);
  let progress: LiveProgress | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let connected = $state(false);
  let opening: Promise<void> | null = null;
  let held = false;
  let jumping: ReturnType<typeof setTimeout> | undefined;
  /** The last jump that the server has not heard of. */
  let unheardEt: number | null = null;
  let sent: Promise<void> = Promise.resolve();

  async function command(body: LiveCommand, signal?: AbortSignal): Promise<void> {
    if (id === null) return;
    const answer = await post('liveCommand', { id }, body, signal);
    state = answer.state;
    if (answer.run !== null) run = answer.run;
  }
  /** Play, pause and the like: a lost one shows as a failure, the page goes on. */
  function send(body: LiveCommand): void {
    sent = command(body).catch((error: unknown) => void (failure = failureOf(error)));
  }
  function jumpNow(): void {
    clearTimeout(jumping);
    if (unheardEt !== null) send({ type: 'jump', et: unheardEt });
    unheardEt = null;
  }
  async function settled(): Promise<void> {
    jumpNow();
    await sent;
  }
  function listen(session: string): void {
    const stream = new EventSource(addressOf('liveStream', { id: session }));
    const on = <T>(name: string, take: (message: T) => void) =>
      stream.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
    on<LiveState>('state', (message) => {
      state = message;
      if (held) clock.sync(message);
    });
    on<LiveRun>('run', (message) => {
      [run, progress] = [message, null];
      if (message.revision > 0) share(); // what is seen is in the link
    });
    on<LiveProgress>('progress', (message) => (progress = message.done >= message.total ? null : message));
    stream.onopen = () => (connected = true);
    stream.onerror = () => {
      connected = false;
      // The browser tries again by itself unless the server no longer knows the session: then a new one is opened.
      if (stream.readyState === EventSource.CLOSED) startAgain();
    };
  }
  function startAgain(): void {
    [id, state, run, progress, opening] = [null, null, null, null, null];
    setTimeout(() => held && id === null && void (opening ??= start()), REOPEN_MS);
  }
  async function start(): Promise<void> {
    try {
      const joined = await join(link.get(SESSION));
      const opened = joined ?? (await post('liveStart', {}, {})).id;
      id = opened;
      failure = null;
      // a session of others keeps its clock
      if (held && joined === null) clock.jump(clock.et);
      listen(opened);
    } catch (error) {
      failure = failureOf(error);
      startAgain();
    }
  }
  /** The session that the link names, when the server still has it. */
  async function join(named: string | undefined): Promise<string | null> {
    if (named === undefined) return null;
    try {
      await get('liveFaults', { id: named });
      return named;
    } catch (error) {
      if (failureOf(error).code !== 'NOT_FOUND') throw error;
      link.set({ [SESSION]: undefined });
      return null;
    }
  }
  function share(): void {
    if (id !== null) link.set({ [SESSION]: id });
  }
  async function simulate(body: LiveCommand, signal: AbortSignal): Promise<void> {
    try {
      await settled();
      await command(body, signal);
    } finally {
      progress = null;
    }
  }
  return {
    get id() {
      return id;
    },
    get state() {
      return state;
    },
    get run() {
      return run;
    },
    get progress() {
      return progress;
    },
    get failure() {
      return failure;
    },
    get connected() {
      return connected;
    },
    open: () => (opening ??= start()),
    faultKinds: async () => (id === null ? [] : (await get('liveFaults', { id })).faults),
    injectFault: (fault, signal) => simulate({ type: 'injectFault', fault }, signal),
    clearFaults: (signal) => simulate({ type: 'clearFaults' }, signal),
    settled,
    applyPlan: ({ activities, openedEt, revision }, signal) => simulate({ type: 'applyPlan', activities: [...activities], slackS: SLACK_S, openedEt, revision }, signal), // prettier-ignore
    withdrawPlan: (signal) => simulate({ type: 'withdrawPlan', revision: run?.revision ?? 0 }, signal),
    share,
    holdClock(hold) {
      held = hold;
      clock.drive(
        hold
          ? {
              play: () => send({ type: 'play' }),
              pause: () => send({ type: 'pause' }),
              speed: (speed) => send({ type: 'speed', speed }),
              jump: jumpSoon,
            }
          : null,
      );
      if (hold && id !== null) clock.jump(clock.et);
      if (!hold) send({ type: 'pause' });
    },
  };

  /** A dragged slider jumps many times a second; the server hears the last of a tenth of a second. */
  function jumpSoon(et: number): void {
    clearTimeout(jumping);
    // The curves of a run begin at the first millisecond after its start.
    unheardEt = Math.min(clock.endEt - 0.001, Math.max(clock.startEt + 0.001, et));
    jumping = setTimeout(jumpNow, 100);
  }
}
