import { describe, expect, it } from 'vitest';
import { plan } from './index.ts';
import { sharesOf } from './shares.ts';
import { HOUR, planInput, request } from './testing/plain-model.ts';

describe('shares of partners', () => {
  // a camera of 40 hours: china asks for more, and worth more, than there is; russia for as much, worth less
  const asked = ['china', 'russia'].flatMap((ownerId, k) =>
    Array.from({ length: 8 }, (_, i) => request(`${ownerId}-${i}`, { ownerId, value: 5 - 2 * k, latestEt: 40 * HOUR })),
  );

  it('go by value when nothing is promised', () => {
    const made = plan(planInput(asked), { iterations: 100 });
    expect(made.value).toBe(40);
    expect(made.shares).toEqual([{ ownerId: 'china', timeShare: 1, valueShare: 1, goal: null, lacking: 0 }]);
  });

  it('are kept by the search when they are promised', () => {
    const shareGoals = [{ ownerId: 'russia', of: 'time' as const, atLeast: 0.25 }];
    const made = plan(planInput(asked, undefined, { shareGoals }), { iterations: 600 });
    expect(made.shares[0]).toMatchObject({ ownerId: 'russia', timeShare: 0.25, lacking: 0 });
    // two of eight places at 3 for 5: no more is given away than has to be
    expect(made.value).toBe(36);
  });

  it('are told with what lacks when they cannot be', () => {
    const shareGoals = [{ ownerId: 'egypt', of: 'value' as const, atLeast: 0.1 }];
    const made = plan(planInput(asked, undefined, { shareGoals }), { iterations: 50 });
    expect(made.shares[0]).toEqual({ ownerId: 'egypt', timeShare: 0, valueShare: 0, goal: { of: 'value', atLeast: 0.1 }, lacking: 0.1 }); // prettier-ignore
    expect(sharesOf([], shareGoals)[0]?.lacking).toBe(0.1);
  });
});
