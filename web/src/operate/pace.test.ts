import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

it('tells how long is left by the pace since the work began to be heard of', () => {
  const pace = createPace();
  expect(pace.secondsLeft()).toBeNull();
  pace.hear(0, 20_000); // twenty seconds of preparation do not count
  pace.hear(0.04, 20_400);
  expect(pace.secondsLeft()).toBeNull();
  pace.hear(0.25, 22_500);
  expect(pace.secondsLeft()).toBeCloseTo(7.5, 9);
  pace.hear(1, 30_000);
  expect(pace.secondsLeft()).toBe(0);
});

it('begins anew with other work', () => {
  const pace = createPace();
  pace.hear(0.1, 0);
  pace.hear(0.9, 8000);
  pace.hear(0, 9000);
  expect(pace.secondsLeft()).toBeNull();
  pace.hear(0.5, 14_000);
  expect(pace.secondsLeft()).toBeCloseTo(5, 9);
});
