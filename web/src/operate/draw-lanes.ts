import type { TimelineBar, TimelineLane } from '@openilrs/core/mission';
import { AXIS_FONT, clipText } from '../figures/text-width.ts';
import { placeTicks, type AxisTick } from './axis-ticks.ts';
import { barToken } from './lane-colors.ts';

export const LANE_PX = 16;
export const AXIS_PX = 22;

export interface LaneView {
  readonly fromEt: number;
  readonly toEt: number;
  /** Where the lanes begin; labels stand before it. */
  readonly leftPx: number;
  readonly widthPx: number;
  readonly ticks: readonly AxisTick[];
}

export const lanesHeight = (lanes: readonly TimelineLane[]): number => AXIS_PX + lanes.length * LANE_PX + 4;

/**
 * Draws lanes of bars on a canvas whose unit is the CSS pixel. Bars nearer than half a pixel run together, so that a year with thousands of them is
 * drawn in the time of its pixels.
 *
 * @param color value of a token of theme/tokens.css
 * @param titleOf lane title in the language of the page, and `labelOf` the text on a bar
 */
export function drawLanes(
  pen: CanvasRenderingContext2D,
  lanes: readonly TimelineLane[],
  view: LaneView,
  color: (token: string) => string,
  titleOf: (lane: TimelineLane) => string,
  labelOf: (lane: TimelineLane, bar: TimelineBar) => string = (_, bar) => bar.label,
): void {
  const height = lanesHeight(lanes);
  pen.clearRect(0, 0, view.widthPx, height);
  pen.font = AXIS_FONT;
  pen.textBaseline = 'middle';
  drawTicks(pen, view, height, color);
  lanes.forEach((lane, i) => {
    const y = AXIS_PX + i * LANE_PX;
    pen.fillStyle = color(i % 2 === 0 ? 'surface' : 'surface-2');
    pen.globalAlpha = 0.6;
    pen.fillRect(0, y, view.widthPx, LANE_PX);
    pen.globalAlpha = 1;
    drawBars(pen, lane, y, view, color, labelOf);
    pen.fillStyle = color('text');
    pen.textAlign = 'left';
    pen.fillText(clip(pen, titleOf(lane), view.leftPx - 12), 8, y + LANE_PX / 2);
  });
}

function drawTicks(
  pen: CanvasRenderingContext2D,
  view: LaneView,
  height: number,
  color: (token: string) => string,
): void {
  pen.strokeStyle = color('line');
  pen.lineWidth = 1;
  pen.textAlign = 'center';
  const textPx = (text: string) => pen.measureText(text).width;
  for (const { xPx, label, labelPx } of placeTicks(view.ticks, (et) => xOf(view, et), textPx, [4, view.widthPx - 2])) {
    const x = Math.round(xPx) + 0.5;
    pen.beginPath();
    pen.moveTo(x, AXIS_PX - 4);
    pen.lineTo(x, height);
    pen.stroke();
    pen.fillStyle = color('muted');
    pen.fillText(label, labelPx, AXIS_PX / 2);
  }
}

function drawBars(
  pen: CanvasRenderingContext2D,
  lane: TimelineLane,
  y: number,
  view: LaneView,
  color: (token: string) => string,
  labelOf: (lane: TimelineLane, bar: TimelineBar) => string,
): void {
  let last = { what: '', right: -Infinity };
  for (const bar of lane.bars) {
    if (bar.toEt < view.fromEt || bar.fromEt > view.toEt) continue;
    const left = Math.max(view.leftPx, xOf(view, bar.fromEt));
    const right = Math.min(view.widthPx - 8, Math.max(left + 1, xOf(view, bar.toEt)));
    const token = barToken(lane.kind, bar);
    const what = `${token} ${bar.status}`;
    if (lane.kind !== 'fault' && what === last.what && right - last.right < 0.5) continue;
    pen.fillStyle = color(token);
    last = { what, right };
    // A line under the others: contacts (sending is a full bar), and what is broken for long.
    const lasting = lane.kind === 'fault' && right - left > (view.widthPx - view.leftPx) / 4;
    const under = lasting || (lane.kind === 'link' && bar.status === 'planned');
    pen.fillRect(left, y + (under ? LANE_PX - 6 : 2), right - left, under ? 4 : LANE_PX - 5);
    if (under) continue;
    const hatched = bar.status === 'aborted' || bar.status === 'fault';
    if (hatched) hatch(pen, left, right, y, color('surface'));
    if (right - left > 44) label(pen, labelOf(lane, bar), left, right, y, color('bg'), hatched ? color(token) : null);
  }
}

/** Broken-off and failed bars are told by stripes too, not by colour alone. */
function hatch(pen: CanvasRenderingContext2D, left: number, right: number, y: number, ink: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(left, y + 2, right - left, LANE_PX - 5);
  pen.clip();
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.55;
  for (let x = left - LANE_PX; x < right; x += 5) {
    pen.beginPath();
    pen.moveTo(x, y + LANE_PX - 3);
    pen.lineTo(x + LANE_PX - 6, y + 3);
    pen.stroke();
  }
  pen.restore();
}

/** @param ground under the text where the bar is striped, or null */
function label(
  pen: CanvasRenderingContext2D,
  text: string,
  left: number,
  right: number,
  y: number,
  ink: string,
  ground: string | null,
): void {
  const shown = clip(pen, text, right - left - 8);
  if (ground !== null && shown !== '') {
    pen.fillStyle = ground;
    pen.fillRect(left, y + 2, Math.min(right - left, pen.measureText(shown).width + 8), LANE_PX - 5);
  }
  pen.fillStyle = ink;
  pen.textAlign = 'left';
  pen.fillText(shown, left + 4, y + LANE_PX / 2 + 0.5);
}

const clip = (pen: CanvasRenderingContext2D, text: string, widthPx: number): string =>
  clipText(text, widthPx, (part) => pen.measureText(part).width);

export const xOf = (view: Pick<LaneView, 'fromEt' | 'toEt' | 'leftPx' | 'widthPx'>, et: number): number =>
  view.leftPx + ((et - view.fromEt) / (view.toEt - view.fromEt)) * (view.widthPx - 8 - view.leftPx);

export const etOf = (view: Pick<LaneView, 'fromEt' | 'toEt' | 'leftPx' | 'widthPx'>, xPx: number): number =>
  view.fromEt + ((xPx - view.leftPx) / (view.widthPx - 8 - view.leftPx)) * (view.toEt - view.fromEt);

/** The bar under a pixel, the narrowest if several; null where there is none. */
export function barAt(
  lanes: readonly TimelineLane[],
  view: LaneView,
  xPx: number,
  yPx: number,
): { lane: TimelineLane; bar: TimelineBar } | null {
  const lane = lanes[Math.floor((yPx - AXIS_PX) / LANE_PX)];
  if (lane === undefined || xPx < view.leftPx) return null;
  const slack = ((view.toEt - view.fromEt) / view.widthPx) * 2;
  const et = etOf(view, xPx);
  const near = lane.bars.filter((bar) => bar.fromEt - slack <= et && bar.toEt + slack >= et);
  near.sort((a, b) => a.toEt - a.fromEt - (b.toEt - b.fromEt));
  return near[0] === undefined ? null : { lane, bar: near[0] };
}
