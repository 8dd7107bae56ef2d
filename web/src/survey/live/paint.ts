import { scaleStops, SHADOW_CLASSES } from '../../theme/color-scales.ts';
import type { Raster } from './raster.ts';

/** 256 colours of a scale, as the server paints them within a few steps of 255: straight between the stops. */
function colourTable(scale: string): Uint8Array {
  const stops = (scale === 'shadow' ? [SHADOW_CLASSES.lit, SHADOW_CLASSES.shadow] : scaleStops(scale)).map(rgb);
  const table = new Uint8Array(768);
  for (let i = 0; i < 256; i += 1) {
    const place = scale === 'shadow' ? Math.round(i / 255) : (i / 255) * (stops.length - 1);
    const at = Math.min(stops.length - 2, Math.floor(place));
    for (let band = 0; band < 3; band += 1) {
      const [low, high] = [stops[at]![band]!, stops[at + 1]![band]!];
      table[3 * i + band] = Math.round(low + (place - at) * (high - low));
    }
  }
  return table;
}

const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** Colours every cell; cells without a value stay clear. */
export function paint({ grid, values }: Raster, scale: string, min: number, max: number): HTMLCanvasElement {
  const table = colourTable(scale);
  const rgba = new Uint8ClampedArray(4 * values.length);
  const span = max > min ? max - min : 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const index = 3 * Math.min(255, Math.max(0, Math.floor(((value - min) / span) * 256)));
    rgba[4 * i] = table[index]!;
    rgba[4 * i + 1] = table[index + 1]!;
    rgba[4 * i + 2] = table[index + 2]!;
    rgba[4 * i + 3] = 255;
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [grid.columns, grid.rows];
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, grid.columns, grid.rows), 0, 0);
  return canvas;
}
