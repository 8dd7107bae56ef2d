import type { Request, StationPort } from '../autonomy/index.ts';
import type { Command, DataLosses, Signal, StationSpec, Telemetry } from '../station/index.ts';
import { wrongTarget, type CommandedStation } from './contract-targets.ts';
import { lossGraceBit } from './operate-data.ts';

/**
 * The contracts that do not depend on physics, checked at every event and at every command of every run. A breach of one is always avoidable.
 *
 * - *authority*: an activity is started only for a request of the programme, on its instrument, with no more power and data than were asked for, so that it ends inside its window and clear of its
 *   keep-out times by the time that was asked for; whatever runs keeps clear of them however long it takes, and runs no longer than the instrument said at its start; components are commanded
 *   only if the station has them.
 * - *one user*: an instrument never runs more activities than there are of it, no place or robot is held by two, two links never transmit together.
 * - *store*: a full store loses nothing: it says that it is full before it does, and what fills it can be stopped at that instant. (What a store that fails takes with it is a fault.)
 */
export interface ContractBreach {
  readonly kind: 'authority' | 'oneUser' | 'store';
  readonly id: string;
  readonly et: number;
  readonly what: string;
}

interface ContractState {
  readonly breaches: ContractBreach[];
  /** What is in breach now, so that it is told once. */
  readonly open: Set<string>;
  /** By id of the activity; what the station has stopped stays until its time is over, since it may go on from a checkpoint. */
  readonly running: Map<string, Running>;
  overflowBit: number;
  checks: number;
}

interface Running {
  readonly requestId: string;
  /** By the time that was asked for, or that the instrument said at its start. */
  readonly endEt: number;
  live: boolean;
  /** It has been watched up to here. */
  watchedEt: number;
}

/** Times are kept to a second, as plans are followed: far over the rounding of instants, far under anything that matters. */
const GRACE_S = 1;
/** An activity is ended so long after its time at the latest. */
const LATE_S = 60;

type Watched = CommandedStation & Pick<StationSpec, 'store'>;

export class Contracts {
  readonly state: ContractState;
  readonly #spec: Watched;
  readonly #requests: ReadonlyMap<string, Request>;
  readonly port: StationPort;

  constructor(spec: Watched, requests: readonly Request[], port: StationPort) {
    this.state = { breaches: [], open: new Set(), running: new Map(), overflowBit: 0, checks: 0 };
    this.#spec = spec;
    this.#requests = new Map(requests.map((request) => [request.id, request]));
    this.port = { telemetry: () => port.telemetry(), command: (command) => this.#command(command, port) };
  }

  /** After an event and what the executive made of it. */
  check(_signals: readonly Signal[], seen: Telemetry, { overflowBit }: Pick<DataLosses, 'overflowBit'>): void {
    this.state.checks += 1;
    const lost = overflowBit > this.state.overflowBit + lossGraceBit(this.#spec.store);
    this.#hold('store', 'store', lost, seen.et, () => 'data were lost because the store was full');
    if (lost) this.state.overflowBit = overflowBit;
    this.#watch(seen.et);
    for (const [id, one] of this.state.running) {
      one.live = seen.activities.includes(id);
      if (!one.live && one.endEt < seen.et) this.state.running.delete(id);
    }
    this.#checkUsers(seen);
  }

  /** What ran since it was watched last. */
  #watch(et: number): void {
    for (const [id, one] of this.state.running) {
      if (!one.live) continue;
      const { requestId, endEt, watchedEt } = one;
      const into = this.#requests.get(requestId)?.keepOut?.some(([from, to]) => from + GRACE_S < et && to - GRACE_S > watchedEt); // prettier-ignore
      this.#hold('authority', `${id} keep-out`, into === true, et, () => `${id} ran in a time when it must not run`);
      this.#hold('authority', `${id} end`, et > endEt + LATE_S, et, () => `${id} ran on after its time`);
      one.watchedEt = et;
    }
  }

  #checkUsers({ et, instruments, links, activities }: Telemetry): void {
    for (const { id, count } of this.#spec.instruments) {
      const running = instruments.find((one) => one.id === id)?.running ?? 0;
      this.#hold('oneUser', id, running > count, et, () => `${running} activities run on ${id}, of which there are ${count}`); // prettier-ignore
    }
    const on = links.filter((link) => link.on).map(({ id }) => id);
    this.#hold('oneUser', 'links', on.length > 1, et, () => `links ${on.join(' and ')} transmit together`);
    const holders = new Map<string, string>();
    const clashes = new Map<string, string>();
    for (const activity of activities)
      for (const thing of this.#requests.get(requestIdOf(activity))?.holds ?? []) {
        const other = holders.get(thing);
        if (other !== undefined) clashes.set(thing, `${thing} is held by ${other} and ${activity}`);
        holders.set(thing, activity);
      }
    for (const [thing, what] of clashes) this.#hold('oneUser', `held ${thing}`, true, et, () => what);
    for (const key of [...this.state.open])
      if (key.startsWith('oneUser held ') && !clashes.has(key.slice('oneUser held '.length)))
        this.state.open.delete(key);
  }

