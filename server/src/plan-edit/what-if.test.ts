import { readFileSync } from 'node:fs';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { describe, expect, it } from 'vitest';
import type { SimulationRequest } from '../live/simulator.ts';
import { FIXTURE_FROM_ET, fixtureOperations } from '../testing/fixture-run.ts';
import { WhatIfs } from './what-if.ts';

const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'));
const plan = { activities: [{ requestId: 'a', startEt: FIXTURE_FROM_ET }], faults: [], slackS: 60 };

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
