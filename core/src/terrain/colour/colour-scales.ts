import { CIVIDIS, MAGMA, VIRIDIS } from './colour-tables.ts';

/**
 * Colours of map layers, low to high.
 * - `viridis`, `cividis`, `magma`: even to the eye, readable without colour vision.
 * - `magma_r`: magma from light to dark, so that flat ground stays paper-white.
 * - `grey`: black to white.
 * - `shadow`: two classes, 0 sand, 1 deep blue.
 */
export const COLOUR_SCALES = ['viridis', 'cividis', 'magma', 'magma_r', 'grey', 'shadow'] as const;
export type ColourScale = (typeof COLOUR_SCALES)[number];

const SAND = [239, 228, 200];
const DEEP_BLUE = [38, 60, 125];

const tables = new Map<ColourScale, Uint8Array>();

/** 256 colours of a scale as RGB bytes, lowest first; one shared array, not to be written to. */
export function colourTable(scale: ColourScale): Uint8Array {
  let table = tables.get(scale);
  if (!table) tables.set(scale, (table = makeTable(scale)));
  return table;
}

/** RGB bytes at `t`, 0 (lowest) to 1 (highest), clamped. */
export function colourAt(scale: ColourScale, t: number): readonly [r: number, g: number, b: number] {
  const table = colourTable(scale);
  const index = 3 * colourIndex(t);
  return [table[index]!, table[index + 1]!, table[index + 2]!];
}

/** Which of the 256 colours stands for `t`, clamped to 0..1; NaN counts as 0. */
export function colourIndex(t: number): number {
  return t > 0 ? Math.min(255, Math.floor(t * 256)) : 0;
}

function makeTable(scale: ColourScale): Uint8Array {
  switch (scale) {
    case 'viridis':
      return fromHex(VIRIDIS);
    case 'cividis':
      return fromHex(CIVIDIS);
    case 'magma':
      return fromHex(MAGMA);
    case 'magma_r':
      return reversed(fromHex(MAGMA));
    case 'grey':
      return Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
    case 'shadow':
      return Uint8Array.from({ length: 768 }, (_, i) => (i < 384 ? SAND : DEEP_BLUE)[i % 3]!);
  }
}

function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll('\n', '');
  return Uint8Array.from({ length: 768 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function reversed(table: Uint8Array): Uint8Array {
  return Uint8Array.from(table, (_, i) => table[3 * (255 - Math.floor(i / 3)) + (i % 3)]!);
}
