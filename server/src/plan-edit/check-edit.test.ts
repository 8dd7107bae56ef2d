import { readFileSync } from 'node:fs';
import { plan } from '@openilrs/core/autonomy';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { describe, expect, it } from 'vitest';
import { fixturePlanInput } from '../testing/fixture-plan.ts';
import { editChecker } from './check-edit.ts';

const input = fixturePlanInput(parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8')), 60);
const activities = plan(input).activities.map(({ request, startEt }) => ({ requestId: request.id, startEt }));

describe('changes judged over the server', () => {
  it('say the same whether the plan is open already or not, and leave it as it is', () => {
    const check = editChecker(input);
    for (const { requestId, startEt } of activities.slice(0, 8))
      for (const hours of [-30, 1, 100]) {
        const edit = { kind: 'move', requestId, startEt: startEt + hours * 3600 } as const;
        const anew = editChecker(input)({ activities, edit });
        expect(check({ activities, edit })).toEqual(anew);
        expect(anew.ok).toBe(anew.reason === null);
      }
  });

  it('are judged against the plan that is sent, not the one before', () => {
    const check = editChecker(input);
    const { requestId, startEt } = activities[0]!;
    const remove = { kind: 'remove', requestId } as const;
    expect(check({ activities, edit: remove })).toMatchObject({ ok: true });
    const without = activities.filter((one) => one.requestId !== requestId);
    expect(check({ activities: without, edit: remove })).toMatchObject({ ok: false });
    expect(check({ activities: without, edit: { kind: 'add', requestId, startEt } })).toMatchObject({ ok: true });
  });

  it('name the request that the mission does not have', () => {
    const bad = { requestId: 'nobody', startEt: 0 };
    expect(() => editChecker(input)({ activities: [...activities, bad], edit: { kind: 'remove', requestId: activities[0]!.requestId } })).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', where: `body.activities.${activities.length}.requestId` }),
    );
    expect(() => editChecker(input)({ activities, edit: { kind: 'add', ...bad } })).toThrow(expect.objectContaining({ where: 'body.edit.requestId' })); // prettier-ignore
  }); // prettier-ignore
});
