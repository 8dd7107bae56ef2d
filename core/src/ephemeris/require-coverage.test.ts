import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openEphemeris, requireCoverage, type KernelFile } from './index.ts';
import { buildDaf, chebyshevFixture } from './testing/daf-fixture.ts';
import { bundledEphemeris, bundledKernels } from './testing/kernels.ts';

const lsk: KernelFile = {
  name: 'naif0012.tls',
  bytes: new Uint8Array(readFileSync(new URL('../../../data/ephemeris/naif0012.tls', import.meta.url))),
};
const J2000 = 1;

/** A body at rest `x` km from `center`, from `start` to `end`. */
const still = (body: number, center: number, x: number, start: number, end: number) =>
  chebyshevFixture([body, center, J2000, 2], start, end - start, [[[x, 0], [0, 0], [0, 0]]]); // prettier-ignore
const angles = (start: number, end: number) =>
  chebyshevFixture([31008, J2000, 2], start, end - start, [[[0], [1], [2]]]); // prettier-ignore

const DAY = 86_400;
const whole = [still(10, 0, 1e8, 0, 100 * DAY), still(3, 0, 0, 0, 100 * DAY), still(399, 3, 0, 0, 100 * DAY)];
const moon = still(301, 3, 4e5, 0, 100 * DAY);
const spk = (name: string, ...segments: ReturnType<typeof still>[]) => ({ name, bytes: buildDaf('SPK', segments) });
const open = (...kernels: readonly KernelFile[]) => openEphemeris([lsk, ...kernels]);
const ask =
  (ephemeris: ReturnType<typeof open>, frame = 'J2000', span = [1 * DAY, 99 * DAY] as const) =>
  () =>
    requireCoverage(ephemeris, span, frame);

describe('a period that kernels cover at both ends', () => {
  it('passes when segments meet or overlap in the middle, also with the bundled kernels', () => {
    const parts = [still(301, 3, 4e5, 0, 40 * DAY), still(301, 3, 4e5, 40 * DAY, 70 * DAY), still(301, 3, 4e5, 60 * DAY, 100 * DAY)]; // prettier-ignore
    expect(ask(open(spk('whole.bsp', ...whole, ...parts)))).not.toThrow();
    expect(ask(bundledEphemeris(), 'MOON_ME_DE421', [0, 1.57e9])).not.toThrow();
  });

  it('is refused for a gap of a trajectory, with the gap, the file and its spans', () => {
    const early = spk('early.bsp', still(301, 3, 4e5, 0, 40 * DAY));
    const late = spk('late.bsp', still(301, 3, 4e5, 40 * DAY + 60, 100 * DAY));
    const refuse = ask(open(spk('whole.bsp', ...whole), early, late));
    expect(refuse).toThrow(expect.objectContaining({ code: 'KERNEL_COVERAGE' }));
    expect(refuse).toThrow(
      /^the kernels have a gap from 2000-02-10T11:58:56Z to 2000-02-10T11:59:56Z UTC \(et 3456000\.\.3456060\): no data for MOON \(301\) at .*early\.bsp .*; late\.bsp .*load an SPK/,
    );
  });

  it('is refused for a gap of a body in the middle of its chain', () => {
    const emb = [still(3, 0, 0, 0, 20 * DAY), still(3, 0, 0, 30 * DAY, 100 * DAY)];
    const kernel = spk('chain.bsp', whole[0]!, whole[2]!, moon, ...emb);
    expect(ask(open(kernel))).toThrow(/gap from 2000-01-21\S+ to 2000-01-31\S+ UTC .*no data for EMB \(3\)/);
    expect(ask(open(kernel), 'J2000', [31 * DAY, 90 * DAY])).not.toThrow();
  });

  it('passes over gaps of bodies that are not asked for', () => {
    const mars = [still(4, 0, 2e8, 0, 20 * DAY), still(4, 0, 2e8, 30 * DAY, 100 * DAY)];
    expect(ask(open(spk('whole.bsp', ...whole, moon, ...mars)))).not.toThrow();
  });

  it('is refused for a gap of the orientation, over several pieces of the period', () => {
    const pck = (name: string, start: number, end: number) => ({ name, bytes: buildDaf('PCK', [angles(start, end)]) });
    const frames = bundledKernels().filter(({ name }) => name.endsWith('.tf'));
    // another kernel begins inside the gap: it is still one gap
    const other = spk('other.bsp', still(4, 0, 2e8, 50 * DAY, 100 * DAY));
    const ephemeris = open(spk('whole.bsp', ...whole, moon), other, ...frames, pck('a.bpc', 0, 40 * DAY), pck('b.bpc', 60 * DAY, 100 * DAY)); // prettier-ignore
    const frame = frames.map(({ bytes }) => new TextDecoder().decode(bytes).match(/FRAME_(MOON_PA\w*)\s*=\s*31008/)?.[1]).find(Boolean)!; // prettier-ignore
    expect(ask(ephemeris, frame)).toThrow(/gap from 2000-02-10\S+ to 2000-03-01\S+ UTC .*orientation of .*a\.bpc .*; b\.bpc/); // prettier-ignore
    expect(ask(ephemeris, 'J2000')).not.toThrow();
  });
});
