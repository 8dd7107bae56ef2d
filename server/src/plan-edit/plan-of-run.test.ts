import { expect, it } from 'vitest';
import { planOfRun } from './plan-of-run.ts';

const simulator = { planToEdit: async (planned: unknown) => ({ source: planned === null ? 'madeNow' : 'planFile', activities: planned ?? [] }) as never }; // prettier-ignore
const drop = { kind: 'drop', requestIds: ['a'], valueLost: 8, startEt: 0, effort: 1, words: 'leave out a (8 of value lost)' } as const; // prettier-ignore
const file = {
  missionId: 'm',
  activities: [{ requestId: 'a', startEt: 7 }],
  notPlaced: [
    { requestId: 'b', reason: 'its only start would find the camera in use by a', changes: [drop] },
    { requestId: 'c', reason: 'not at the station' },
  ],
};
const runOf = (content: unknown) => ({ has: () => content !== null, read: () => content as never });
const ask = (content: unknown) => planOfRun(runOf(content), 'm', simulator, {});

it('says what ilrs plan left out, why, and what would be enough', async () => {
  const { leftOut } = await ask(file);
  expect(leftOut).toEqual([
    { requestId: 'b', reason: 'its only start would find the camera in use by a', changes: ['leave out a (8 of value lost)'] },
    { requestId: 'c', reason: 'not at the station' },
  ]); // prettier-ignore
});

it('takes no plan of another mission, and says nothing of one made now', async () => {
  expect(await ask({ ...file, missionId: 'other' })).toMatchObject({ source: 'madeNow' });
  expect((await ask(null)).leftOut).toBeUndefined();
});
