import { axisTextPx } from '../figures/text-width.ts';
import { axisTicks } from './axis-ticks.ts';
import type { LaneView } from './draw-lanes.ts';

/** Where a span of time stands on the page. */
export interface Frame {
  readonly fromEt: number;
  readonly toEt: number;
  readonly leftPx: number;
  readonly widthPx: number;
}

/** The view of lanes over a span, with its ticks in the language of the page. */
export function laneView({ fromEt, toEt, leftPx, widthPx }: Frame, page: Omit<Parameters<typeof axisTicks>[0], 'textPx'>): LaneView {
  const ticks = axisTicks({ ...page, textPx: axisTextPx }, fromEt, toEt, widthPx - 8 - leftPx);
  return { fromEt, toEt, leftPx, widthPx, ticks };
} // prettier-ignore
