import type { AxisTick } from '../figures/plot-area.ts';
import { scaleStops, SHADOW_CLASSES } from '../theme/color-scales.ts';
import { scaleBar } from './scale-bar.ts';

/** What a map shows, as far as its colours go. */
export interface ShownLayer {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly heightM: number | null;
  readonly min: number;
  readonly max: number;
  readonly scale: string;
}

export interface LegendText {
  readonly title: string;
  readonly lit: string;
  readonly shadow: string;
  readonly north: string;
  readonly earth: string;
  /** Along the colours. */
  readonly ticks: readonly AxisTick[];
  readonly length: (metres: number) => string;
}

const HEIGHT_PX = 64;
const BAR_PX = 280;

/**
 * The strip under a map that is saved: colour bar with unit, scale bar, arrows to the north and to the Earth.
 *
 * @param resolution metres of ground in a pixel of the page
 * @param northDeg direction of north at the centre, clockwise from up; the Earth is up
 */
export function mapLegend(
  widthPx: number,
  layer: ShownLayer,
  resolution: number,
  northDeg: number,
  text: LegendText,
  ground: string,
  ink: string,
): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [Math.round(widthPx * ratio), Math.round(HEIGHT_PX * ratio)];
  const pen = sheet.getContext('2d')!;
  pen.scale(ratio, ratio);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, widthPx, HEIGHT_PX);
  pen.font = '11px system-ui, sans-serif';
  pen.fillStyle = pen.strokeStyle = ink;
  pen.fillText(text.title, 12, 16);
  if (layer.scale === 'shadow') drawClasses(pen, text, ink);
  else drawBar(pen, layer, text.ticks, ink);
  drawScale(pen, resolution, 12 + BAR_PX + 40, text.length);
  drawArrow(pen, widthPx - 76, 28, northDeg, text.north);
  drawArrow(pen, widthPx - 28, 28, 0, text.earth);
  return sheet;
}

function drawBar(pen: CanvasRenderingContext2D, layer: ShownLayer, ticks: readonly AxisTick[], ink: string): void {
  const stops = scaleStops(layer.scale);
  const gradient = pen.createLinearGradient(12, 0, 12 + BAR_PX, 0);
  stops.forEach((color, i) => gradient.addColorStop(i / (stops.length - 1), color));
  pen.fillStyle = gradient;
  pen.fillRect(12, 24, BAR_PX, 12);
  pen.fillStyle = ink;
  pen.textAlign = 'center';
  for (const { at, label } of ticks) {
    const x = 12 + ((at - layer.min) / (layer.max - layer.min)) * BAR_PX;
    pen.fillRect(x, 36, 1, 4);
    pen.fillText(label, x, 52);
  }
  pen.textAlign = 'left';
}

function drawClasses(pen: CanvasRenderingContext2D, text: LegendText, ink: string): void {
  const classes = [[SHADOW_CLASSES.shadow, text.shadow], [SHADOW_CLASSES.lit, text.lit]] as const; // prettier-ignore
  classes.forEach(([color, label], i) => {
    pen.fillStyle = color;
    pen.fillRect(12 + i * 140, 26, 16, 12);
    pen.fillStyle = ink;
    pen.strokeRect(12 + i * 140, 26, 16, 12);
    pen.fillText(label, 34 + i * 140, 36);
  });
}

function drawScale(pen: CanvasRenderingContext2D, resolution: number, x: number, text: LegendText['length']): void {
  const { lengthM, px } = scaleBar(resolution, 160);
  pen.beginPath();
  pen.moveTo(x, 26);
  pen.lineTo(x, 34);
  pen.lineTo(x + px, 34);
  pen.lineTo(x + px, 26);
  pen.stroke();
  pen.fillText(text(lengthM), x, 50);
}

function drawArrow(pen: CanvasRenderingContext2D, x: number, y: number, turnDeg: number, label: string): void {
  pen.save();
  pen.translate(x, y);
  pen.rotate((turnDeg * Math.PI) / 180);
  pen.beginPath();
  for (const [dx, dy] of [[0, -13], [6, 3], [0, -1], [-6, 3]] as const) pen.lineTo(dx, dy); // prettier-ignore
  pen.fill();
  pen.fillRect(-1, -1, 2, 13);
  pen.restore();
  pen.textAlign = 'center';
  pen.fillText(label, x, 56);
  pen.textAlign = 'left';
}
