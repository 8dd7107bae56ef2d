import type { LiveCommand, LiveFault, LiveFaultKinds, LiveProgress, LiveRun, LiveState } from '@openilrs/api/contract';
import { addressOf, get, post } from '../api-client/client.ts';
import { failureOf, type Failure } from '../api-client/request.ts';
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
  /** Takes or gives back the shared clock (the view is opened or left). */
  holdClock(hold: boolean): void;
}

const REOPEN_MS = 3000;

export function createLiveSession(clock: Clock): LiveSession {
  let id: string | null = $state(null);
  let state: LiveState | null = $state.raw(null);
  let run: LiveRun | null = $state.raw(null);
  let progress: LiveProgress | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let connected = $state(false);
  let opening: Promise<void> | null = null;
  let held = false;
  let jumping: ReturnType<typeof setTimeout> | undefined;

  async function command(body: LiveCommand, signal?: AbortSignal): Promise<void> {
    if (id === null) return;
    const answer = await post('liveCommand', { id }, body, signal);
    state = answer.state;
    if (answer.run !== null) run = answer.run;
  }
  /** Play, pause and the like: a lost one shows as a failure, the page goes on. */
  function send(body: LiveCommand): void {
    command(body).catch((error: unknown) => (failure = failureOf(error)));
  }
  function listen(session: string): void {
    const stream = new EventSource(addressOf('liveStream', { id: session }));
    const on = <T>(name: string, take: (message: T) => void) =>
      stream.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
    on<LiveState>('state', (message) => {
      state = message;
      if (held) clock.sync(message);
    });
    on<LiveRun>('run', (message) => ((run = message), (progress = null)));
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
      const opened = await post('liveStart', {}, {});
      id = opened.id;
      failure = null;
      if (held) clock.jump(clock.et);
      listen(opened.id);
    } catch (error) {
      failure = failureOf(error);
      startAgain();
    }
  }
  async function simulate(body: LiveCommand, signal: AbortSignal): Promise<void> {
    try {
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
    const inside = Math.min(clock.endEt - 0.001, Math.max(clock.startEt + 0.001, et));
    jumping = setTimeout(() => send({ type: 'jump', et: inside }), 100);
  }
}
