import type { Command } from '../station/index.ts';
import { brokenStage, type StageTimeouts } from './plan-nodes/command-stages.ts';
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

/** A start or stop whose next stage has not come after so long has failed; light-time and switching take seconds. */
export const EFFECT_TIMEOUT_S = 60;
const TIMEOUTS: StageTimeouts = { accepted: EFFECT_TIMEOUT_S, started: EFFECT_TIMEOUT_S, completed: EFFECT_TIMEOUT_S };
/** A start that shows no effect is sent so often; one that is refused is not sent again. */
const MOST_SENDS = 2;
const SILENCE = {
  sent: 'no answer to the command',
  accepted: 'no effect in telemetry',
  started: 'telemetry lists it, but its instrument was not at work',
} as const;

/**
 * A planned activity as plan nodes:
 *
 *     ID            list
 *       ID main     list      exit: it is to be broken off
 *         ID start  command   started: telemetry lists it; completed: its instrument is at work, too (60 s each, sent again once)
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

  /** When a command that is on its way has failed unless its next stage has come. */
  get deadlineEt(): number {
    return this.#executor.deadlineEt;
  }

  /** Its commands that have been sent, with the stages that they have passed. */
  get commands(): { readonly id: string; readonly trace: NodeRecord['trace'] }[] {
    return (['start', 'stop'] as const).flatMap((name) => {
      const { trace } = this.#node(name);
      return trace.length === 0 ? [] : [{ id: `${this.#s.id} ${name}`, trace: [...trace] }];
    });
  }

  /** Why its start had no effect, in words; null when it had, or was refused. */
  get silent(): string | null {
    const stage = brokenStage(this.#node('start'));
    if (stage === null || stage === 'refused') return null;
    return `${SILENCE[stage]} within ${EFFECT_TIMEOUT_S} s`;
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

  /** An instrument that telemetry does not report cannot say otherwise. */
  #isAtWork(): boolean {
    const { instruments } = this.#port.telemetry();
    return instruments?.find(({ id }) => id === this.#s.request.instrumentId)?.running !== 0;
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
    // one that was accepted once may run, whatever the answer to the second was
    const neverSent = () => !this.#node('start').trace.some(({ stage }) => stage === 'accepted' || stage === 'failed');
    const start: PlanNode = {
      id: `${id} start`,
      kind: 'command',
      command: {
        send: () => this.#send(startCommand(this.#s)),
        begun: () => this.#isActive(),
        effect: () => this.#isActive() && this.#isAtWork(),
        abort: () => undefined,
        timeoutS: TIMEOUTS,
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
        timeoutS: TIMEOUTS,
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
