import { COLOUR_SCALES, colourAt } from '@openilrs/core/terrain';
import { describe, expect, it } from 'vitest';
import { scaleStops, SHADOW_CLASSES } from './color-scales.ts';

const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

describe('the colour bar', () => {
  it.each(COLOUR_SCALES.filter((name) => name !== 'shadow'))('has the colours of the raster: %s', (name) => {
    const stops = scaleStops(name);
    for (let i = 0; i <= 160; i += 1) {
      const position = (i / 160) * (stops.length - 1);
      const at = Math.min(stops.length - 2, Math.floor(position));
      const [low, high] = [rgb(stops[at]!), rgb(stops[at + 1]!)];
      const shown = low.map((value, band) => value + (position - at) * (high[band]! - value));
      // a gradient between 17 stops strays a little from a table of 256
      colourAt(name, i / 160).forEach((value, band) =>
        expect(Math.abs(value - shown[band]!), `${name} ${i}`).toBeLessThanOrEqual(11),
      );
    }
  });

  it('names the classes of shadow in their colours', () => {
    expect(rgb(SHADOW_CLASSES.lit)).toEqual([...colourAt('shadow', 0)]);
    expect(rgb(SHADOW_CLASSES.shadow)).toEqual([...colourAt('shadow', 1)]);
  });
});
