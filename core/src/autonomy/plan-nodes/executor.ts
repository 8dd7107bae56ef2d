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

/** How far a command has come. `completed`: its effect is seen in telemetry. `denied`, `failed` and `completed` are the end of it. */
export type Stage = 'accepted' | 'sent' | 'started' | 'completed' | 'denied' | 'failed';

/** What changes in a node: plain data. */
export interface NodeRecord {
  state: NodeState;
  outcome: Outcome | null;
  failure: FailureType | null;
  /** When the present state was entered. */
  sinceEt: number;
  /** Executions so far; grows when the node repeats. */
  iterations: number;
  stage: Stage | null;
  /** When the command was sent. */
  sentEt: number;
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

/** A command, as a node sends and verifies it. */
export interface CommandAction {
  /** @returns whether the station has accepted it */
  send(): boolean;
  /** Its effect in telemetry. */
  effect(): Truth;
  abort(): void;
  /** Without an effect after so long it has failed. */
  readonly timeoutS: number;
}

export interface Step {
  readonly id: string;
  readonly from: NodeState;
  readonly to: NodeState;
  readonly outcome: Outcome | null;
}

const DEFAULTS: Readonly<Record<ConditionName, Truth>> = { skip: false, start: true, pre: true, invariant: true, exit: false, end: true, post: true, repeat: false }; // prettier-ignore
const ENDED: ReadonlySet<Stage | null> = new Set(['completed', 'denied', 'failed']);
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
      if (!records.has(node.id)) records.set(node.id, { state: 'inactive', outcome: null, failure: null, sinceEt: 0, iterations: 0, stage: null, sentEt: 0 }); // prettier-ignore
    });
  }

  record(id: string): NodeRecord {
    return this.#records.get(id)!;
  }

  get finished(): boolean {
    return this.record(this.#root.id).state === 'finished';
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
      const complete = node.kind === 'list' ? this.#childrenRest(node) : ENDED.has(record.stage);
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
      record.stage = command.send() ? 'sent' : 'denied';
      record.sentEt = now;
    } else if (record.state === 'failing' && !ENDED.has(record.stage)) {
      command.abort();
      record.stage = 'failed';
    }
  }

  /** Follows a command that is on its way by what telemetry shows. */
  #verify({ command, id }: PlanNode, now: number): void {
    const record = this.record(id);
    if (command === undefined || record.stage === null || ENDED.has(record.stage)) return;
    if (command.effect() === true) record.stage = 'completed';
    else if (now - record.sentEt >= command.timeoutS) record.stage = 'failed';
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
