import { describe, expect, it } from 'vitest';
import { leftOver, live } from './testing/random-station.ts';

const DAY_S = 86_400;

describe('a station with every component', () => {
  it('closes its balances to 1e-9 over ten years', () => {
    const { station } = live(3, 3652, 1, 10 * DAY_S);
    for (const [name, share] of Object.entries(leftOver(station))) expect([name, share < 1e-9]).toEqual([name, true]);
  });
});
