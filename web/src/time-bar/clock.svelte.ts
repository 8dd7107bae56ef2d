/** Who moves the time when it is not the page itself: a live session on the server. */
export interface ClockDriver {
  play(): void;
  pause(): void;
  speed(speed: number): void;
  jump(et: number): void;
}

/** The one time that all views share. */
export interface Clock {
  readonly et: number;
  readonly playing: boolean;
  /** Station seconds per second. */
  readonly speed: number;
  readonly startEt: number;
  readonly endEt: number;
  play(): void;
  pause(): void;
  toggle(): void;
  setSpeed(speed: number): void;
  jump(et: number): void;
  /** The span in which it moves: the mission, or the decades of the route map. */
  setSpan(startEt: number, endEt: number): void;
  /** From now on commands go to `driver`, whose word arrives by {@link sync}; null gives the clock back to the page. */
  drive(driver: ClockDriver | null): void;
  sync(state: { readonly etNow: number; readonly playing: boolean; readonly speed: number }): void;
}

export const SPEEDS = [1, 60, 3600, 21_600, 86_400, 604_800, 2_592_000] as const;

/** How long after a jump a driver's word may still be about the time before. */
const OLD_WORD_MS = 500;

interface Frames {
  request(callback: (ms: number) => void): number;
  cancel(handle: number): void;
}

/** @param frames the browser's animation frames */
export function createClock(startEt: number, endEt: number, frames: Frames): Clock {
  let et = $state(startEt);
  let playing = $state(false);
  let speed = $state(21_600);
  let span = $state.raw({ startEt, endEt });
  let driver: ClockDriver | null = null;
  let handle = 0;
  let lastMs = 0;
  let jumpedMs = -Infinity;

  const within = (value: number) => Math.min(span.endEt, Math.max(span.startEt, value));
  function tick(ms: number): void {
    // A page that was hidden gets no frames; it goes on where it was instead of leaping.
    const elapsedS = Math.min(0.25, Math.max(0, ms - lastMs) / 1000);
    lastMs = ms;
    et = Math.min(span.endEt, et + elapsedS * speed);
    if (et >= span.endEt && driver === null) return pause();
    handle = frames.request(tick);
  }
  function run(): void {
    if (playing) return;
    playing = true;
    lastMs = Infinity;
    handle = frames.request((ms) => ((lastMs = ms), tick(ms)));
  }
  function halt(): void {
    playing = false;
    frames.cancel(handle);
  }
  function play(): void {
    if (et >= span.endEt || et < span.startEt) jump(span.startEt);
    driver?.play();
    run();
  }
  function pause(): void {
    driver?.pause();
    halt();
  }
  function jump(next: number): void {
    et = next;
    jumpedMs = performance.now();
    driver?.jump(within(et));
  }
  return {
    get et() {
      return et;
    },
    get playing() {
      return playing;
    },
    get speed() {
      return speed;
    },
    get startEt() {
      return span.startEt;
    },
    get endEt() {
      return span.endEt;
    },
    play,
    pause,
    toggle: () => (playing ? pause() : play()),
    setSpeed(next) {
      speed = next;
      driver?.speed(next);
    },
    jump,
    setSpan(start, end) {
      span = { startEt: start, endEt: end };
    },
    drive: (next) => (driver = next),
    sync(state) {
      // Small differences are the way of the message; only real ones move the clock. What was sent before a jump arrived is old.
      const old = performance.now() - jumpedMs < OLD_WORD_MS;
      if (!old && (!state.playing || Math.abs(state.etNow - et) > 2 * state.speed)) et = state.etNow;
      speed = state.speed;
      if (state.playing) run();
      else halt();
    },
  };
}
