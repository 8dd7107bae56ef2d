import { describe, expect, it } from 'vitest';
import type { CommandAction } from './command-stages.ts';
import { NodeExecutor, type NodeRecord, type PlanNode } from './executor.ts';

const run = (root: PlanNode) => new NodeExecutor(root, new Map());
const path = (executor: NodeExecutor, id: string, steps: ReturnType<NodeExecutor['step']>) =>
  [...steps.filter((step) => step.id === id).map(({ to }) => to), executor.record(id).outcome].join(' ');

/** A command whose effect shows when it is told to. */
function lamp(accepts: () => boolean = () => true, timeoutS = 60) {
  const told: string[] = [];
  const world = { lit: null as boolean | null };
  const action: CommandAction = {
    send: () => told.push('send') > 0 && accepts(),
    effect: () => world.lit,
    abort: () => void told.push('abort'),
    timeoutS: { accepted: timeoutS, started: timeoutS, completed: timeoutS },
  };
  return { action, world, told };
}

describe('the execution of plan nodes', () => {
  it('takes an empty node through its states at once, and a list after its children', () => {
    const executor = run({
      id: 'root',
      kind: 'list',
      children: [
        { id: 'a', kind: 'empty' },
        { id: 'b', kind: 'empty' },
      ],
    });
    const steps = executor.step(0);
    expect(path(executor, 'a', steps)).toBe('waiting executing iterationEnded finished success');
    expect(path(executor, 'root', steps)).toBe('waiting executing finishing iterationEnded finished success');
    expect(executor.finished).toBe(true);
  });

  it('verifies a command in stages: it is complete when its effect is seen, not when it was accepted', () => {
    const { action, world, told } = lamp();
    const executor = run({ id: 'on', kind: 'command', command: action });
    executor.step(0);
    expect(executor.record('on')).toMatchObject({ state: 'finishing', stage: 'accepted' });
    executor.step(10);
    expect(executor.record('on').state).toBe('finishing');
    world.lit = true;
    executor.step(20);
    expect(executor.record('on')).toMatchObject({ state: 'finished', stage: 'completed', outcome: 'success' });
    expect(told).toEqual(['send']);
  });

  it('fails a command that was denied or shows no effect in time, tries again as often as it may, then takes another way', () => {
    const { action, told } = lamp();
    const completed = ({ stage }: NodeRecord) => stage === 'completed';
    const spare = lamp();
    spare.world.lit = true;
    let executor: NodeExecutor | null = null;
    const first: PlanNode = { id: 'first', kind: 'command', command: action, conditions: { post: completed, repeat: (node) => node.outcome === 'failure' && node.iterations < 3 } }; // prettier-ignore
    const other: PlanNode = {
      id: 'other',
      kind: 'command',
      command: spare.action,
      conditions: {
        start: () => executor!.record('first').state === 'finished',
        skip: () => executor!.record('first').state === 'finished' && executor!.record('first').outcome === 'success',
        post: completed,
      },
    };
    executor = run({ id: 'root', kind: 'list', children: [first, other] });
    for (let now = 0; now <= 200; now += 20) executor.step(now);
    expect(told).toEqual(['send', 'send', 'send']);
    expect(executor.record('first')).toMatchObject({ outcome: 'failure', failure: 'postCondition', iterations: 3 });
    expect(executor.record('other')).toMatchObject({ outcome: 'success' });
    expect(executor.finished).toBe(true);
  });

  it('aborts what runs below a list that is left, skips what waits there, and lets a sibling tidy up', () => {
    const world = { leave: false };
    const { action, told } = lamp();
    let executor: NodeExecutor | null = null;
    executor = run({
      id: 'root',
      kind: 'list',
      children: [
        {
          id: 'main',
          kind: 'list',
          conditions: { exit: () => world.leave },
          children: [
            { id: 'on', kind: 'command', command: action },
            { id: 'later', kind: 'empty', conditions: { start: () => false } },
            { id: 'run', kind: 'empty', conditions: { end: () => false } },
          ],
        },
        { id: 'tidy', kind: 'empty', conditions: { start: () => executor!.record('main').state === 'finished' } },
      ],
    });
    executor.step(0);
    world.leave = true;
    executor.step(1);
    expect(told).toEqual(['send', 'abort']);
    expect(executor.record('main')).toMatchObject({ state: 'finished', outcome: 'interrupted', failure: 'exited' });
    expect(executor.record('on')).toMatchObject({ outcome: 'interrupted', failure: 'parentExited' });
    expect(executor.record('run')).toMatchObject({ outcome: 'interrupted', failure: 'parentExited' });
    expect(executor.record('later').outcome).toBe('skipped');
    expect(executor.record('tidy').outcome).toBe('success');
    expect(executor.finished).toBe(true);
  });

  it('goes on from its records as if nothing had happened', () => {
    const { action, world } = lamp();
    const root: PlanNode = { id: 'on', kind: 'command', command: action };
    const records = new Map<string, NodeRecord>();
    new NodeExecutor(root, records).step(0);
    world.lit = true;
    const again = new NodeExecutor(root, new Map(JSON.parse(JSON.stringify([...records])) as [string, NodeRecord][]));
    again.step(5);
    expect(again.record('on')).toMatchObject({ state: 'finished', outcome: 'success' });
  });
});
