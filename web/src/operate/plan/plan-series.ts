import type { I18n } from '../../i18n/i18n.svelte.ts';
import type { PlotGroup, Series } from '../plot-groups.ts';
import type { PlanCurves } from './plan-session.ts';
import type { Comparison } from './what-if.svelte.ts';

/** The curves of a plan for the plots; with `before` the battery and the store of the plan as it was opened beside them. */
export function planSeries(now: PlanCurves, before: PlanCurves | null, { t }: Pick<I18n, 't'>): Series[] {
  // one grid of hours for all: nothing is copied
  const { et } = now;
  const series = (id: string, title: string, unit: string, values: Float64Array): Series => ({ id, title, unit, et, values }); // prettier-ignore
  return [
    series('powerIn', 'Power in', 'W', now.generationW),
    series('powerOut', 'Power out', 'W', now.loadW),
    series('battery', 'Battery', '1', now.batteryFraction),
    ...(before === null ? [] : [series('battery-before', t('plan.asOpened'), '1', before.batteryFraction)]),
    series('store', 'Data store', 'bit', now.storeBit),
    ...(before === null ? [] : [series('store-before', t('plan.asOpened'), 'bit', before.storeBit)]),
  ];
}

/** The battery of both lives of the station on one axis. */
export function outcomeGroups(result: Comparison | null, { t }: Pick<I18n, 't'>): PlotGroup[] {
  if (result === null) return [];
  const battery = ({ profiles }: Comparison['before'], id: string, title: string): Series[] =>
    profiles.series.filter((one) => one.id === 'battery').map((one) => ({ ...one, id, title }));
  const series = [
    ...battery(result.after, 'twin-after', t('whatIf.after')),
    ...battery(result.before, 'twin-before', t('whatIf.before')),
  ];
  return [{ id: 'twin', unit: '1', series, per: 0.01, shownUnit: '%' }];
}
