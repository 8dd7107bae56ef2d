import type { Command } from '../station/index.ts';
import { NodeExecutor, type NodeRecord, type PlanNode } from './plan-nodes/executor.ts';
import type { Request } from './request.ts';
import type { StationPort } from './station-port.ts';

/** An execution as it is saved: plain data. */
export interface ActivityState {
  /** Of the execution: the request's, with the number of the attempt from the second on. */
  readonly id: string;
  readonly request: Request;
  readonly startEt: number;
  /** As asked for, or as the station says that it takes. */
  endEt: number;
  readonly nodes: Map<string, NodeRecord>;
  /** Why it is to be broken off; null while it is not. */
  leave: string | null;
  /** What the station said when it refused the start. */
  refusal: string | null;
  told: boolean;
}

/** A command that shows no effect in telemetry after so long has failed; light-time and switching take seconds. */
export const EFFECT_TIMEOUT_S = 60;
/** A start that shows no effect is sent so often; one that is refused is not sent again. */
const MOST_SENDS = 2;

/**
 * A planned activity as plan nodes:
 *
 *     ID            list
 *       ID main     list      exit: it is to be broken off
 *         ID start  command   end: telemetry shows it running (60 s, sent again once)
 *         ID run    empty     start: it was started; invariant: telemetry shows it running; end: its time is over
 *       ID stop     command   start: main is over, however; skip: it never ran; end: telemetry shows it no more
 */
export class ActivityNodes {
  readonly #s: ActivityState;
  readonly #executor: NodeExecutor;
  readonly #port: StationPort;
  #now = 0;
  #active: readonly string[] | null = null;

  constructor(state: ActivityState, port: StationPort) {
    this.#s = state;
    this.#port = port;
    this.#executor = new NodeExecutor(this.#tree(), state.nodes);
  }

  step(now: number): void {
    this.#now = now;
    this.#active = null;
    this.#executor.step(now);
  }

  get finished(): boolean {
    return this.#executor.finished;
  }

  /** Sent, but telemetry does not show it yet. */
  get pending(): boolean {
    return this.#node('start').state !== 'finished';
  }

  get ran(): boolean {
    return this.#node('start').outcome === 'success';
  }

  get succeeded(): boolean {
    return this.#node('run').outcome === 'success';
  }

  #node(name: 'main' | 'start' | 'run' | 'stop'): NodeRecord {
    return this.#executor.record(`${this.#s.id} ${name}`);
  }

  #isActive(): boolean {
    this.#active ??= this.#port.telemetry().activities;
    return this.#active.includes(this.#s.id);
  }

  #send(command: Command): boolean {
    this.#active = null;
    const reply = this.#port.command(command);
    if (!reply.accepted && command.kind === 'start') this.#s.refusal = reply.reason;
    if (reply.accepted && reply.takesS !== undefined) this.#s.endEt = this.#now + reply.takesS;
    return reply.accepted;
  }

  #tree(): PlanNode {
    const { id } = this.#s;
    const over = (name: 'main' | 'start') => this.#node(name).state === 'finished';
    const neverSent = () => this.#node('start').iterations === 0 || this.#node('start').stage === 'denied';
    const start: PlanNode = {
      id: `${id} start`,
      kind: 'command',
      command: {
        send: () => this.#send(startCommand(this.#s)),
        effect: () => this.#isActive(),
        abort: () => undefined,
        timeoutS: EFFECT_TIMEOUT_S,
      },
      conditions: {
        post: ({ stage }) => stage === 'completed',
        repeat: ({ stage, iterations }) => stage === 'failed' && this.#s.leave === null && iterations < MOST_SENDS,
      },
    };
    const run: PlanNode = {
      id: `${id} run`,
      kind: 'empty',
      conditions: {
        start: () => over('start'),
        skip: () => over('start') && this.#node('start').outcome !== 'success',
        invariant: () => this.#isActive(),
        end: () => this.#now >= this.#s.endEt,
      },
    };
    const stop: PlanNode = {
      id: `${id} stop`,
      kind: 'command',
      command: {
        send: () => this.#send({ kind: 'stop', activityId: id }) || !this.#isActive(),
        effect: () => !this.#isActive(),
        abort: () => undefined,
        timeoutS: EFFECT_TIMEOUT_S,
      },
      conditions: { start: () => over('main'), skip: () => over('main') && neverSent() },
    };
    const main: PlanNode = { id: `${id} main`, kind: 'list', children: [start, run], conditions: { exit: () => this.#s.leave !== null } }; // prettier-ignore
    return { id, kind: 'list', children: [main, stop] };
  }
}

export function startCommand({ id, request }: Pick<ActivityState, 'id' | 'request'>): Command {
  const { instrumentId, powerW, dataBit, durationS } = request;
  return { kind: 'start', instrumentId, activityId: id, powerW, dataRateBitS: dataBit / durationS };
}
