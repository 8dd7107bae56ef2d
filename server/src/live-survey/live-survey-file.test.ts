import { expect, it } from 'vitest';
import { CRITERIA, projString, type SurveySpec } from '@openilrs/core/terrain';
import { fileOfPicture } from './live-survey-file.ts';
import type { LivePicture } from './live-survey-types.ts';

const cells = (value: number) => Float32Array.from({ length: 4 }, () => value);
const picture: LivePicture = {
  id: 'one',
  heightM: 12,
  period: { fromUtc: '2035-01-01T00:00:00Z', toUtc: '2036-01-01T00:00:00Z' },
  cellM: 40,
  directions: 720,
  sampleS: 1800,
  isFinest: true,
  grid: { columns: 2, rows: 2, stepM: 40, xMinM: 0, yMaxM: 0, proj: projString('southPolarStereographic') },
  layers: {
    sunDiscMean: cells(0.5),
    sunAnyFraction: cells(0.6),
    longestDark: cells(70),
    earthFraction: cells(0.5),
    permanentShadow: cells(0),
    shadowDistance: cells(900),
    slope: cells(5),
    elevation: cells(1900),
  },
  provenance: { software: 'test', command: 'ilrs survey m.yaml --layers=a --only --out maps', seed: null, inputs: {} },
  notice: '',
};
const quantity = (si: number) => ({ si, value: si, unit: '1', source: 'test' });
const criteria = Object.fromEntries(
  CRITERIA.map((id) => [id, { weight: 1, worst: quantity(0), best: quantity(1) }]),
) as unknown as SurveySpec['criteria'];

/** The comment lines of a layer's CSV, by name. */
function headsOf(layer: string): Record<string, string> {
  const text = new TextDecoder().decode(fileOfPicture({ picture, layer, type: 'csv' }, criteria));
  return Object.fromEntries([...text.matchAll(/^# (\w+): (.*)$/gm)].map(([, name, value]) => [name!, value!]));
}

it('says the height of the eye: the one asked for, the ground, or none at all for maps of the ground itself', () => {
  for (const layer of ['sunDiscMean', 'sunAnyFraction', 'earthFraction', 'longestDark', 'score'])
    expect(headsOf(layer).HEIGHT_M, layer).toBe('12');
  for (const layer of ['permanentShadow', 'shadowDistance']) expect(headsOf(layer).HEIGHT_M, layer).toBe('0');
  for (const layer of ['slope', 'elevation'])
    for (const name of ['HEIGHT_M', 'PERIOD', 'DIRECTIONS', 'SUN_STEP_S']) expect(headsOf(layer)).not.toHaveProperty(name); // prettier-ignore
});

it('says of each kind of light what it is, and that eclipses are left out', () => {
  for (const layer of ['sunDiscMean', 'sunAnyFraction'])
    expect(headsOf(layer).DEFINITION).toMatch(new RegExp(`^${layer}: .*eclipses .* are not counted`));
});
