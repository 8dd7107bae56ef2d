import type { Command } from '../../station/index.ts';
import { brokenStage, type CommandAction } from '../plan-nodes/command-stages.ts';
import { NodeExecutor, type NodeRecord } from '../plan-nodes/executor.ts';
import type { StationPort } from '../station-port.ts';

/** A command of upkeep under way: plain data. */
export interface ErrandState {
  /** `source reactor`. */
  readonly id: string;
  readonly command: Command;
  readonly nodes: Map<string, NodeRecord>;
  /** Telemetry when it was sent that its effect is told by: output of a reactor, W; loss of an array by dust. */
  readonly before: number;
  refusal: string | null;
}

/** How the effect of a command shows in telemetry, and how long each stage may take. */
export type Signs = Pick<CommandAction, 'begun' | 'effect' | 'timeoutS'>;

const WORDS = {
  sent: 'no answer',
  accepted: 'accepted, but no effect in telemetry',
  started: 'begun, but never completed',
} as const;

/** One command, followed in telemetry through its stages; without an effect it is sent again as often as allowed. */
export class Errand {
  readonly #s: ErrandState;
  readonly #executor: NodeExecutor;

  constructor(state: ErrandState, port: StationPort, signs: Signs, mostSends: number) {
    this.#s = state;
    const command: CommandAction = {
      ...signs,
      send: () => {
        const reply = port.command(state.command);
        state.refusal = reply.accepted ? null : reply.reason;
        return reply.accepted;
      },
      abort: () => undefined,
    };
    const conditions = {
      post: ({ stage }: NodeRecord) => stage === 'completed',
      repeat: ({ stage, iterations }: NodeRecord) => stage === 'failed' && iterations < mostSends,
    };
    this.#executor = new NodeExecutor({ id: state.id, kind: 'command', command, conditions }, state.nodes);
  }

  step(now: number): void {
    this.#executor.step(now);
  }

  get finished(): boolean {
    return this.#executor.finished;
  }

  get deadlineEt(): number {
    return this.#executor.deadlineEt;
  }

  get trace(): NodeRecord['trace'] {
    return [...this.#record.trace];
  }

  /** What went wrong, in words; null when it is complete. Of one that is finished. */
  get failure(): string | null {
    const stage = brokenStage(this.#record);
    if (stage === null) return null;
    if (stage === 'refused') return `refused: ${this.#s.refusal ?? 'no reason given'}`;
    const { iterations } = this.#record;
    return `${WORDS[stage]}${iterations > 1 ? `, sent ${iterations} times` : ''}`;
  }

  get #record(): NodeRecord {
    return this.#executor.record(this.#s.id);
  }
}
