import { expect, it } from 'vitest';
import { extentIn, plotGroups } from './plot-groups.ts';

const series = (id: string, unit: string, values: number[]) => ({
  id,
  title: id,
  unit,
  et: values.map((_, i) => i),
  values,
});

it('puts curves that share an axis into one plot, the power first', () => {
  const groups = plotGroups([
    series('battery', '1', [0.5, 1]),
    series('store', 'bit', [4e9, 8e9]),
    series('powerIn', 'W', [12_000]),
    series('powerOut', 'W', [300]),
    series('arrayTemp', 'K', [250]),
  ]);
  expect(groups.map(({ id, series: members, per, shownUnit }) => [id, members.length, per, shownUnit])).toEqual([
    ['power', 2, 1000, 'kW'],
    ['battery', 1, 0.01, '%'],
    ['store', 1, 1e9, 'Gbit'],
    ['K', 1, 1, 'K'],
  ]);
});

it('shows a curve that stays level beyond the span that is looked at', () => {
  const level = { ...series('powerIn', 'W', [36_000, 36_000]), et: [0, 100] };
  const lively = { ...series('powerOut', 'W', [1, 7000, 6000, 9000]), et: [0, 45, 50, 90] };
  expect(extentIn([level, lively], 44, 52)).toEqual([1, 36_000]);
  expect(extentIn([lively], 46, 49)).toEqual([6000, 7000]);
  expect(extentIn([series('powerIn', 'W', [])], 0, 1)).toBeNull();
});