  #command(command: Command, port: StationPort): ReturnType<StationPort['command']> {
    const { et } = port.telemetry();
    const wrong = this.#wrong(command, et);
    if (wrong !== null) this.state.breaches.push({ kind: 'authority', id: idOf(command), et, what: wrong });
    this.#watch(et);
    const reply = port.command(command);
    if (reply.accepted && command.kind === 'start') this.#started(command.activityId, et, reply.takesS);
    if (reply.accepted && command.kind === 'stop') this.state.running.delete(command.activityId);
    return reply;
  }

  #started(id: string, et: number, takesS: number | undefined): void {
    const requestId = requestIdOf(id);
    const askedS = this.#requests.get(requestId)?.durationS ?? Infinity;
    const endEt = this.state.running.get(id)?.endEt ?? et + (takesS ?? askedS);
    this.state.running.set(id, { requestId, endEt, live: true, watchedEt: et });
  }

  /** Why a command is without authority; null when it has it. */
  #wrong(command: Command, et: number): string | null {
    if (command.kind === 'start') return this.#wrongStart(command, et);
    if (command.kind === 'mode') return this.#wrongMode(command);
    if (command.kind === 'stop' && !this.#requests.has(requestIdOf(command.activityId)))
      return `${command.activityId} was stopped, for which there is no request`;
    return wrongTarget(command, this.#spec);
  }

  /** Another mode of what runs, with no more power and data than were asked for. */
  #wrongMode({ activityId, mode: modeId }: Extract<Command, { kind: 'mode' }>): string | null {
    const request = this.#requests.get(requestIdOf(activityId));
    if (request === undefined || this.state.running.get(activityId)?.live !== true)
      return `${activityId} was told to take the mode ${modeId}, but does not run`;
    const instrument = this.#spec.instruments.find(({ id }) => id === request.instrumentId);
    const mode = instrument?.modes?.find(({ id }) => id === modeId);
    if (mode === undefined) return `${activityId} was told to take the mode ${modeId}, which ${request.instrumentId} does not have`; // prettier-ignore
    return asksMore(request, mode) ? `the mode ${modeId} takes more power or data than were asked for ${activityId}` : null; // prettier-ignore
  }

  #wrongStart(command: Extract<Command, { kind: 'start' }>, et: number): string | null {
    const { activityId, instrumentId, powerW, dataRateBitS } = command;
    const request = this.#requests.get(requestIdOf(activityId));
    if (request === undefined) return `${activityId} was started, for which there is no request`;
    if (request.instrumentId !== instrumentId)
      return `${activityId} was started on ${instrumentId}, asked for was ${request.instrumentId}`;
    if (asksMore(request, { powerW, dataRateBitS }))
      return `${activityId} was started with more power or data than were asked for`;
    // what the station has stopped goes on from its checkpoint: it has begun in its window
    const before = this.state.running.get(activityId);
    const endEt = before?.endEt ?? et + request.durationS;
    const late = before === undefined && endEt > request.latestEt + GRACE_S;
    if (et < request.earliestEt - GRACE_S || late) return `${activityId} was started outside its window`;
    const untilEt = before === undefined ? endEt : et;
    const out = request.keepOut?.some(([from, to]) => from + GRACE_S < untilEt && et < to - GRACE_S);
    return out === true ? `${activityId} was started in a time when it must not run` : null;
  }

  /** Tells a breach once, when it begins. */
  #hold(kind: ContractBreach['kind'], id: string, breached: boolean, et: number, what: () => string): void {
    const key = `${kind} ${id}`;
    if (!breached) this.state.open.delete(key);
    else if (!this.state.open.has(key)) {
      this.state.open.add(key);
      this.state.breaches.push({ kind, id, et, what: what() });
    }
  }
}

/** Executions of a request carry its id, from the second attempt on with the number. */
export function requestIdOf(activityId: string): string {
  return activityId.replace(/-try\d+$/, '');
}

function idOf(command: Command): string {
  return 'id' in command ? command.id : 'activityId' in command ? command.activityId : command.kind;
}

function asksMore(
  asked: Request,
  { powerW, dataRateBitS }: { readonly powerW: number; readonly dataRateBitS: number },
): boolean {
  return powerW > asked.powerW * (1 + 1e-9) || dataRateBitS > (asked.dataBit / asked.durationS) * (1 + 1e-9);
}
