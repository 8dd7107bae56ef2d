import { readFileSync } from 'node:fs';
import { planSha256 } from '@openilrs/core/mission';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { describe, expect, it } from 'vitest';
import { FIXTURE_FROM_ET, fixtureOperations } from '../testing/fixture-run.ts';
import { LiveSession } from './live-session.ts';
import type { LifeAt, RefusedPlan, SimulationRequest } from './simulator.ts';

const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'));
const run = fixtureOperations(lsk, 40);
const DAY = 86_400;
const AT = FIXTURE_FROM_ET + 5 * DAY;
const plan = (day: number) => [{ requestId: 'a', startEt: FIXTURE_FROM_ET + day * DAY }];
const apply = (revision: number, day = 6) => ({ type: 'applyPlan' as const, activities: plan(day), slackS: 60, openedEt: AT, revision }); // prettier-ignore

function start() {
  const lived: SimulationRequest[] = [];
  const checked: LifeAt[] = [];
  let refusal: RefusedPlan | null = null;
  let hold: Promise<void> = Promise.resolve();
  const session = new LiveSession({
    id: 's',
    run,
    seed: 7,
    nowMs: () => 0,
    simulator: {
      faultKinds: () => [],
      checkPlan: async (at) => {
        checked.push(at);
        return refusal;
      },
      simulate: async (request, { signal }) => {
        lived.push(request);
        await hold;
        signal?.throwIfAborted();
        return fixtureOperations(lsk, 40, request.seed, request.faults);
      },
    },
  });
  return {
    session,
    lived,
    checked,
    refuse: (next: RefusedPlan | null) => (refusal = next),
    hold: (next: Promise<void>) => (hold = next),
  };
}

describe('a plan that is applied to a session', () => {
  it('is checked at the clock, lived with, told, and can be taken back', async () => {
    const { session, lived, checked } = start();
    await session.command({ type: 'jump', et: AT });
    await session.command({ type: 'play' });
    const told = await session.command(apply(0));
    expect(session.state()).toMatchObject({ playing: false, etNow: AT });
    expect(checked).toEqual([{ et: AT, life: { seed: 7, faults: [], orders: [] } }]);
    const order = { et: AT, activities: plan(6), slackS: 60 };
    expect(lived).toEqual([{ seed: 7, faults: [], orders: [order] }]);
    expect(told).toMatchObject({ revision: 1, plans: [{ et: AT, activities: 1, sha256: planSha256(plan(6)) }] });
    // a later one comes beside it, one at an earlier clock in its place
    await session.command({ type: 'jump', et: AT + DAY });
    await session.command(apply(1, 8));
    expect(lived[1]!.orders).toEqual([order, { et: AT + DAY, activities: plan(8), slackS: 60 }]);
    await session.command({ type: 'jump', et: AT });
    const third = await session.command(apply(2, 9));
    expect(third!.plans).toMatchObject([{ et: AT, sha256: planSha256(plan(9)) }]);
    const back = await session.command({ type: 'withdrawPlan', revision: 3 });
    expect(back!.plans.map(({ et }) => et)).toEqual([AT, AT + DAY]);
    await session.command({ type: 'withdrawPlan', revision: 4 });
    const none = await session.command({ type: 'withdrawPlan', revision: 5 });
    expect([none!.plans, session.run === run]).toEqual([[], true]);
    await expect(session.command({ type: 'withdrawPlan', revision: 6 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is refused when somebody else was quicker, and before the instant from which it was opened', async () => {
    const { session, lived } = start();
    await session.command({ type: 'jump', et: AT });
    await session.command(apply(0));
    await expect(session.command(apply(0))).rejects.toMatchObject({ code: 'PLAN_CHANGED', where: 'body.revision', legal: '1' }); // prettier-ignore
    await expect(session.command({ type: 'withdrawPlan', revision: 0 })).rejects.toMatchObject({ code: 'PLAN_CHANGED' }); // prettier-ignore
    await session.command({ type: 'jump', et: AT - DAY });
    await expect(session.command(apply(1))).rejects.toMatchObject({ code: 'PLAN_CHANGED', where: 'body.openedEt' });
    expect(lived).toHaveLength(1);
  });

  it('is refused with the reason when it breaks a hard constraint; the session stays as it was', async () => {
    const { session, lived, refuse } = start();
    await session.command({ type: 'jump', et: AT });
    refuse({ index: 0, requestId: 'a', reason: 'the battery would fall to 12 %', nearestStartEt: AT + 3600 });
    await expect(session.command(apply(0))).rejects.toMatchObject({
      code: 'PLAN_REFUSED',
      where: 'body.activities.0',
      message: '"a" cannot be kept: the battery would fall to 12 %',
      legal: `the nearest start is ${AT + 3600}`,
    });
    expect(lived).toEqual([]);
    refuse(null);
    expect(await session.command(apply(0))).toMatchObject({ revision: 1 });
  });

  it('can be given up on the way, and lets nothing else simulate meanwhile', async () => {
    const { session, hold } = start();
    await session.command({ type: 'jump', et: AT });
    let release = () => {};
    hold(new Promise((done) => (release = done)));
    const control = new AbortController();
    const applying = session.command(apply(0), control.signal);
    await expect(session.command({ type: 'clearFaults' })).rejects.toMatchObject({ code: 'SIMULATION_BUSY' });
    control.abort(new Error('given up'));
    release();
    await expect(applying).rejects.toThrow('given up');
    expect(session.run).toBe(run);
    expect(await session.command(apply(0))).toMatchObject({ revision: 1 });
  });
});
