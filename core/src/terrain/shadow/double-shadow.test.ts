import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { gnomonicFrame } from '../ground/gnomonic.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';
import { doubleShadow } from './double-shadow.ts';

// A dark floor of 5 km with a lit wall around it, and pits in the floor from which the wall cannot be seen, or can.
const frame = gnomonicFrame('southPolarStereographic', 0, 0.01);
const cells = 400;
const step = 40;
const at = (i: number) => ((i % cells) - (cells - 1) / 2) * step;
const up = (i: number) => (Math.floor(i / cells) - (cells - 1) / 2) * step;
const pit = (x: number, y: number, px: number, depth: number) => (Math.hypot(x - px, y) < 400 ? -depth : 0);
const dem = syntheticDem(polarGrid('southPolarStereographic', 4000, 40), (x, y) => {
  const r = Math.hypot(x, y);
  return (r > 5000 ? Math.min(0.3 * (r - 5000), 600) : 0) + pit(x, y, -2000, 200) + pit(x, y, 2000, 20);
});
const lit = Uint8Array.from({ length: cells * cells }, (_, i) => (Math.hypot(at(i), up(i)) > 5200 ? 1 : 0));

describe('doubly permanent shadow', () => {
  it('is the ground that sees no lit ground: the deep pit, by the height of its wall over the rim', async () => {
    const found = await doubleShadow(inlineRunner, [dem], frame, cells, step, lit, { beyondM: 4000 });
    const within = (i: number, px: number, r: number) => Math.hypot(at(i) - px, up(i)) < r;
    const share = (test: (i: number) => boolean) => {
      const asked = Array.from(found.keys()).filter(test);
      return asked.filter((i) => found[i] === 1).length / asked.length;
    };
    // From its floor the wall of the deep pit, 200 m high and at most 720 m away, stands at 0.28 or more; the rim at 0.11 to 0.27.
    expect(share((i) => within(i, -2000, 320))).toBe(1);
    expect(share((i) => within(i, 2000, 320))).toBe(0);
    expect(share((i) => lit[i] === 1)).toBe(0);
    expect(share((i) => lit[i] === 0 && !within(i, -2000, 480))).toBe(0);
  });

  it('is not claimed where ground in view beyond the region might be lit', async () => {
    const dark = new Uint8Array(60 * 60); // the middle of the floor only
    const near = await doubleShadow(inlineRunner, [dem], frame, 60, step, dark, { beyondM: 10 });
    const far = await doubleShadow(inlineRunner, [dem], frame, 60, step, dark, { beyondM: 6000 });
    expect([near[30 * 60 + 30], far[30 * 60 + 30]]).toEqual([1, 0]);
  });
});
