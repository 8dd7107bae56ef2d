import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitrate, createArbiterState, type Wish } from './arbiter.ts';
import { TIERS, type Tier } from './monitor-spec.ts';

const HOUR = 3600;
const wish = (by: string, tier: Tier, component = 'core', settleS = 4 * HOUR): Wish => ({
  by,
  tier,
  component,
  settleS,
});
const granted = (ruling: ReturnType<typeof arbitrate>) => ruling.granted.map(({ by }) => by);

describe('the arbiter', () => {
  it('grants the strongest response about the station and refuses the others while it holds', () => {
    const state = createArbiterState();
    const first = arbitrate(state, [wish('a', 'shed'), wish('b', 'safe'), wish('c', 'mask'), wish('d', 'spare')], 0);
    expect(granted(first)).toEqual(['b', 'c']);
    expect(first.refused.map(({ wish: { by }, why }) => [by, why])).toEqual([['a', 'outranked'], ['d', 'held']]); // prettier-ignore
    expect(granted(arbitrate(state, [wish('a', 'shed'), wish('e', 'safe')], HOUR))).toEqual([]);
    expect(granted(arbitrate(state, [wish('e', 'sleep')], HOUR))).toEqual(['e']);
    expect(granted(arbitrate(state, [wish('d', 'spare'), wish('a', 'shed')], 6 * HOUR))).toEqual(['a', 'd']);
  });

  it('never lets two responses fight, whatever is asked for and when', () => {
    const wishes = fc.array(fc.record({ by: fc.constantFrom('a', 'b', 'c'), tier: fc.constantFrom(...TIERS), component: fc.constantFrom('core', 'bay'), settleS: fc.integer({ min: 60, max: 9 * HOUR }) }), { maxLength: 5 }); // prettier-ignore
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * HOUR }), wishes), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (asked) => {
        const state = createArbiterState();
        const whole: { tier: Tier; from: number; to: number }[] = [];
        const spares = new Map<string, number>();
        let now = 0;
        for (const [pause, list] of asked) {
          now += pause;
          const ruling = arbitrate(state, list, now);
          expect(ruling.granted.length + ruling.refused.length).toBe(list.length);
          for (const { tier, component, settleS } of ruling.granted) {
            const held = whole.filter(({ from, to }) => from <= now && now < to);
            if (tier === 'spare') {
              // no unit is changed under a safe state, and none to and fro before it has settled
              expect(held.some((one) => one.tier === 'safe' || one.tier === 'sleep')).toBe(false);
              expect(now).toBeGreaterThanOrEqual(spares.get(component) ?? 0);
              spares.set(component, now + settleS);
            } else if (tier !== 'mask') {
              // the station follows one response, and leaves it for a stronger one only
              for (const one of held) expect(TIERS.indexOf(tier)).toBeGreaterThan(TIERS.indexOf(one.tier));
              for (const one of held) one.to = now;
              whole.push({ tier, from: now, to: now + settleS });
            }
          }
        }
      }),
    );
  });
});
