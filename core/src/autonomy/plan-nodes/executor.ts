import { COMMAND_ENDED, deadlineOf, enterStage, verifyCommand, type CommandAction, type CommandRecord } from './command-stages.ts'; // prettier-ignore
import {
  CONDITIONS,
  nextTransition,
  type ConditionName,
  type FailureType,
  type NodeKind,
  type NodeState,
  type NodeView,
  type Outcome,
  type Transition,
  type Truth,
} from './transition.ts';

/** What changes in a node: plain data. */
export interface NodeRecord extends CommandRecord {
  state: NodeState;
  outcome: Outcome | null;
  failure: FailureType | null;
  /** When the present state was entered. */
  sinceEt: number;
  /** Executions so far; grows when the node repeats. */
  iterations: number;
}

/** A node of a plan. Its conditions see the world and the other nodes; they must not change anything. */
export interface PlanNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly children?: readonly PlanNode[];
  readonly conditions?: Partial<Record<ConditionName, (node: NodeRecord) => Truth>>;
  /** Of a command node. */
  readonly command?: CommandAction;
}

export interface Step {
  readonly id: string;
  readonly from: NodeState;
  readonly to: NodeState;
  readonly outcome: Outcome | null;
}

const DEFAULTS: Readonly<Record<ConditionName, Truth>> = { skip: false, start: true, pre: true, invariant: true, exit: false, end: true, post: true, repeat: false }; // prettier-ignore
/** Far above what a plan of our nodes takes to come to rest. */
const MOST_MICRO_STEPS = 200;

/**
 * Runs a tree of plan nodes: at each call all transitions that are due are taken together (a micro step), again and again until none is due (quiescence). Commands are sent and aborted
 * between micro steps. Deterministic: nodes act in the order of the tree.
 */
export class NodeExecutor {
  readonly #root: PlanNode;
  readonly #records: Map<string, NodeRecord>;

  /** @param records what was saved of this tree, or an empty map */
  constructor(root: PlanNode, records: Map<string, NodeRecord>) {
    this.#root = root;
    this.#records = records;
    this.#visit(root, (node) => {
      if (!records.has(node.id)) records.set(node.id, { state: 'inactive', outcome: null, failure: null, sinceEt: 0, iterations: 0, stage: null, stageEt: 0, trace: [] }); // prettier-ignore
    });
  }

  record(id: string): NodeRecord {
    return this.#records.get(id)!;
  }

  get finished(): boolean {
    return this.record(this.#root.id).state === 'finished';
  }

  /** When a command that is on its way has failed unless its next stage has come; none: Infinity. */
  get deadlineEt(): number {
    let next = Infinity;
    this.#visit(this.#root, ({ id, command }) => {
      if (command !== undefined) next = Math.min(next, deadlineOf(this.record(id), command));
    });
    return next;
  }

  /** Lets the tree come to rest at this instant. */
  step(now: number): Step[] {
    const steps: Step[] = [];
    for (let micro = 0; micro < MOST_MICRO_STEPS; micro += 1) {
      this.#visit(this.#root, (node) => this.#verify(node, now));
      const due = this.#due();
      if (due.length === 0) return steps;
      for (const [node, transition] of due) steps.push(this.#enter(node, transition, now));
      for (const [node] of due) this.#act(node, now);
    }
    throw new Error(`plan node "${this.#root.id}" does not come to rest`);
  }

  /** Transitions of all nodes by the state in which all of them are now. */
  #due(): [PlanNode, Transition][] {
    const due: [PlanNode, Transition][] = [];
    const look = (
      node: PlanNode,
      parent: NodeState | null,
      above: Pick<NodeView, 'ancestorExit' | 'ancestorInvariant' | 'ancestorEnd'>,
    ): void => {
      const record = this.record(node.id);
      const conditions = this.#conditions(node, record);
      const complete = node.kind === 'list' ? this.#childrenRest(node) : COMMAND_ENDED.has(record.stage);
      const transition = nextTransition({ kind: node.kind, state: record.state, failure: record.failure, parent, ...above, conditions, actionComplete: complete, abortComplete: node.kind === 'list' ? complete : true }); // prettier-ignore
      if (transition !== null) due.push([node, transition]);
      const below = {
        ancestorExit: or(above.ancestorExit, conditions.exit),
        ancestorInvariant: and(above.ancestorInvariant, conditions.invariant),
        // the end that a list has by itself, all children finished, ends no child
        ancestorEnd: node.conditions?.end === undefined ? above.ancestorEnd : or(above.ancestorEnd, conditions.end),
      };
      // an ancestor that has failed or was left stays so for what it holds
      const gone = record.state === 'failing' ? { ...below, [record.outcome === 'interrupted' ? 'ancestorExit' : 'ancestorInvariant']: record.outcome === 'interrupted' } : below; // prettier-ignore
      for (const child of node.children ?? []) look(child, record.state, gone);
    };
    look(this.#root, null, { ancestorExit: false, ancestorInvariant: true, ancestorEnd: false });
    return due;
  }

  #conditions(node: PlanNode, record: NodeRecord): Record<ConditionName, Truth> {
    const values = { ...DEFAULTS };
    for (const name of CONDITIONS) {
      const condition = node.conditions?.[name];
      if (condition !== undefined) values[name] = condition(record);
      else if (name === 'end' && node.kind === 'list')
        values.end = (node.children ?? []).every(({ id }) => this.record(id).state === 'finished');
    }
    // a command that was denied or has failed ends its node whatever it waits for
    if (node.kind === 'command' && (record.stage === 'denied' || record.stage === 'failed')) values.end = true;
    return values;
  }

  #childrenRest({ children = [] }: PlanNode): boolean {
    return children.every(({ id }) => ['waiting', 'finished'].includes(this.record(id).state));
  }

  #enter({ id }: PlanNode, { to, outcome, failure }: Transition, now: number): Step {
    const record = this.record(id);
    const from = record.state;
    record.state = to;
    record.sinceEt = now;
    if (outcome !== undefined) record.outcome = outcome;
    if (failure !== undefined) record.failure = failure;
    if (to === 'executing') record.iterations += 1;
    if (to === 'inactive' || (to === 'waiting' && from === 'iterationEnded')) {
      record.outcome = null;
      record.failure = null;
      record.stage = null;
    }
    return { id, from, to, outcome: record.outcome };
  }

  #act({ id, command }: PlanNode, now: number): void {
    const record = this.record(id);
    if (command === undefined || record.sinceEt !== now) return;
    if (record.state === 'executing' && record.stage === null) {
      enterStage(record, 'sent', now);
      const answer = command.send();
      if (answer !== null) enterStage(record, answer ? 'accepted' : 'denied', now);
    } else if (record.state === 'failing' && !COMMAND_ENDED.has(record.stage)) {
      command.abort();
      enterStage(record, 'failed', now);
    }
  }

  #verify({ command, id }: PlanNode, now: number): void {
    if (command !== undefined) verifyCommand(this.record(id), command, now);
  }

  #visit(node: PlanNode, action: (node: PlanNode) => void): void {
    action(node);
    for (const child of node.children ?? []) this.#visit(child, action);
  }
}

function or(a: Truth, b: Truth): Truth {
  return a === true || b === true ? true : a === null || b === null ? null : false;
}

function and(a: Truth, b: Truth): Truth {
  return a === false || b === false ? false : a === null || b === null ? null : true;
}
