import type { LiveSurveyOptions } from '@openilrs/api/contract';
import { expect, it } from 'vitest';
import { questionIn, weightsIn } from './live-link.ts';

const options = {
  heightM: { min: 0, max: 50, usual: 10 },
  period: { usual: { fromUtc: '2031-01-01T00:00:00Z', toUtc: '2050-01-01T00:00:00Z' } },
  cellM: { finest: [80, 40, 20], usual: 40 },
  criteria: [{ id: 'a', weight: 4 }, { id: 'b', weight: 2 }],
} as unknown as LiveSurveyOptions; // prettier-ignore
const link = (params: Record<string, string>) => ({ get: (name: string) => params[name] });

it('reads the question of the link, and takes the usual for what is missing or wrong', () => {
  const usual = { heightM: 10, ...options.period.usual, cellM: 40 };
  expect(questionIn(link({}), options)).toEqual(usual);
  expect(questionIn(link({ lh: '51', lp: '2035', lc: '7' }), options)).toEqual(usual);
  expect(questionIn(link({ lh: '0', lp: '2035-01-01 2036-01-01', lc: '20' }), options)).toEqual({
    heightM: 0,
    fromUtc: '2035-01-01T00:00:00Z',
    toUtc: '2036-01-01T00:00:00Z',
    cellM: 20,
  });
  expect(weightsIn(link({ lw: '1,0' }), options)).toEqual({ a: 1, b: 0 });
  expect(weightsIn(link({ lw: '1' }), options)).toEqual({ a: 4, b: 2 });
});
