import type { I18n } from '../i18n/i18n.svelte.ts';
import { numberTicks, tickDecimals } from '../figures/number-ticks.ts';
import type { AxisTick } from '../figures/plot-area.ts';
import type { ShownLayer } from './map-legend.ts';

type Writes = Pick<I18n, 't' | 'numbers' | 'unit'>;
type Kind = Pick<ShownLayer, 'id' | 'unit' | 'scale'>;

/** Shares of time and of the disc are read as percent everywhere; the score is a number of its own. */
const isShare = ({ id, unit, scale }: Kind) => unit === '1' && id !== 'score' && scale !== 'shadow';
const DECIMALS: Readonly<Record<string, number>> = { deg: 1, h: 1, '1': 3, km: 2 };

/** The unit of a layer as map and table write it; empty for a score and for classes. */
export function layerUnit(layer: Kind, i18n: Writes): string {
  if (isShare(layer)) return '%';
  return layer.unit === '1' || layer.scale === 'shadow' ? '' : i18n.unit(layer.unit);
}

/** Round values along the colours of a layer, `at` in its own unit. */
export function layerTicks(layer: ShownLayer, i18n: Writes): AxisTick[] {
  const per = isShare(layer) ? 0.01 : 1;
  const ticks = numberTicks(layer.min / per, layer.max / per, 4);
  return ticks.map((tick) => ({ at: tick * per, label: i18n.numbers.fixed(tick, tickDecimals(ticks)) }));
}

/** The value of a cell with its unit. */
export function layerValue(layer: Kind, value: number | null, i18n: Writes): string {
  if (value === null) return '–';
  if (layer.scale === 'shadow') return i18n.t(value >= 0.5 ? 'value.yes' : 'value.no');
  if (isShare(layer)) return i18n.numbers.percent(value);
  const text = i18n.numbers.fixed(value, DECIMALS[layer.unit] ?? 0);
  return layer.unit === 'deg' ? `${text}°` : `${text} ${layerUnit(layer, i18n)}`.trim();
}
