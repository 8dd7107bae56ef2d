import { readFileSync } from 'node:fs';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { describe, expect, it } from 'vitest';
import { FIXTURE_FROM_ET, fixtureOperations } from '../testing/fixture-run.ts';
import { LiveSession, type LiveMessage } from './live-session.ts';
import type { SimulationRequest } from './simulator.ts';

const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'));
const run = fixtureOperations(lsk, 40);
const DAY = 86_400;
const fault = { et: FIXTURE_FROM_ET + DAY, componentId: 'relay', kind: 'linkOutage', durationS: DAY, effect: 1 };

function start() {
  let now = 0;
  const asked: SimulationRequest[] = [];
  let release: () => void = () => {};
  const session = new LiveSession({
    id: 's',
    run,
    seed: 7,
    nowMs: () => now,
    simulator: {
      faultKinds: () => [
        { componentId: 'relay', kind: 'linkOutage', title: '', usesEffect: false, durationS: null, effect: 1 },
      ],
      checkPlan: async () => null,
      simulate: async (request) => {
        asked.push(request);
        await new Promise<void>((done) => (release = done));
        return fixtureOperations(lsk, 40, request.seed, request.faults);
      },
    },
  });
  const heard: LiveMessage[] = [];
  session.listen((message) => heard.push(message));
  return { session, heard, asked, pass: (ms: number) => (now += ms), release: () => release() };
}

describe('the clock of a session', () => {
  it('stands still until it plays, then runs at its speed, and keeps its place when the speed changes', async () => {
    const { session, pass } = start();
    pass(5000);
    expect(session.state().etNow).toBe(FIXTURE_FROM_ET);
    await session.command({ type: 'speed', speed: 100 });
    await session.command({ type: 'play' });
    pass(2000);
    expect(session.state().etNow).toBeCloseTo(FIXTURE_FROM_ET + 200, 5);
    await session.command({ type: 'speed', speed: 1000 });
    pass(1000);
    expect(session.state().etNow).toBeCloseTo(FIXTURE_FROM_ET + 1200, 5);
    await session.command({ type: 'pause' });
    pass(1e6);
    expect(session.state()).toMatchObject({ playing: false });
    expect(session.state().etNow).toBeCloseTo(FIXTURE_FROM_ET + 1200, 5);
  });

  it('stays within the run, stops at its end and begins again from there', async () => {
    const { session, pass } = start();
    await session.command({ type: 'jump', et: 0 });
    expect(session.state().etNow).toBe(FIXTURE_FROM_ET);
    await session.command({ type: 'jump', et: run.summary.toEt - 10 });
    await session.command({ type: 'play' });
    pass(60_000);
    session.tick();
    expect(session.state()).toMatchObject({ playing: false, etNow: run.summary.toEt });
    await session.command({ type: 'play' });
    expect(session.state()).toMatchObject({ playing: true, etNow: FIXTURE_FROM_ET });
  });

  it('tells every event that passes once', async () => {
    const { session, heard, pass } = start();
    await session.command({ type: 'speed', speed: 3 * DAY });
    await session.command({ type: 'play' });
    for (let i = 0; i < 16; i += 1) {
      pass(250);
      session.tick();
    }
    const told = heard.flatMap((message) => (message.name === 'event' ? [message.data.seq] : []));
    const passed = run.events.filter(({ et }) => et > FIXTURE_FROM_ET && et <= FIXTURE_FROM_ET + 12 * DAY);
    expect(told).toEqual(passed.map(({ seq }) => seq));
  });
});

describe('a fault that is injected', () => {
  it('simulates the run again with it and keeps the instant', async () => {
    const { session, heard, asked, release } = start();
    await session.command({ type: 'jump', et: FIXTURE_FROM_ET + 2 * DAY });
    const answer = session.command({ type: 'injectFault', fault });
    await expect(session.command({ type: 'clearFaults' })).rejects.toMatchObject({ code: 'SIMULATION_BUSY' });
    release();
    expect(await answer).toMatchObject({ revision: 1, faults: [fault] });
    expect(asked).toEqual([{ seed: 7, faults: [fault] }]);
    expect(session.state().etNow).toBe(FIXTURE_FROM_ET + 2 * DAY);
    expect(session.run.events.some(({ severity }) => severity === 'alarm')).toBe(true);
    expect(await session.command({ type: 'clearFaults' })).toMatchObject({ revision: 2, faults: [] });
    expect(session.run).toBe(run);
    expect(heard.filter(({ name }) => name === 'run')).toHaveLength(3);
  });

  it('is refused for what the station does not have, and outside the run', async () => {
    const { session } = start();
    const inject = (change: object) => session.command({ type: 'injectFault', fault: { ...fault, ...change } });
    await expect(inject({ componentId: 'warp-drive' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      legal: 'relay/linkOutage',
    });
    await expect(inject({ et: 0 })).rejects.toMatchObject({ where: 'body.fault.et' });
  });
});
