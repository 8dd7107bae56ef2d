/** True, false, or not known. */
export type Truth = boolean | null;

export type NodeState = 'inactive' | 'waiting' | 'executing' | 'finishing' | 'iterationEnded' | 'failing' | 'finished';
export type Outcome = 'success' | 'failure' | 'interrupted' | 'skipped';
export type FailureType = 'preCondition' | 'postCondition' | 'invariant' | 'parentFailed' | 'exited' | 'parentExited';
export type NodeKind = 'empty' | 'command' | 'list';

/** Conditions of a node; what is not given has the value that changes nothing. */
export const CONDITIONS = ['skip', 'start', 'pre', 'invariant', 'exit', 'end', 'post', 'repeat'] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** Everything that decides over a node's next state. */
export interface NodeView {
  readonly kind: NodeKind;
  readonly state: NodeState;
  readonly failure: FailureType | null;
  /** Null for the root. */
  readonly parent: NodeState | null;
  readonly ancestorExit: Truth;
  readonly ancestorInvariant: Truth;
  readonly ancestorEnd: Truth;
  readonly conditions: Readonly<Record<ConditionName, Truth>>;
  /** A command has its acknowledgement; all children of a list are waiting or finished. */
  readonly actionComplete: boolean;
  /** A command that was aborted has stopped; for a list as `actionComplete`. */
  readonly abortComplete: boolean;
}

export interface Transition {
  readonly to: NodeState;
  readonly outcome?: Outcome;
  readonly failure?: FailureType;
}

/**
 * The next state of a plan node, or null when it stays: the semantics of PLEXIL 4 (Verma et al. 2006, "Universal Executive and PLEXIL"; the node state diagrams of the PLEXIL documentation, 14 Mar 2024), for
 * empty, command and list nodes. What is not known never starts, ends, exits or skips a node; a pre- or postcondition that is not known has failed; an invariant that is not known holds.
 */
export function nextTransition(node: NodeView): Transition | null {
  switch (node.state) {
    case 'inactive':
      return fromInactive(node);
    case 'waiting':
      return fromWaiting(node);
    case 'executing':
      return broken(node, node.kind !== 'empty') ?? ended(node);
    case 'finishing':
      return broken(node, true) ?? (node.actionComplete ? judged(node) : null);
    case 'failing':
      return fromFailing(node);
    case 'iterationEnded':
      return fromIterationEnded(node);
    case 'finished':
      return node.parent === 'waiting' ? { to: 'inactive' } : null;
  }
}

const SKIPPED: Transition = { to: 'finished', outcome: 'skipped' };

function ancestorsStop({ ancestorExit, ancestorInvariant, ancestorEnd }: NodeView): boolean {
  return ancestorExit === true || ancestorInvariant === false || ancestorEnd === true;
}

function fromInactive(node: NodeView): Transition | null {
  if (node.parent === null) return { to: 'waiting' };
  if (node.parent === 'finished') return SKIPPED;
  if (node.parent !== 'executing') return null;
  return ancestorsStop(node) ? SKIPPED : { to: 'waiting' };
}

function fromWaiting(node: NodeView): Transition | null {
  const { skip, start, pre, exit } = node.conditions;
  if (ancestorsStop(node) || exit === true || skip === true) return SKIPPED;
  if (start !== true) return null;
  return pre === true ? { to: 'executing' } : { to: 'iterationEnded', outcome: 'failure', failure: 'preCondition' };
}

/** Interrupted or failed while it runs: what has something to stop goes through `failing`. */
function broken({ ancestorExit, ancestorInvariant, conditions }: NodeView, through: boolean): Transition | null {
  const far: NodeState = through ? 'failing' : 'finished';
  const near: NodeState = through ? 'failing' : 'iterationEnded';
  if (ancestorExit === true) return { to: far, outcome: 'interrupted', failure: 'parentExited' };
  if (conditions.exit === true) return { to: near, outcome: 'interrupted', failure: 'exited' };
  if (ancestorInvariant === false) return { to: far, outcome: 'failure', failure: 'parentFailed' };
  if (conditions.invariant === false) return { to: near, outcome: 'failure', failure: 'invariant' };
  return null;
}

function ended(node: NodeView): Transition | null {
  if (node.conditions.end !== true) return null;
  return node.kind === 'empty' ? judged(node) : { to: 'finishing' };
}

function judged({ conditions }: NodeView): Transition {
  return conditions.post === true
    ? { to: 'iterationEnded', outcome: 'success' }
    : { to: 'iterationEnded', outcome: 'failure', failure: 'postCondition' };
}

function fromFailing({ abortComplete, failure }: NodeView): Transition | null {
  if (!abortComplete) return null;
  return { to: failure === 'parentFailed' || failure === 'parentExited' ? 'finished' : 'iterationEnded' };
}

function fromIterationEnded({ ancestorExit, ancestorInvariant, ancestorEnd, conditions }: NodeView): Transition | null {
  if (ancestorExit === true) return { to: 'finished', outcome: 'interrupted', failure: 'parentExited' };
  if (ancestorInvariant === false) return { to: 'finished', outcome: 'failure', failure: 'parentFailed' };
  if (ancestorEnd === true) return { to: 'finished' };
  if (conditions.repeat === null) return null;
  return { to: conditions.repeat ? 'waiting' : 'finished' };
}
