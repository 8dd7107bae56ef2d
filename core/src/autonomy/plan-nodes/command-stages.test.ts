import { describe, expect, it } from 'vitest';
import { brokenStage, type CommandAction } from './command-stages.ts';
import { NodeExecutor, type NodeRecord } from './executor.ts';
import type { Truth } from './transition.ts';

/** A pump that takes its time: the answer, the first sign and the whole effect come when the test says so. */
function pump(answer: Truth = null) {
  const world = { answer, begun: false as Truth, whole: false as Truth, sent: 0 };
  const action: CommandAction = {
    send: () => {
      world.sent += 1;
      return world.answer;
    },
    answer: () => world.answer,
    begun: () => world.begun,
    effect: () => world.whole,
    abort: () => undefined,
    timeoutS: { accepted: 10, started: 60, completed: 600 },
  };
  const post = ({ stage }: NodeRecord) => stage === 'completed';
  const executor = new NodeExecutor({ id: 'pump', kind: 'command', command: action, conditions: { post } }, new Map());
  const record = () => executor.record('pump');
  const trace = () =>
    record()
      .trace.map(({ stage, et }) => `${stage}@${et}`)
      .join(' ');
  return { world, executor, record, trace };
}

describe('the stages of a command', () => {
  it('are entered one by one, each when it really happens', () => {
    const { world, executor, record, trace } = pump();
    executor.step(0);
    expect(record().stage).toBe('sent');
    world.answer = true;
    executor.step(3);
    expect(record().stage).toBe('accepted');
    world.begun = true;
    executor.step(40);
    expect(record().stage).toBe('started');
    executor.step(500);
    expect(record()).toMatchObject({ stage: 'started', state: 'finishing' });
    world.whole = true;
    executor.step(600);
    expect(record()).toMatchObject({ stage: 'completed', state: 'finished', outcome: 'success' });
    expect(trace()).toBe('sent@0 accepted@3 started@40 completed@600');
    expect(world.sent).toBe(1);
  });

  it('are passed at one instant where the answer and the effect come at once', () => {
    const { world, executor, trace } = pump(true);
    world.begun = world.whole = true;
    executor.step(7);
    expect(trace()).toBe('sent@7 accepted@7 started@7 completed@7');
  });

  it.each([
    ['no answer', null, false, 10, 'sent', 'sent@0 failed@10'],
    ['a refusal', false, false, 0, 'refused', 'sent@0 denied@0'],
    ['accepted, but no effect', true, false, 60, 'accepted', 'sent@0 accepted@0 failed@60'],
    ['started, but never complete', true, true, 600, 'started', 'sent@0 accepted@0 started@0 failed@600'],
  ] as const)('break each in its own time: %s', (_, answer, begun, failsAt, broken, stages) => {
    const { world, executor, record, trace } = pump(answer);
    world.begun = begun;
    executor.step(0);
    if (failsAt > 0) {
      expect(executor.deadlineEt).toBe(failsAt);
      executor.step(failsAt - 1);
      expect(executor.finished).toBe(false);
      executor.step(failsAt);
    }
    expect(record()).toMatchObject({ state: 'finished', outcome: 'failure', failure: 'postCondition' });
    expect(brokenStage(record())).toBe(broken);
    expect(trace()).toBe(stages);
    expect(executor.deadlineEt).toBe(Infinity);
  });

  it('believe telemetry that shows the effect before any answer', () => {
    const { world, executor, trace } = pump(null);
    executor.step(0);
    world.whole = true;
    executor.step(5);
    expect(trace()).toBe('sent@0 accepted@5 started@5 completed@5');
  });

  it('are told anew when the command is sent again, in one trace', () => {
    const { world } = pump(true);
    const action: CommandAction = { send: () => true, effect: () => world.whole, abort: () => undefined, timeoutS: { accepted: 1, started: 60, completed: 1 } }; // prettier-ignore
    const repeat = ({ stage, iterations }: NodeRecord) => stage === 'failed' && iterations < 2;
    const executor = new NodeExecutor({ id: 'n', kind: 'command', command: action, conditions: { repeat } }, new Map());
    executor.step(0);
    executor.step(60);
    world.whole = true;
    executor.step(61);
    const stages = executor.record('n').trace.map(({ stage }) => stage);
    expect(stages).toEqual(['sent', 'accepted', 'failed', 'sent', 'accepted', 'started', 'completed']);
  });
});
