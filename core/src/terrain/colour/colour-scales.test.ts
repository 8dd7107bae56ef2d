import { describe, expect, it } from 'vitest';
import { COLOUR_SCALES, colourAt, colourTable } from './colour-scales.ts';

/** Relative luminance of sRGB bytes (IEC 61966-2-1). */
function luminance([r, g, b]: readonly [number, number, number]): number {
  const linear = [r, g, b].map((v) => (v <= 10.31475 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

describe('colour scales', () => {
  it('begin and end as matplotlib publishes them', () => {
    expect([colourAt('viridis', 0), colourAt('viridis', 0.5), colourAt('viridis', 1)]).toEqual([[68, 1, 84], [33, 145, 140], [253, 231, 37]]); // prettier-ignore
    expect([colourAt('cividis', 0), colourAt('cividis', 1)]).toEqual([[0, 34, 78], [254, 232, 56]]); // prettier-ignore
    expect([colourAt('magma', 0), colourAt('magma_r', 0)]).toEqual([[0, 0, 4], [252, 253, 191]]); // prettier-ignore
  });

  it('clamp what lies outside', () => {
    expect(colourAt('viridis', -3)).toEqual(colourAt('viridis', 0));
    expect(colourAt('viridis', 7)).toEqual(colourAt('viridis', 1));
    expect(colourAt('viridis', NaN)).toEqual(colourAt('viridis', 0));
  });

  it('have 256 colours whose lightness only rises (or only falls), so that they print in grey', () => {
    for (const scale of COLOUR_SCALES) {
      expect(colourTable(scale)).toHaveLength(768);
      const light = Array.from({ length: 256 }, (_, i) => luminance(colourAt(scale, i / 255)));
      const direction = Math.sign(light[255]! - light[0]!);
      for (let i = 8; i < 256; i += 8) expect(direction * (light[i]! - light[i - 8]!), scale).toBeGreaterThanOrEqual(0);
    }
  });

  it('show shadow as two classes', () => {
    expect(colourAt('shadow', 0.49)).toEqual(colourAt('shadow', 0));
    expect(colourAt('shadow', 0.51)).toEqual(colourAt('shadow', 1));
  });
});
