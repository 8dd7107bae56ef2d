import type { LightResult } from '@openilrs/core/mission';
import { expect, it } from 'vitest';
import { commonLight } from './union-light.ts';
import { placesIn, placesText } from './places-link.ts';

const light = (...spans: [number, number][]) =>
  ({ windows: spans.map(([fromEt, toEt]) => ({ kind: 'sunAny', fromEt, toEt })) }) as unknown as LightResult;

it('is lit when any place is, and dark when none is', () => {
  const hour = 3600;
  const both = commonLight([light([0, 4 * hour], [8 * hour, 9 * hour]), light([3 * hour, 5 * hour])], [0, 10 * hour]);
  expect(both.lit).toEqual([[0, 5 * hour], [8 * hour, 9 * hour]]); // prettier-ignore
  expect(both.sunAnyFraction).toBeCloseTo(0.6, 12);
  expect(both.nightH).toBe(3);
  expect(commonLight([light([0, 10])], [0, 10])).toMatchObject({ sunAnyFraction: 1, night: null, nightH: 0 });
});

it('keeps places in the link', () => {
  const text = placesText([{ xM: -1200, yM: 34.56 }, { xM: 1, yM: 2 }]); // prettier-ignore
  expect(text).toBe('-1200.0,34.6;1.0,2.0');
  expect(placesIn(text)).toEqual([{ xM: -1200, yM: 34.6 }, { xM: 1, yM: 2 }]); // prettier-ignore
  expect(placesIn('x;1,2,3;;5,6')).toEqual([{ xM: 5, yM: 6 }]);
  expect(placesText([])).toBeUndefined();
});
