import { describe, expect, it } from 'vitest';
import { takeSnapshot, restoreSnapshot } from '../jobs/index.ts';
import type { Command, Telemetry } from '../station/index.ts';
import { ActivityRunner, createRunnerState, type RunnerState } from './activity-runner.ts';
import type { Request } from './request.ts';

const request: Request = { id: 'sky-001', experimentId: 'sky', instrumentId: 'telescope', ownerId: 'cn', earliestEt: 0, latestEt: 1e5, durationS: 3600, powerW: 100, dataBit: 1e9, condition: 'any', priority: 1, value: 5 }; // prettier-ignore

/** Hardware that shows what it does after a while, or not at all. */
function slowStation({
  shows = true,
  accepts = true,
  works,
  takesS,
}: { shows?: boolean; accepts?: boolean; works?: boolean; takesS?: number } = {}) {
  const sent: string[] = [];
  const active = new Set<string>();
  const port = {
    telemetry: () => {
      const instruments = works === undefined ? [] : [{ id: 'telescope', healthy: true, running: works ? 1 : 0 }];
      return { et: 0, activities: shows ? [...active] : [], instruments } as unknown as Telemetry;
    },
    command(command: Command) {
      sent.push(command.kind);
      if (command.kind === 'start' && !accepts) return { accepted: false, reason: 'no' } as const;
      if (command.kind === 'start') active.add(command.activityId);
      if (command.kind === 'stop') active.delete(command.activityId);
      return { accepted: true as const, ...(command.kind === 'start' && takesS !== undefined && { takesS }) };
    },
  };
  return { port, sent, active };
}

function runnerOn(port: ReturnType<typeof slowStation>['port'], state: RunnerState = createRunnerState([request])) {
  const told: string[] = [];
  const say = (_: unknown, type: string) => void told.push(type);
  return { runner: new ActivityRunner(state, { port, utc: String, requests: [request] }, say), told, state };
}

describe('a request that no plan has room for', () => {
  const left = (reason: string) => ({ activities: [], notPlaced: [{ requestId: 'sky-001', reason, causes: [] }] });

  it('keeps what the plans in force said while its window was open, the last one as its reason', () => {
    const later = { ...request, earliestEt: 150 };
    const { runner } = runnerOn(slowStation().port, createRunnerState([later]));
    runner.note(left('too early to say'), 0);
    runner.note(left('of 9 starts all would meet the sleep'), 100);
    runner.note(left('of 2 starts all would take the battery too low'), 200);
    expect(runner.notMet()).toEqual([
      {
        requestId: 'sky-001',
        reason: 'of 2 starts all would take the battery too low',
        causes: [],
        before: [{ fromUtc: '100', untilUtc: '200', reason: 'of 9 starts all would meet the sleep' }],
      },
    ]);
  });
});

describe('an activity, executed as plan nodes', () => {
  it('is started, seen to run, stopped at its end, and done', () => {
    const { port, sent } = slowStation();
    const { runner, told } = runnerOn(port);
    expect(runner.start(request, 0)).toBe(true);
    runner.endFinished(3599);
    expect(runner.running).toHaveLength(1);
    runner.endFinished(3600);
    expect(sent).toEqual(['start', 'stop']);
    expect(told).toEqual(['start', 'done']);
    expect(runner.executions[0]).toMatchObject({ fromEt: 0, toEt: 3600, status: 'done' });
  });

  it('takes as long as the station says that it takes', () => {
    const { port } = slowStation({ takesS: 5000 });
    const { runner } = runnerOn(port);
    runner.start(request, 0);
    expect(runner.nextEndEt()).toBe(5000);
    runner.endFinished(3600);
    expect(runner.executions).toEqual([]);
    runner.endFinished(5000);
    expect(runner.executions[0]).toMatchObject({ toEt: 5000, status: 'done' });
  });

  it('is not done when telemetry does not show it at its end', () => {
    const { port, active } = slowStation();
    const { runner } = runnerOn(port);
    runner.start(request, 0);
    active.clear();
    runner.endFinished(3600);
    expect(runner.executions[0]).toMatchObject({ status: 'aborted', why: 'the station stopped it' });
    expect(runner.mayStart(request.id)).toBe(true);
  });

  it('is sent again once when its start shows no effect, then given up', () => {
    const { port, sent } = slowStation({ shows: false });
    const { runner, told } = runnerOn(port);
    expect(runner.start(request, 0)).toBe(true);
    expect(runner.nextCheckEt()).toBe(60);
    for (const now of [30, 60, 90, 120, 150]) runner.endFinished(now);
    expect(sent.filter((kind) => kind === 'start')).toHaveLength(2);
    expect(told).toEqual(['refused']);
    expect(runner.notMet()[0]!.reason).toBe('refused by the station: no effect in telemetry within 60 s');
    expect(runner.nextCheckEt()).toBe(Infinity);
  });

  it('tells every stage of its commands while it runs', () => {
    const { port } = slowStation({ works: true });
    const { runner } = runnerOn(port);
    runner.start(request, 5);
    const stages = ['sent', 'accepted', 'started', 'completed'].map((stage) => ({ stage, et: 5 }));
    expect(runner.commands).toEqual([{ id: 'sky-001 start', trace: stages }]);
    runner.endFinished(3605);
    expect(runner.commands).toEqual([]);
  });

  it('has not begun while telemetry lists it but its instrument is not at work: it is sent again, stopped and given up', () => {
    const { port, sent } = slowStation({ works: false });
    const { runner, told } = runnerOn(port);
    runner.start(request, 0);
    expect(runner.commands[0]!.trace.at(-1)).toEqual({ stage: 'started', et: 0 });
    for (const now of [59, 60, 120]) runner.endFinished(now);
    expect(sent).toEqual(['start', 'start', 'stop']);
    expect(told).toEqual(['refused']);
    expect(runner.notMet()[0]!.reason).toBe('refused by the station: telemetry lists it, but its instrument was not at work within 60 s'); // prettier-ignore
  });

  it('is not sent again when the station refuses, and nothing is left to stop', () => {
    const { port, sent } = slowStation({ accepts: false });
    const { runner } = runnerOn(port);
    expect(runner.start(request, 0)).toBe(false);
    expect(sent).toEqual(['start']);
    expect(runner.executions).toEqual([]);
  });

  it('is stopped when it is broken off, and goes on from a snapshot', () => {
    const { port, sent } = slowStation();
    const first = runnerOn(port);
    first.runner.start(request, 0);
    const fixed = new Map([[request, 'request']]);
    const state = createRunnerState([request]);
    restoreSnapshot(state, takeSnapshot(first.state, fixed), fixed);
    const { runner } = runnerOn(port, state);
    runner.abort(100, 'there is too little power');
    expect(sent).toEqual(['start', 'stop']);
    expect(runner.executions[0]).toMatchObject({ status: 'aborted', why: 'there is too little power', toEt: 100 });
  });
});
