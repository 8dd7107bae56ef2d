import { expect, it } from 'vitest';
import { createTimeLeft } from './time-left.ts';

it('tells nothing in the first seconds, nor of a few reports', () => {
  const left = createTimeLeft();
  for (let i = 0; i < 20; i += 1) left.hear(900, i * 100);
  expect(left.seconds).toBeNull();
  const few = createTimeLeft();
  for (let i = 0; i < 7; i += 1) few.hear(10, 4000 + i);
  expect(few.seconds).toBeNull();
  const unmeasured = createTimeLeft();
  for (let i = 0; i < 50; i += 1) unmeasured.hear(null, i * 200);
  expect(unmeasured.seconds).toBeNull();
});

it('counts down to the median of the ends reported, whatever single reports say', () => {
  const left = createTimeLeft();
  // 60 s of work; every fifth report is three times too long
  for (let ms = 0; ms <= 10_000; ms += 250) left.hear(((60_000 - ms) / 1000) * (ms % 1250 === 0 ? 3 : 1), ms);
  expect(left.seconds).toBeCloseTo(50, 6);
  left.hear(49, 11_000);
  expect(left.seconds).toBeCloseTo(49, 6);
});
