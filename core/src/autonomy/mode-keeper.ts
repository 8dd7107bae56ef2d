import type { BeliefKeeper } from './belief-keeper.ts';
import { believedModel } from './believed-model.ts';
import type { ExecutiveState } from './executive-state.ts';
import type { ExecutiveOptions, Mode, Say } from './executive-types.ts';
import { switchToLevel } from './load-switch.ts';

/** The mode that the station is in, with its history, and the level of loads that was commanded last. */
export class ModeKeeper {
  readonly #s: ExecutiveState;
  readonly #o: ExecutiveOptions;
  readonly #keeper: BeliefKeeper;
  readonly #say: Say;
  /** Levels of loads: everything that can be shed is off awake; asleep. */
  readonly lean: number;
  readonly asleep: number;

  constructor(state: ExecutiveState, options: ExecutiveOptions, keeper: BeliefKeeper, say: Say) {
    this.#s = state;
    this.#o = options;
    this.#keeper = keeper;
    this.#say = say;
    this.asleep = options.model.levels.length - 1;
    this.lean = options.model.levels.length - 2;
  }

  /** The present mode has lasted so far. @returns false when no time has passed since it was last told */
  lastsTo(now: number): boolean {
    const present = this.#s.modes.at(-1)!;
    const passed = now > present.toEt;
    present.toEt = now;
    return passed;
  }

  enter(mode: Mode, now: number, why: string): void {
    if (mode === this.#s.mode) return;
    const severity = mode === 'safe' ? 'warning' : 'info';
    this.#say(severity, 'mode', `${this.#s.mode} -> ${mode}: ${why}`, 'executive', { from: this.#s.mode, to: mode });
    this.#s.mode = mode;
    this.lastsTo(now);
    this.#s.modes.push({ fromEt: now, toEt: now, mode });
  }

  setLevel(level: number): void {
    switchToLevel(believedModel(this.#o.model, this.#keeper.beliefs), this.#o.port, level);
    this.#s.level = level;
  }

  /** Level and mode for a level that the plan has the station awake at. */
  followLevel(level: number, now: number): void {
    if (level !== this.#s.level || this.#s.mode === 'safe') this.setLevel(level);
    const shed = this.#o.model.levels[level]!.off.join(', ');
    if (level === 0) this.enter('nominal', now, 'power for all loads');
    else this.enter('reduced', now, `shed for the night: ${shed}`);
  }
}
