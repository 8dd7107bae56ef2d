import { readFileSync } from 'node:fs';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { describe, expect, it } from 'vitest';
import type { SimulationRequest } from '../live/simulator.ts';
import { FIXTURE_FROM_ET, fixtureOperations } from '../testing/fixture-run.ts';
import { WhatIfs } from './what-if.ts';

const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'));
const plan = { activities: [{ requestId: 'a', startEt: FIXTURE_FROM_ET }], faults: [], slackS: 60 };

const usual = { activities: [], faults: [], slackS: 60 };

function twin() {
  const asked: SimulationRequest[] = [];
  const finish: (() => void)[] = [];
  const whatIfs = new WhatIfs(
    {
      faultKinds: () => [{ componentId: 'relay', kind: 'linkOutage', title: '', usesEffect: false, durationS: null, effect: 1 }], // prettier-ignore
      simulate: async (request) => {
        asked.push(request);
        await new Promise<void>((done) => finish.push(done));
        return fixtureOperations(lsk, 20, request.seed, request.faults);
      },
    },
    7,
  );
  return { whatIfs, asked, finish };
}

describe('a plan tried from the clock of a session', () => {
  const et = FIXTURE_FROM_ET + 10 * 86_400;
  const fault = { et: FIXTURE_FROM_ET, componentId: 'relay', kind: 'linkOutage', durationS: null, effect: 1 };
  const orders = [5, 10, 15].map((day) => ({ et: FIXTURE_FROM_ET + day * 86_400, activities: [], slackS: 0 }));
  const run = fixtureOperations(lsk, 20);
  const session = { run, lifeAt: () => ({ et, life: { seed: 3, faults: [fault], orders } }) };
  const live = { id: 's', et };

  it('lives with the seed, the faults and the plans of the session, and with this plan in place of what was applied then or later', async () => {
    const { whatIfs, asked, finish } = twin();
    const answer = whatIfs.ask({ ...plan, live }, session);
    finish[0]!();
    await answer;
    expect(asked).toEqual([{ seed: 3, faults: [fault], orders: [orders[0], { et, activities: plan.activities, slackS: 60 }] }]); // prettier-ignore
  });

  it('without a plan and without more faults is what the session has lived already', async () => {
    const { whatIfs, asked, finish } = twin();
    const { summary } = await whatIfs.ask({ ...usual, activities: null, live }, session);
    expect([asked, summary]).toEqual([[], run.summary]);
    const more = whatIfs.ask({ ...usual, activities: null, faults: [fault], live }, session);
    finish[0]!();
    await more;
    expect(asked).toEqual([{ seed: 3, faults: [fault, fault], orders }]);
  });

  it('is refused outside the run, and without a session when there is no plan', async () => {
    const { whatIfs } = twin();
    await expect(whatIfs.ask({ ...plan, live: { id: 's', et: 0 } }, session)).rejects.toMatchObject({ where: 'body.live.et' }); // prettier-ignore
    await expect(whatIfs.ask({ ...usual, activities: null })).rejects.toMatchObject({ where: 'body.activities' });
  });
});

describe('a plan tried on the twin', () => {
  it('is lived through with the seed of the mission, and answered with battery and store', async () => {
    const { whatIfs, asked, finish } = twin();
    const answer = whatIfs.ask(plan);
    finish[0]!();
    const { profiles, summary } = await answer;
    expect(asked).toEqual([{ seed: 7, faults: [], plan: { activities: plan.activities, slackS: 60 } }]);
    expect(profiles.series.map(({ id }) => id)).toEqual(['battery', 'store', 'powerIn', 'powerOut']);
    expect(profiles.fromEt).toBe(summary.fromEt);
  });

  it('is refused with a fault that the station cannot have, and when four wait already; then the fifth goes through', async () => {
    const { whatIfs, finish } = twin();
    const fault = { et: FIXTURE_FROM_ET, componentId: 'relay', kind: 'meteorite', durationS: null, effect: 1 };
    await expect(whatIfs.ask({ ...plan, faults: [fault] })).rejects.toMatchObject({ code: 'BAD_REQUEST', where: 'body.faults.0', legal: 'relay/linkOutage' }); // prettier-ignore
    const four = [1, 2, 3, 4].map(() => whatIfs.ask(plan));
    await expect(whatIfs.ask(plan)).rejects.toMatchObject({ code: 'SIMULATION_BUSY' });
    finish[0]!();
    await four[0];
    const fifth = whatIfs.ask(plan);
    for (const done of finish.slice(1)) done();
    await expect(Promise.all([...four, fifth])).resolves.toHaveLength(5);
  });
});
