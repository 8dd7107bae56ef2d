import type Circle from 'ol/geom/Circle.js';
import { describe, expect, it } from 'vitest';
import { graticule } from './graticule.ts';

const labels = (extent: number[]) =>
  graticule(extent).flatMap((feature) => (feature.get('label') as string | undefined) ?? []);

describe('the graticule', () => {
  it('draws a circle where the latitude is', () => {
    const circles = graticule([-40_000, -40_000, 40_000, 40_000]).map((f) => f.getGeometry()).filter((g) => g?.getType() === 'Circle'); // prettier-ignore
    // Snyder (21-33): rho = 2 R tan(colatitude / 2); the first circle of this span is 0.25 or 0.5 degrees from the pole
    const radii = circles.map((circle) => (circle as Circle).getRadius());
    const expected = 2 * 1_737_400 * Math.tan(((0.5 / 2) * Math.PI) / 180);
    expect(Math.min(...radii.map((radius) => Math.abs(radius - expected)))).toBeLessThan(0.01);
  });

  it.each([
    [[-40_000, -40_000, 40_000, 40_000]],
    [[-21_000, -22_000, -1_000, -2_000]],
    [[-11_400, -12_300, -11_200, -12_100]],
    [[-300_000, -300_000, 300_000, 300_000]],
  ])('has a few lines of each kind in %j', (extent) => {
    const latitudes = labels(extent).filter((label) => label.endsWith('S'));
    expect(latitudes.length).toBeLessThanOrEqual(12);
    expect(labels(extent).filter((label) => label.endsWith('E')).length).toBeLessThanOrEqual(360);
  });
});
