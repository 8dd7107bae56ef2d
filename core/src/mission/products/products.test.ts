import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLsk } from '../../time/index.ts';
import { lidSegment } from './identifiers.ts';
import { asciiLine } from './label-parts.ts';
import { writeTable } from './measurement-table.ts';
import { simulateMeasurement } from './simulate-measurement.ts';
import { element, writeXml } from './xml.ts';

const leapSeconds = parseLsk(readFileSync(new URL('../../../../data/ephemeris/naif0012.tls', import.meta.url), 'utf8'));
const measure = (instrumentId: string, id = 'a', hours = 48) =>
  simulateMeasurement({ id, instrumentId, fromEt: 1.1e9, toEt: 1.1e9 + hours * 3600 }, 1, leapSeconds);
const column = (instrumentId: string, name: string, id = 'a') => {
  const { columns, rows } = measure(instrumentId, id);
  const at = columns.findIndex((one) => one.name === name);
  return rows.map((row) => Number(row[at]));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));

describe('simulated measurements', () => {
  it('repeat to the digit, and differ between activities and seeds', () => {
    expect(measure('seismometer')).toEqual(measure('seismometer'));
    expect(measure('seismometer', 'b').rows).not.toEqual(measure('seismometer', 'a').rows);
  });

  it('put the Earth’s heat at the Moon where its distance puts it', () => {
    const expected = 240 * (6371 / 384_400) ** 2; // W/m2 emitted by the mean Earth, diluted over the mean distance
    for (const id of ['a', 'b', 'c']) {
      const ratio = mean(column('earth-radiometer', 'longwave', id)) / expected;
      expect(ratio).toBeGreaterThan(0.88);
      expect(ratio).toBeLessThan(1.12); // the distance varies by 5.5 %, its square by 11
    }
  });

  it('count neutrons as chance counts them: variance like the mean', () => {
    const counts = column('neutron-spectrometer', 'epithermal_counts');
    expect(variance(counts) / mean(counts)).toBeGreaterThan(0.7);
    expect(variance(counts) / mean(counts)).toBeLessThan(1.4);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  it('let the heat of the day fade with depth', () => {
    const swing = [1, 2, 3, 4].map((n) => Math.sqrt(variance(column('soil-thermometer', `temperature_${n}`))));
    expect(swing[1]! / swing[0]!).toBeCloseTo(Math.exp(-0.08 / 0.06), 2); // 0.02 m and 0.1 m, skin depth 0.06 m
    expect(swing[3]!).toBeLessThan(0.02);
  });

  it('keep the quiet dose rate of the lunar surface near that of Chang’e-4', () => {
    const medians = Array.from({ length: 20 }, (_, i) => column('space-weather-detector', 'dose_rate', `m${i}`).sort((a, b) => a - b)[60]!); // prettier-ignore
    expect(medians.sort((a, b) => a - b)[10]!).toBeGreaterThan(13);
    expect(medians[10]!).toBeLessThan(17); // 13.2 uGy/h, doi 10.1126/sciadv.aaz1334
  });

  it('give an unknown instrument its housekeeping', () => {
    expect(measure('flux-capacitor').columns.map((one) => one.name)).toEqual([
      'utc',
      'temperature',
      'power',
      'records',
    ]);
  });

  it('never write a negative zero, an exponent or a blank', () => {
    for (const id of ['penetrating-radar', 'magnetometer', 'mass-spectrometer'])
      for (const row of measure(id).rows) expect(row.join()).not.toMatch(/-0\.0+(,|$)|e[+-]|,,|NaN/);
  });
});

describe('writing', () => {
  it('separates with commas and ends records with CR LF', () => {
    const columns = ['a', 'b'].map((name) => ({ name, unit: null, description: '', dataType: 'ASCII_Real' as const }));
    const table = writeTable({ columns, rows: [['1', '2.5'], ['10', '3']] }); // prettier-ignore
    expect(new TextDecoder().decode(table.bytes)).toBe('a,b\r\n1,2.5\r\n10,3\r\n');
    expect(table).toMatchObject({ headerBytes: 5, maximumRecordBytes: 7, records: 2 });
  });

  it('escapes what XML reserves and keeps values free of white space', () => {
    expect(writeXml(element('a', [element('b', '<&">', { unit: 'x"y' }), null, element('c', 0)]))).toBe(
      '<a>\n  <b unit="x&quot;y">&lt;&amp;&quot;&gt;</b>\n  <c>0</c>\n</a>\n',
    );
  });

  it('brings titles and identifiers into the characters of the dictionary', () => {
    expect(asciiLine('Sample — “a”\n  mission é')).toBe('Sample - a mission e');
    expect(asciiLine('x'.repeat(300))).toHaveLength(255);
    expect(lidSegment('Watch-Seismometer#12')).toBe('watch-seismometer-12');
    expect(lidSegment('###')).toBe('x');
  });
});
