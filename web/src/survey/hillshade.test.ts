import { expect, it } from 'vitest';
import { hillshade } from './hillshade.ts';

const plane = (slopeX: number, slopeY: number) => ({
  columns: 5,
  rows: 4,
  stepM: 10,
  // row 0 at the top: y falls with the row
  heightM: Float32Array.from({ length: 20 }, (_, i) => (i % 5) * 10 * slopeX - Math.floor(i / 5) * 10 * slopeY),
});

it('gives level ground the sine of the height of the light', () =>
  expect(Math.abs(hillshade(plane(0, 0), 315, 30)[0]! - 255 * 0.5)).toBeLessThan(1));

it('lights the side that looks at the light', () => {
  // falls toward the left (west): a light from the west shines on it at right angles
  const facing = hillshade(plane(1, 0), 270, 45)[4 * 7]!;
  expect(facing).toBe(255);
  expect(hillshade(plane(1, 0), 90, 45)[4 * 7]).toBe(0);
  // falls toward the top (north)
  expect(hillshade(plane(0, -1), 0, 45)[4 * 7]).toBe(255);
});

it('leaves gaps transparent', () => {
  const gap = plane(0, 0);
  gap.heightM[7] = NaN;
  expect(hillshade(gap)[4 * 6 + 3]).toBe(0);
});
