import type { I18n } from '../../i18n/i18n.svelte.ts';
import type { Series } from '../plot-groups.ts';
import type { PlanCurves } from './plan-session.ts';

/** The curves of a plan for the plots; with `before` the battery and the store of the plan as it was opened beside them. */
export function planSeries(now: PlanCurves, before: PlanCurves | null, { t }: Pick<I18n, 't'>): Series[] {
  const et = Array.from(now.et);
  const series = (id: string, title: string, unit: string, values: Float64Array): Series => ({ id, title, unit, et, values: Array.from(values) }); // prettier-ignore
  return [
    series('powerIn', 'Power in', 'W', now.generationW),
    series('powerOut', 'Power out', 'W', now.loadW),
    series('battery', 'Battery', '1', now.batteryFraction),
    ...(before === null ? [] : [series('battery-before', t('plan.asOpened'), '1', before.batteryFraction)]),
    series('store', 'Data store', 'bit', now.storeBit),
    ...(before === null ? [] : [series('store-before', t('plan.asOpened'), 'bit', before.storeBit)]),
  ];
}
