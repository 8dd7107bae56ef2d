import type { LightResult } from '@openilrs/core/mission';
import { expect, it } from 'vitest';
import { LUNATION_S, lightRows, yearRows } from './light-rows.ts';

const light = (fromEt: number, toEt: number) =>
  ({ windows: [{ kind: 'sunAny', fromUtc: '', toUtc: '', fromEt, toEt }] }) as unknown as LightResult;

it('breaks a window where a lunation ends and keeps its length', () => {
  const rows = lightRows(light(0.5 * LUNATION_S, 2.25 * LUNATION_S), 0, 10 * LUNATION_S);
  expect(rows.map(({ row }) => row)).toEqual([0, 1, 2]);
  expect(rows[0]).toMatchObject({ from: expect.closeTo(0.5, 9), to: expect.closeTo(1, 9) });
  expect(rows.reduce((sum, { from, to }) => sum + to - from, 0)).toBeCloseTo(1.75, 9);
});

it('keeps every second of windows that last for months, wherever the lunations end', () => {
  // an et of 2035: the rounding of large numbers once lost the rest of a window
  const startEt = 1_104_494_469.184;
  for (let k = 0; k < 200; k += 1) {
    const from = startEt + k * 0.37 * LUNATION_S;
    const to = from + (0.1 + k * 0.11) * LUNATION_S;
    const rows = lightRows(light(from, to), startEt, to + 1);
    const sum = rows.reduce((total, row) => total + row.to - row.from, 0);
    expect(sum * LUNATION_S).toBeCloseTo(to - from, 2);
  }
});

it('leaves out what lies outside the span', () => expect(lightRows(light(-50, -10), 0, 100)).toEqual([]));

it('marks every other year where it begins, in lunations, leap years included', () => {
  const time = {
    toUtc: (et: number) => new Date(et * 1000).toISOString(),
    toEt: (utc: string) => Date.parse(utc) / 1000,
  };
  const rows = yearRows(time.toEt('2031-01-01T00:00:00Z'), time.toEt('2036-01-01T00:00:00Z'), time);
  expect(rows.map(({ label }) => label)).toEqual(['2031', '2033', '2035']);
  // 2031 to 2033 is 731 days, to 2035 1461
  [0, 731, 1461].forEach((days, i) => expect(rows[i]!.at).toBeCloseTo(days / 29.530_588_861, 9));
});
