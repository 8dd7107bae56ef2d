import type { I18n } from '../i18n/i18n.svelte.ts';
import { numberTicks } from '../figures/number-ticks.ts';
import { plotArea, type AxisTick, type PlotArea, type PlotSpan } from '../figures/plot-area.ts';

const LETTERS = ['n', 'e', 's', 'w', 'n'] as const;

/** The sky from north by east to north: azimuth to the right, elevation up. */
export interface SkyAxes {
  readonly area: PlotArea;
  readonly azimuths: readonly AxisTick[];
  readonly elevations: readonly AxisTick[];
}

/** @param elevations lowest and highest that must be seen, degrees */
export function skyAxes(widthPx: number, heightPx: number, elevations: PlotSpan, i18n: I18n): SkyAxes {
  return {
    area: plotArea({ left: 40, right: widthPx - 8, top: 8, bottom: heightPx - 30 }, [0, 360], elevations),
    azimuths: LETTERS.map((letter, i) => ({ at: i * 90, label: `${i18n.t(`compass.${letter}`)} ${i * 90}°` })),
    elevations: numberTicks(elevations[0], elevations[1], 6).map((at) => ({ at, label: `${i18n.numbers.short(at)}°` })),
  };
}
