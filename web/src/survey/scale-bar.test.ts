import { expect, it } from 'vitest';
import { scaleBar } from './scale-bar.ts';

it.each([
  [100, 160, 10_000, 100],
  [40, 160, 5000, 125],
  [0.5, 160, 50, 100],
  [7, 160, 1000, 1000 / 7],
])('at %d m a pixel and at most %d pixels it is %d m', (metresPerPixel, most, lengthM, px) => {
  const bar = scaleBar(metresPerPixel, most);
  expect(bar.lengthM).toBe(lengthM);
  expect(bar.px).toBeCloseTo(px, 9);
});
