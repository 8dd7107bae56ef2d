import { scoreMap, type SurveySpec } from '@openilrs/core/terrain';
import { expect, it } from 'vitest';
import { scoreOf } from './score.ts';

it('is the score of the survey, limits and missing shadow included', () => {
  const criteria = [
    { id: 'sunDiscMean', weight: 4, worst: 0.7, best: 0.93, limit: 0.75 },
    { id: 'longestDark', weight: 3, worst: 1.2e6, best: 2.4e5, limit: 7.2e5 },
    { id: 'slope', weight: 2, worst: 0.26, best: 0.05, limit: 0.26 },
    { id: 'earthFraction', weight: 1, worst: 0, best: 0.6, limit: 0.3 },
    { id: 'shadowDistance', weight: 1, worst: 5000, best: 500, limit: null },
  ];
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const map = (low: number, high: number) => Float32Array.from({ length: 2000 }, () => (random() < 0.02 ? NaN : low + random() * (high - low))); // prettier-ignore
  const layers = { sunDiscMean: map(0.6, 1), slope: map(0, 20), earthFraction: map(0, 1), shadowDistance: map(0, 8000) }; // prettier-ignore
  const weights = { sunDiscMean: 1, slope: 5, earthFraction: 0, shadowDistance: 2.5 };
  const spec = Object.fromEntries(
    criteria.map(({ id, worst, best, limit, weight }) => [
      id,
      {
        weight: (weights as Record<string, number>)[id] ?? weight,
        worst: { si: worst },
        best: { si: best },
        ...(limit === null ? {} : { limit: { si: limit } }),
      },
    ]),
  ) as unknown as SurveySpec['criteria'];
  const truth = scoreMap(spec, {
    ...layers,
    slope: layers.slope.map((degrees) => (degrees * Math.PI) / 180),
    shadowDistance: layers.shadowDistance.map((metres) => (Number.isNaN(metres) ? Infinity : metres)),
  });
  const found = scoreOf(criteria, weights, layers);
  let known = 0;
  for (let i = 0; i < truth.length; i += 1) {
    // earth unknown: the survey leaves the cell out by its limit
    if (Number.isNaN(truth[i]!)) expect(found[i], String(i)).toBeNaN();
    else expect(found[i]).toBeCloseTo(truth[i]!, 5);
    if (!Number.isNaN(truth[i]!)) known += 1;
  }
  expect(known).toBeGreaterThan(300);
});
