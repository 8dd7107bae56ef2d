import { expect, it } from 'vitest';
import { movedCount } from './plan-standing.ts';

it('counts what was placed, removed and moved', () => {
  const at = (starts: Record<string, number>) => Object.entries(starts).map(([requestId, startEt]) => ({ requestId, startEt })); // prettier-ignore
  const before = at({ a: 0, b: 10, c: 20 });
  expect(movedCount(before, before)).toBe(0);
  expect(movedCount(before, at({ a: 0, b: 11, c: 20 }))).toBe(1);
  expect(movedCount(before, at({ a: 0, b: 11, d: 5 }))).toBe(3);
  expect(movedCount(before, [])).toBe(3);
});
