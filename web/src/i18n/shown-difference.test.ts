import { expect, it } from 'vitest';
import { shownDifference, signed } from './shown-difference.ts';

it('subtracts figures as they are shown', () => {
  expect(shownDifference(1449.6, 1137.8)).toBe(-312); // 1450 and 1138
  expect(shownDifference(25.98, 26.26, 1)).toBe(0.3); // 26.0 and 26.3
  expect(shownDifference(26.04, 25.96, 1)).toBe(0); // 26.0 twice
});

it('writes the sign, and nothing where there is no difference', () => {
  const write = (size: number) => `${size} pp`;
  expect([0.3, -1.2, 0, -0].map((one) => signed(one, write))).toEqual(['+0.3 pp', '−1.2 pp', null, null]);
});
