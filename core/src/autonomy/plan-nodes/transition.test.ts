import { describe, expect, it } from 'vitest';
import { CONDITIONS, nextTransition, type NodeKind, type NodeState, type NodeView, type Transition, type Truth } from './transition.ts'; // prettier-ignore

/**
 * The published tables: for each state the conditions in the order in which they are looked at, and where the first that holds leads. From the node state diagrams of the PLEXIL documentation
 * (plexil_docs, Appendices/NodeStateDiagrams, 14 Mar 2024) and the executive they describe (PLEXIL 4, NodeImpl, CommandNode, ListNode).
 */
type Row = readonly [when: (node: NodeView) => boolean, then: Transition | null];

const exitUp = (n: NodeView) => n.ancestorExit === true;
const exit = (n: NodeView) => n.conditions.exit === true;
const invariantUp = (n: NodeView) => n.ancestorInvariant === false;
const invariant = (n: NodeView) => n.conditions.invariant === false;
const endUp = (n: NodeView) => n.ancestorEnd === true;
const skipped: Transition = { to: 'finished', outcome: 'skipped' };
const otherwise = () => true;

const ACTIVE = (far: NodeState, near: NodeState): Row[] => [
  [exitUp, { to: far, outcome: 'interrupted', failure: 'parentExited' }],
  [exit, { to: near, outcome: 'interrupted', failure: 'exited' }],
  [invariantUp, { to: far, outcome: 'failure', failure: 'parentFailed' }],
  [invariant, { to: near, outcome: 'failure', failure: 'invariant' }],
];
const JUDGED: Row[] = [
  [(n) => n.conditions.post !== true, { to: 'iterationEnded', outcome: 'failure', failure: 'postCondition' }],
  [otherwise, { to: 'iterationEnded', outcome: 'success' }],
];

function table(kind: NodeKind, state: NodeState): Row[] {
  const through = kind !== 'empty';
  switch (state) {
    case 'inactive':
      return [
        [(n) => n.parent === null, { to: 'waiting' }],
        [(n) => n.parent === 'finished', skipped],
        [(n) => n.parent !== 'executing', null],
        [exitUp, skipped],
        [invariantUp, skipped],
        [endUp, skipped],
        [otherwise, { to: 'waiting' }],
      ];
    case 'waiting':
      return [
        [exitUp, skipped],
        [exit, skipped],
        [invariantUp, skipped],
        [endUp, skipped],
        [(n) => n.conditions.skip === true, skipped],
        [(n) => n.conditions.start !== true, null],
        [(n) => n.conditions.pre !== true, { to: 'iterationEnded', outcome: 'failure', failure: 'preCondition' }],
        [otherwise, { to: 'executing' }],
      ];
    case 'executing':
      return [
        ...(through ? ACTIVE('failing', 'failing') : ACTIVE('finished', 'iterationEnded')),
        [(n) => n.conditions.end !== true, null],
        ...(through ? [[otherwise, { to: 'finishing' }] as const] : JUDGED),
      ];
    case 'finishing':
      return [...ACTIVE('failing', 'failing'), [(n) => !n.actionComplete, null], ...JUDGED];
    case 'failing':
      return [
        [(n) => !n.abortComplete, null],
        [(n) => n.failure === 'parentFailed' || n.failure === 'parentExited', { to: 'finished' }],
        [otherwise, { to: 'iterationEnded' }],
      ];
    case 'iterationEnded':
      return [
        [exitUp, { to: 'finished', outcome: 'interrupted', failure: 'parentExited' }],
        [invariantUp, { to: 'finished', outcome: 'failure', failure: 'parentFailed' }],
        [endUp, { to: 'finished' }],
        [(n) => n.conditions.repeat === null, null],
        [(n) => n.conditions.repeat === true, { to: 'waiting' }],
        [otherwise, { to: 'finished' }],
      ];
    case 'finished':
      return [
        [(n) => n.parent === 'waiting', { to: 'inactive' }],
        [otherwise, null],
      ];
  }
}

const STATES = ['inactive', 'waiting', 'executing', 'finishing', 'iterationEnded', 'failing', 'finished'] as const;
const TRUTHS: readonly Truth[] = [true, false, null];

describe.each(['empty', 'command', 'list'] as const)('a node of kind %s', (kind) => {
  it.each(STATES.filter((state) => kind !== 'empty' || (state !== 'finishing' && state !== 'failing')))('goes on from %s as published, for all values of all conditions', (state) => {
    const rows = table(kind, state);
    const parents: (NodeState | null)[] = state === 'inactive' || state === 'finished' ? [null, ...STATES] : ['executing'];
    const failures = state === 'failing' ? (['parentFailed', 'parentExited', 'exited', 'invariant'] as const) : [null];
    // these states do not look at the node's first conditions
    const stride = ['inactive', 'finished', 'failing'].includes(state) ? 3 ** 4 : 1;
    let tried = 0;
    let wrong = 0;
    for (const parent of parents)
      for (const failure of failures)
        for (let k = 0; k < 3 ** 11; k += stride) {
          const digit = (i: number) => TRUTHS[Math.floor(k / 3 ** i) % 3]!;
          const conditions = Object.fromEntries(CONDITIONS.map((name, i) => [name, digit(i)])) as NodeView['conditions'];
          const node: NodeView = { kind, state, failure, parent, ancestorExit: digit(8), ancestorInvariant: digit(9), ancestorEnd: digit(10), conditions, actionComplete: k % 2 === 0, abortComplete: k % 2 === 0 }; // prettier-ignore
          const [, then] = rows.find(([when]) => when(node))!;
          const got = nextTransition(node);
          tried += 1;
          if (got?.to !== then?.to || got?.outcome !== then?.outcome || got?.failure !== then?.failure) wrong += 1;
        }
    expect(tried).toBeGreaterThanOrEqual(3 ** 7);
    expect(wrong).toBe(0);
  }); // prettier-ignore
});
