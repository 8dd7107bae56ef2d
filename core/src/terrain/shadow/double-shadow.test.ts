import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
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
    const { dark: found } = await doubleShadow(inlineRunner, [dem], frame, cells, step, lit, { beyondM: 4000 });
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
    expect([near.dark[30 * 60 + 30], far.dark[30 * 60 + 30]]).toEqual([1, 0]);
    expect(near.warning!.undecidedCells).toBeLessThan(3600); // of the outer cells, in whose view the wall begins
    // All 3600 cells of the floor see the wall outside, and say so.
    expect(far.warning).toMatchObject({ code: 'DOUBLE_SHADOW_RIM_OUTSIDE', undecidedCells: 3600, undecidedM2: 3600 * 40 * 40 }); // prettier-ignore
    expect(far.warning!.message).toMatch(/larger region/);
  });
});

/*
 * A bowl in the floor of a bowl at the pole, both paraboloids in the plane where lines of sight are straight (gnomonic, the curve of the Moon in the heights), so that every boundary has a closed form.
 *
 *      H |\                                     /      outer bowl: z = H (r / R)^2 out to the rim R, level ground outside
 *        |  ' .                             . '        inner bowl: rim at a, depth d below it: z = H (a / R)^2 - d (1 - (r / a)^2)
 *      0 |       ' - . _  rim  rim  _ . - '
 *                       \ ' _ ' /                     seen from r, a rim at height h above the floor of the bowl and across it stands at h (rim - r) / rim^2
 *
 * From inside a paraboloid bowl the rim across is the lowest of the skyline. The Sun, never higher than e, reaches the outer bowl from r = R (1 - R tan(e) / H) on: that is the lit wall, and its top is the rim.
 * A place of the inner bowl sees it unless its own rim across hides it:
 *      (H (1 - (a/R)^2) + d (1 - (r/a)^2)) / (R + r)  <=  d (a - r) / a^2     <=>     r <= a - H (1 - (a/R)^2) a^2 / (d (R - a))
 */
describe('a bowl in the floor of a bowl at the pole', () => {
  const size = 360;
  const stepM = 50;
  const [R, H] = [8000, 1000];
  const sunRad = 1.8 * (Math.PI / 180); // 1.54 degrees of the Moon's tilt and the radius of the disc
  const pole = gnomonicFrame('southPolarStereographic', 0, 0);
  const radius = (i: number) => Math.hypot((i % size) - (size - 1) / 2, Math.floor(i / size) - (size - 1) / 2) * stepM;
  const litFrom = R * (1 - (R * Math.tan(sunRad)) / H);
  const wall = Uint8Array.from({ length: size * size }, (_, i) => (radius(i) >= litFrom ? 1 : 0));

  const bowls = (a: number, d: number) =>
    syntheticDem(polarGrid('southPolarStereographic', 1000, 20), (x, y) => {
      const fromPole = 2 * Math.atan(Math.hypot(x, y) / (2 * MOON_RADIUS_M));
      const r = MOON_RADIUS_M * Math.tan(fromPole); // on the gnomonic plane
      const z = r < a ? H * (a / R) ** 2 - d * (1 - (r / a) ** 2) : H * Math.min(1, r / R) ** 2;
      // The height whose line-of-sight height there is z: z = R (1 - |P| / (R + h)) by gnomonic.ts.
      return Math.hypot(MOON_RADIUS_M, r) / (1 - z / MOON_RADIUS_M) - MOON_RADIUS_M;
    });

  it.each([
    [2000, 600],
    [1200, 400],
  ])('of radius %i m and depth %i m has the shadow of the closed form, to a cell', async (a, d) => {
    const { dark, warning } = await doubleShadow(inlineRunner, [bowls(a, d)], pole, size, stepM, wall, { beyondM: 2000 }); // prettier-ignore
    const edge = a - (H * (1 - (a / R) ** 2) * a ** 2) / (d * (R - a));
    expect(edge).toBeGreaterThan(4 * stepM); // a real region
    let [missed, invented, cells] = [0, 0, 0];
    for (const [i, value] of dark.entries()) {
      cells += value;
      if (radius(i) < edge - stepM && value === 0) missed++;
      if (radius(i) > edge + stepM && value === 1) invented++;
    }
    expect([missed, invented]).toEqual([0, 0]);
    // The area, where errors of single cells along the edge even out: half a cell of radius.
    expect(Math.abs(Math.sqrt((cells * stepM ** 2) / Math.PI) - edge)).toBeLessThan(stepM / 2);
    expect(warning).toBeNull();
  });

  it('has none when it is too shallow to hide the wall, and is undecided when the wall lies outside the region', async () => {
    const shallow = await doubleShadow(inlineRunner, [bowls(2000, 200)], pole, size, stepM, wall, { beyondM: 2000 });
    expect(shallow.dark.some((value) => value === 1)).toBe(false);
    const middle = new Uint8Array(100 * 100); // +-2.5 km, all dark
    const cut = await doubleShadow(inlineRunner, [bowls(2000, 600)], pole, 100, stepM, middle, { beyondM: 8000 });
    expect(cut.warning).toMatchObject({ code: 'DOUBLE_SHADOW_RIM_OUTSIDE' });
    expect(cut.warning!.undecidedCells).toBe(10_000 - cut.dark.reduce((sum, value) => sum + value, 0));
    // What is claimed without knowing the wall is in double shadow with it: the closed form's disc, but for a cell.
    const claimed = cut.dark.reduce((sum, value) => sum + value, 0);
    const edge = 2000 - (H * (1 - (2000 / R) ** 2) * 2000 ** 2) / (600 * (R - 2000));
    expect(Math.sqrt((claimed * stepM ** 2) / Math.PI)).toBeLessThan(edge + stepM);
    expect(claimed).toBeGreaterThan(0);
  });
});
