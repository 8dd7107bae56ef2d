import { expect, it } from 'vitest';
import { telemetryAt, valuesAt } from './telemetry-at.ts';

const facts = { component: 'c', title: 'x', states: null, least: 0 } as const;
const telemetry = {
  parameters: [
    { ...facts, id: 'c.temp', unit: 'K', low: 250, high: 320, most: 1000, et: [10, 20, 30], values: [300, 240, 1200] },
    { ...facts, id: 'c.load', unit: 'W', low: null, high: null, most: null, et: [15, 25], values: [5, null] },
  ],
};

it('holds a value from its instant to the next, and says what is not valid or beyond its limits', () => {
  const said = (et: number) => telemetryAt(telemetry, et).values.map(({ value, valid, withinLimits, sinceEt }) => [value, valid, withinLimits, sinceEt]); // prettier-ignore
  expect(said(9)).toEqual([[null, false, null, null], [null, false, null, null]]); // prettier-ignore
  expect(said(19.9)).toEqual([[300, true, true, 10], [5, true, true, 15]]); // prettier-ignore
  expect(said(20)).toEqual([[240, true, false, 20], [5, true, true, 15]]); // prettier-ignore
  expect(said(1e9)).toEqual([[1200, false, null, 30], [null, false, null, 25]]); // prettier-ignore
  expect(valuesAt(telemetry, 20)).toEqual([240, 5]);
});
