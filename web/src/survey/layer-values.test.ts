import { describe, expect, it } from 'vitest';
import { createNumbers } from '../i18n/numbers.ts';
import { layerTicks, layerUnit, layerValue } from './layer-values.ts';

const words: Record<string, string> = { 'value.yes': 'yes', 'value.no': 'no' };
const i18n = { t: (key: string) => words[key] ?? key, numbers: createNumbers('en-GB'), unit: (unit: string) => (unit === 'deg' ? '°' : unit) }; // prettier-ignore
const layer = (id: string, unit: string, scale = 'viridis') => ({ id, unit, scale, title: id, definition: '', heightM: null, min: 0, max: 0.8 }); // prettier-ignore

describe('values of a layer', () => {
  it.each([
    [layer('sunDiscMean', '1'), 0.8123, '81.2%', '%'],
    [layer('permanentShadow', '1', 'shadow'), 0, 'no', ''],
    [layer('permanentShadow', '1', 'shadow'), 1, 'yes', ''],
    [layer('slope', 'deg'), 9.4449, '9.4°', '°'],
    [layer('elevation', 'm'), 1913.4, '1,913 m', 'm'],
    [layer('longestDark', 'h'), 73.25, '73.3 h', 'h'],
    [layer('score', '1'), 0.5, '0.500', ''],
  ])('$id is written with its unit', (of, value, text, unit) => {
    expect(layerValue(of, value, i18n)).toBe(text);
    expect(layerUnit(of, i18n)).toBe(unit);
  });

  it('is a dash where there is none', () => expect(layerValue(layer('slope', 'deg'), null, i18n)).toBe('–'));

  it('runs along the colours in the same unit', () => {
    expect(layerTicks(layer('sunDiscMean', '1'), i18n).map(({ label }) => label)).toEqual(['0', '20', '40', '60', '80']); // prettier-ignore
    expect(layerTicks(layer('score', '1'), i18n).map(({ label }) => label)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8']); // prettier-ignore
    expect(layerTicks(layer('sunDiscMean', '1'), i18n)[1]!.at).toBeCloseTo(0.2, 12);
  });
});
