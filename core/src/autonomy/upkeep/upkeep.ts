import type { Command, Signal, Telemetry } from '../../station/index.ts';
import type { CommandTrace, ExecutiveOptions, Say } from '../executive-types.ts';
import type { PlannedActivity } from '../plan.ts';
import { calibrateAtEt } from './calibration.ts';
import { cleaningPays } from './cleaning.ts';
import { Errand, type ErrandState } from './errand.ts';
import { partValue, signsOf } from './signs.ts';
import type { UpkeepState } from './state.ts';

/** Without an effect a command is sent so often. */
const MOST_SENDS = 3;
/** After that it is left alone for so long. */
const REST_S = 24 * 3600;
/** A feeder that has opened is closed again after so long, then after twice as long each time, to once a day. */
const CLOSE_AFTER_S = 900;
/** A feeder that has held so long is sound. */
const HELD_S = 24 * 3600;

/**
 * Keeps the plant of a station going: raises reactors to full output and keeps them there, closes feeders that have opened, cleans arrays when it pays, calibrates instruments before they are used.
 * Every command is followed through its stages (`Errand`); what has no effect is told in the log and left alone for a day. A station that has nothing of the kind costs nothing.
 */
export class Upkeep {
  readonly #s: UpkeepState;
  readonly #o: Pick<ExecutiveOptions, 'model' | 'port'>;
  readonly #say: Say;
  readonly #live = new Map<string, Errand>();
  readonly #idle: boolean;

  constructor(state: UpkeepState, options: Pick<ExecutiveOptions, 'model' | 'port'>, say: Say) {
    this.#s = state;
    this.#o = options;
    this.#say = say;
    this.#idle = options.model.equipment === undefined;
  }

