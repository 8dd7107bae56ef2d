import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { complement, longest, toWindows, totalS, union, type Window, type Windows } from '../../time/index.ts';
import { eventGrid } from './event-grid.ts';
import { mostLight, shortestNight } from './search-network.ts';

const period: Window = [5e8, 5e8 + 1000];
const instant = fc.integer({ min: 0, max: 1000 });
const windows = fc
  .array(fc.tuple(instant, fc.integer({ min: 1, max: 160 })), { maxLength: 9 })
  .map((pairs) => toWindows(pairs.map(([at, length]) => [5e8 + at, Math.min(5e8 + at + length, 5e8 + 1000)] as const)));

/** Up to nine places with light at random, and pairs that may not stand together. */
const problem = fc.record({
  light: fc.array(windows, { minLength: 3, maxLength: 9 }),
  sites: fc.integer({ min: 1, max: 5 }),
  forbidden: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 14 }),
});

function pairsOf(count: number, forbidden: readonly (readonly [number, number])[]): Uint8Array {
  const pairs = new Uint8Array(count * count).fill(1);
  for (const [a, b] of forbidden) if (a < count && b < count) pairs[a * count + b] = pairs[b * count + a] = 0;
  return pairs;
}

/** Every set of `sites` places whose pairs are allowed. */
function* sets(count: number, sites: number, pairs: Uint8Array, from = 0, set: number[] = []): Generator<number[]> {
  if (set.length === sites) yield set;
  else
    for (let i = from; i < count; i++)
      if (set.every((j) => pairs[i * count + j] === 1)) yield* sets(count, sites, pairs, i + 1, [...set, i]);
}

const nightOf = (lit: Windows) => {
  const dark = longest(complement(lit, period));
  return dark === null ? 0 : 1000 * (dark[1] - dark[0]);
};
const litBy = (light: readonly Windows[], set: readonly number[]) => toWindows(set.flatMap((place) => light[place]!));
const darkOf = (light: readonly Windows[]) =>
  light.map((lit) => Float64Array.from(complement(lit, period).flat(), (et) => 1000 * (et - period[0])));

describe('the search for a network', () => {
  it('finds the most combined light of all sets, proved', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ light, sites, forbidden }) => {
        const pairs = pairsOf(light.length, forbidden);
        const values = [...sets(light.length, sites, pairs)].map((set) => 1000 * totalS(litBy(light, set)));
        const grid = eventGrid(period, light.map((lit) => [lit])); // prettier-ignore
        const found = await mostLight(grid, pairs, sites, inlineRunner);
        expect(found.proved).toBe(true);
        if (values.length === 0) {
          expect(found.places).toBeNull();
          return;
        }
        expect(found.valueMs).toBe(Math.max(...values));
        expect(found.boundMs).toBe(found.valueMs);
        expect(1000 * totalS(litBy(light, found.places!))).toBe(found.valueMs);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('finds the shortest common night of all sets, proved', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ light, sites, forbidden }) => {
        const pairs = pairsOf(light.length, forbidden);
        const nights = [...sets(light.length, sites, pairs)].map((set) => nightOf(litBy(light, set)));
        const found = await shortestNight({ dark: darkOf(light), pairs, sites }, 1e6, inlineRunner);
        expect(found.proved).toBe(true);
        if (nights.length === 0) {
          expect(found.places).toBeNull();
          return;
        }
        expect(found.valueMs).toBe(Math.min(...nights));
        expect(nightOf(litBy(light, found.places!))).toBe(found.valueMs);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('ends at once when no night is left, and finds nights of a millisecond', async () => {
    const free = pairsOf(4, []);
    const halves = (gapMs: number) => [
      Float64Array.of(5e5, 1e6),
      Float64Array.of(0, 5e5 + gapMs),
      Float64Array.of(0, 1e6),
      Float64Array.of(0, 6e5),
    ];
    for (const gapMs of [0, 1]) {
      const found = await shortestNight({ dark: halves(gapMs), pairs: free, sites: 2 }, 1e6, inlineRunner);
      expect(found).toMatchObject({ places: [0, 1], valueMs: gapMs, proved: true });
    }
  });

  it('adds up the layers of the disc', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(windows, windows), { minLength: 3, maxLength: 7 }), async (layered) => {
        const pairs = pairsOf(layered.length, []);
        const values = [...sets(layered.length, 2, pairs)].map((set) =>
          1000 * [0, 1].reduce((sum, layer) => sum + totalS(union(layered[set[0]!]![layer]!, layered[set[1]!]![layer]!)), 0),
        ); // prettier-ignore
        const found = await mostLight(eventGrid(period, layered), pairs, 2, inlineRunner);
        expect(found.valueMs).toBe(Math.max(...values));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('says when it was stopped, with a set and a bound that holds', async () => {
    const light = Array.from({ length: 12 }, (_, i) => toWindows([[5e8 + 80 * i, 5e8 + 80 * i + 100 - 5 * i]]));
    const grid = eventGrid(period, light.map((lit) => [lit])); // prettier-ignore
    const free = pairsOf(12, []);
    const whole = await mostLight(grid, free, 3, inlineRunner);
    const stopped = await mostLight(grid, free, 3, inlineRunner, { signal: AbortSignal.abort() });
    expect(stopped.places).not.toBeNull();
    expect(stopped.boundMs).toBeGreaterThanOrEqual(whole.valueMs);
    expect(whole.valueMs).toBeGreaterThanOrEqual(stopped.valueMs);
  });
});
