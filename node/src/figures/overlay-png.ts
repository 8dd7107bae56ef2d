import { colourIndex, colourTable, type ColourScale } from '@openilrs/core/terrain';
import { FLAT_SHADE } from './hillshade.ts';
import { encodePng } from './png-image.ts';

export interface ValueScale {
  readonly name: ColourScale;
  /** Values of the lowest and the highest colour; beyond them the end colours are used. */
  readonly min: number;
  readonly max: number;
}

/** A bare coloured raster, one pixel per cell, transparent where the value is NaN: to be laid over a map. Row 0 at the top. */
export function overlayPng(values: Float32Array, columns: number, rows: number, scale: ValueScale): Uint8Array {
  return encodePng(colourCells(values, scale), columns, rows);
}

/** RGBA of every cell. */
export function colourCells(values: Float32Array, { name, min, max }: ValueScale): Uint8Array {
  const table = colourTable(name);
  const rgba = new Uint8Array(4 * values.length);
  const span = max > min ? max - min : 1;
  values.forEach((value, cell) => {
    if (Number.isNaN(value)) return;
    const colour = 3 * colourIndex((value - min) / span);
    rgba.set([table[colour]!, table[colour + 1]!, table[colour + 2]!, 255], 4 * cell);
  });
  return rgba;
}

/** Colour of ground without a value. */
export const BARE_GROUND = [225, 225, 225, 255] as const;

/**
 * The coloured raster over shaded ground: slopes away from the light darken the colour, slopes toward it lighten it, flat ground keeps it as it is.
 * Without a value the bare ground shows in light grey.
 *
 * @param strength 0 (no relief) to 1
 */
export function shadedPng(
  values: Float32Array,
  shade: Float32Array,
  columns: number,
  rows: number,
  scale: ValueScale,
  strength: number,
): Uint8Array {
  const rgba = colourCells(values, scale);
  shade.forEach((light, cell) => {
    const relative = Number.isNaN(light) ? 1 : light / FLAT_SHADE;
    const pixel = 4 * cell;
    const bare = rgba[pixel + 3] === 0;
    if (bare && Number.isNaN(light)) return;
    if (bare) rgba.set(BARE_GROUND, pixel);
    const relief = bare ? 0.8 : strength;
    for (let band = pixel; band < pixel + 3; band++) rgba[band] = relight(rgba[band]!, relative, relief);
  });
  return encodePng(rgba, columns, rows);
}

function relight(byte: number, relative: number, strength: number): number {
  if (relative < 1) return Math.round(byte * relative ** strength);
  return Math.round(byte + (255 - byte) * Math.min(1, relative - 1) * strength);
}