  /** Commands under way, with the stages that they have passed. */
  get commands(): CommandTrace[] {
    return [...this.#s.errands.keys()].map((id) => ({ id, trace: this.#errand(id).trace }));
  }

  /** When it has to be called again; what is due by `now` waits for a bus with voltage. */
  nextEt(now: number): number {
    if (this.#idle) return Infinity;
    let next = this.#s.nextEt > now ? this.#s.nextEt : Infinity;
    for (const id of this.#s.errands.keys()) {
      const { deadlineEt } = this.#errand(id);
      if (deadlineEt > now) next = Math.min(next, deadlineEt);
    }
    return next;
  }

  /**
   * Looks after everything. Not while the bus has no voltage.
   *
   * @param activities that the plan starts next
   * @param awake nothing is cleaned or calibrated by a station that sleeps or is in safe mode
   */
  tend(seen: Telemetry, activities: readonly PlannedActivity[], awake: boolean): void {
    if (this.#idle) return;
    this.#s.nextEt = Infinity;
    this.#follow(seen.et);
    this.#raiseReactors(seen);
    this.#closeFeeders(seen);
    if (awake) this.#calibrate(seen, activities);
    if (awake) this.#clean(seen);
  }

  /** What of upkeep is in the way of a start on an instrument. */
  inTheWay(instrumentId: string): string | null {
    return this.#s.errands.has(`calibrate ${instrumentId}`) ? 'its calibration' : null;
  }

  /** @returns true when a plan that was made before no longer holds */
  hear(signals: readonly Signal[]): boolean {
    if (this.#idle || signals.length === 0) return false;
    const { down, validUntil } = this.#s;
    const { calibrations, reactors } = this.#o.model.equipment!;
    let changed = false;
    for (const { kind, id, et } of signals) {
      const isReactor = reactors.some((one) => one.id === id);
      if (kind === 'sourceDown' && isReactor) down.add(id);
      else if ((kind === 'sourceStarting' || kind === 'sourceUp') && isReactor) down.delete(id);
      else {
        if (kind === 'calibrated')
          validUntil.set(id, et + (calibrations.find(({ instrumentId }) => instrumentId === id)?.validS ?? 0));
        continue;
      }
      // a reactor that comes up as planned changes nothing
      if (kind === 'sourceUp') continue;
      const text = kind === 'sourceDown' ? 'gives no power: planned without it' : 'starts again: planned with its ramp';
      this.#say('warning', kind, `reactor ${id} ${text}`, id);
      changed = true;
    }
    return changed;
  }

  /** Takes commands under way on, and tells what went wrong with one that is over. */
  #follow(now: number): void {
    for (const id of [...this.#s.errands.keys()]) this.#take(id, now);
  }

  #take(id: string, now: number): void {
    const errand = this.#errand(id);
    errand.step(now);
    if (!errand.finished) return;
    this.#s.errands.delete(id);
    this.#live.delete(id);
    if (errand.failure === null) return;
    this.#s.notBefore.set(id, now + REST_S);
    this.#s.nextEt = Math.min(this.#s.nextEt, now + REST_S);
    this.#say('warning', 'command', `${id}: ${errand.failure}`, id.slice(id.indexOf(' ') + 1));
  }

  /** Steady output: a bus takes what it needs, and what nobody needs is not drawn. */
  #raiseReactors(seen: Telemetry): void {
    for (const { id } of this.#o.model.equipment!.reactors) {
      const level = partValue(seen, id, 'level');
      if (level === null || level >= 1 || this.#s.down.has(id)) continue;
      this.#send({ kind: 'source', id, level: 1 }, seen.et, partValue(seen, id, 'power') ?? 0);
    }
  }

  #closeFeeders(seen: Telemetry): void {
    for (const { id, on } of seen.feeders ?? []) {
      const last = this.#s.closed.get(id);
      if (on) {
        if (last !== undefined && seen.et - last.et >= HELD_S) this.#s.closed.delete(id);
        continue;
      }
      const tries = last?.tries ?? 0;
      const wait = `wait ${id}`;
      const dueEt = this.#s.notBefore.get(wait) ?? seen.et + Math.min(REST_S, CLOSE_AFTER_S * 2 ** tries);
      this.#s.notBefore.set(wait, dueEt);
      if (dueEt > seen.et) {
        this.#s.nextEt = Math.min(this.#s.nextEt, dueEt);
        continue;
      }
      this.#s.notBefore.delete(wait);
      this.#s.closed.set(id, { tries: tries + 1, et: seen.et });
      this.#say('warning', 'feederClosed', `feeder ${id} had opened: closed again, for the ${ORDINAL(tries + 1)} time`, id); // prettier-ignore
      this.#send({ kind: 'feeder', id, on: true }, seen.et, 0);
    }
  }

  #calibrate(seen: Telemetry, activities: readonly PlannedActivity[]): void {
    for (const model of this.#o.model.equipment!.calibrations) {
      const { instrumentId: id } = model;
      if (seen.instruments.some((one) => one.id === id && (one.running > 0 || !one.healthy))) continue;
      const at = calibrateAtEt(model, activities, this.#s.validUntil.get(id) ?? -Infinity, seen.et);
      if (at === null) continue;
      if (at > seen.et) this.#s.nextEt = Math.min(this.#s.nextEt, at);
      else this.#send({ kind: 'calibrate', id }, seen.et, seen.et);
    }
  }

  #clean(seen: Telemetry): void {
    const { model } = this.#o;
    for (const dust of model.equipment!.dust) {
      const loss = partValue(seen, `${dust.arrayId}-dust`, 'loss') ?? 0;
      if (cleaningPays(dust, model, loss, seen.et)) this.#send({ kind: 'clean', id: dust.arrayId }, seen.et, loss);
    }
  }

  #send(command: Command & { readonly id: string }, now: number, before: number): void {
    const id = `${command.kind} ${command.id}`;
    if (this.#s.errands.has(id) || (this.#s.notBefore.get(id) ?? -Infinity) > now) return;
    this.#s.errands.set(id, { id, command, nodes: new Map(), before, refusal: null });
    this.#take(id, now);
  }

  #errand(id: string): Errand {
    const known = this.#live.get(id);
    if (known !== undefined) return known;
    const { model, port } = this.#o;
    const state: ErrandState = this.#s.errands.get(id)!;
    const signs = signsOf(state, model.equipment, () => port.telemetry());
    const errand = new Errand(state, port, signs, MOST_SENDS);
    this.#live.set(id, errand);
    return errand;
  }
}

const ORDINAL = (n: number): string => (n === 1 ? 'first' : n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`);
