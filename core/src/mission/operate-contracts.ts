import type { Request, StationPort } from '../autonomy/index.ts';
import type { Command, DataAccount, Signal, StationSpec, Telemetry } from '../station/index.ts';

/**
 * The contracts that do not depend on physics, checked at every event and at every command of every run. A breach of one is always avoidable.
 *
 * - *authority*: an activity is started only for a request of the programme, on its instrument, with no more power and data than were asked for, inside its window and outside its
 *   keep-out times; loads, heaters, links and sources only if the station has them.
 * - *one user*: an instrument never runs more activities than there are of it, no place or robot is held by two, two links never transmit together.
 * - *store*: no data are lost before the station has said that its store is full, or out of order.
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
  /** Running activity -> request. */
  readonly running: Map<string, string>;
  lostBit: number;
  storeFull: boolean;
  checks: number;
}

/** Signals with which the station says that data cannot be kept. */
const SAYS_LOSS: ReadonlySet<Signal['kind']> = new Set(['storeFull', 'partitionFull', 'storeFailed']);

/** Windows are kept to a millisecond: far over the rounding of instants, far under anything that matters. */
const GRACE_S = 1e-3;

export class Contracts {
  readonly state: ContractState;
  readonly #spec: Pick<StationSpec, 'instruments' | 'links' | 'loads' | 'nodes' | 'arrays' | 'store'>;
  readonly #requests: ReadonlyMap<string, Request>;
  readonly port: StationPort;

  constructor(spec: StationSpec, requests: readonly Request[], port: StationPort) {
    this.state = { breaches: [], open: new Set(), running: new Map(), lostBit: 0, storeFull: false, checks: 0 };
    this.#spec = spec;
    this.#requests = new Map(requests.map((request) => [request.id, request]));
    this.port = { telemetry: () => port.telemetry(), command: (command) => this.#command(command, port) };
  }

  /** After an event and what the executive made of it. */
  check(signals: readonly Signal[], seen: Telemetry, data: DataAccount): void {
    this.state.checks += 1;
    for (const { kind } of signals) if (SAYS_LOSS.has(kind)) this.state.storeFull = true;
    const lost = data.lostBit > this.state.lostBit;
    this.#hold(
      'store',
      'store',
      lost && !this.state.storeFull,
      seen.et,
      () => 'data were lost although the store had not said that it was full',
    );
    this.state.lostBit = data.lostBit;
    if (!someFull(this.#spec, seen)) this.state.storeFull = false;
    this.#checkUsers(seen);
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
      for (const thing of this.#requests.get(this.state.running.get(activity) ?? '')?.holds ?? []) {
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
    const reply = port.command(command);
    if (reply.accepted && command.kind === 'start')
      this.state.running.set(command.activityId, requestIdOf(command.activityId));
    if (reply.accepted && command.kind === 'stop') this.state.running.delete(command.activityId);
    return reply;
  }

  /** Why a command is without authority; null when it has it. */
  #wrong(command: Command, et: number): string | null {
    if (command.kind === 'start') return this.#wrongStart(command, et);
    const { loads, nodes, links, arrays } = this.#spec;
    const known: Partial<Record<Command['kind'], readonly { readonly id: string }[]>> = { load: loads, heater: nodes, heaterUnit: nodes, link: links, clean: arrays }; // prettier-ignore
    const list = known[command.kind];
    if (list === undefined || !('id' in command) || list.some(({ id }) => id === command.id)) return null;
    return `${command.kind} ${command.id} was commanded, which the station does not have`;
  }

  #wrongStart(command: Extract<Command, { kind: 'start' }>, et: number): string | null {
    const { activityId, instrumentId, powerW, dataRateBitS } = command;
    const request = this.#requests.get(requestIdOf(activityId));
    if (request === undefined) return `${activityId} was started, for which there is no request`;
    if (request.instrumentId !== instrumentId)
      return `${activityId} was started on ${instrumentId}, asked for was ${request.instrumentId}`;
    const more =
      powerW > request.powerW * (1 + 1e-9) || dataRateBitS > (request.dataBit / request.durationS) * (1 + 1e-9);
    if (more) return `${activityId} was started with more power or data than were asked for`;
    if (et < request.earliestEt - GRACE_S || et > request.latestEt + GRACE_S)
      return `${activityId} was started outside its window`;
    const out = request.keepOut?.find(([from, to]) => from + GRACE_S < et && et < to - GRACE_S);
    return out === undefined ? null : `${activityId} was started in a time when it must not run`;
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

/** Whether the store, or a partition of it, takes nothing more. */
function someFull({ store }: Pick<StationSpec, 'store'>, seen: Telemetry): boolean {
  if (store.partitions === undefined) return seen.storeBit >= (1 - 1e-9) * store.capacityBit;
  return store.partitions.some(
    ({ capacityBit }, i) => (seen.partitions?.[i]?.storedBit ?? 0) >= (1 - 1e-9) * capacityBit,
  );
}
