import { expect, it } from 'vitest';
import { plotGroups } from './plot-groups.ts';

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
