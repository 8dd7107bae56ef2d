import { describe, expect, it } from 'vitest';
import { EDGE_PX, scrollRate } from './drag-bars.ts';

describe('a drag near an edge', () => {
  const edges = [200, 1000] as const;
  const rate = (xPx: number) => scrollRate(xPx, edges);

  it('scrolls towards it, the faster the further out, and not in the middle', () => {
    expect([rate(600), rate(1000 - EDGE_PX), rate(200 + EDGE_PX)]).toEqual([0, 0, 0]);
    expect(rate(990)).toBeGreaterThan(0);
    expect(rate(1000)).toBeGreaterThan(rate(990));
    expect(rate(210)).toBeLessThan(0);
    expect(rate(200)).toBe(-rate(1000));
    expect(rate(5000)).toBe(3 * rate(1000));
  });
});
