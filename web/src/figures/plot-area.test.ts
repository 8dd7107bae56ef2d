import { expect, it } from 'vitest';
import { pathThrough, plotArea } from './plot-area.ts';

const area = plotArea({ left: 40, right: 440, top: 10, bottom: 110 }, [0, 360], [-2, 3]);

it('puts the ends of both spans on the edges, the highest value at the top', () => {
  expect([area.x(0), area.x(360)]).toEqual([40, 440]);
  expect([area.y(-2), area.y(3)]).toEqual([110, 10]);
  expect(area.x(90)).toBe(140);
});

it('draws a line through points, and nothing through none', () => {
  expect(pathThrough(area, [[0, -2], [180, 0.5], [360, 3]])).toBe('M40.0 110.0L240.0 60.0L440.0 10.0'); // prettier-ignore
  expect(pathThrough(area, [])).toBe('');
});
