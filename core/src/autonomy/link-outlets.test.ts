import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binEdges } from './forecast.ts';
import { bestOutlets, linkOutlets, rateAt } from './link-outlets.ts';
import { designBeliefs, type StationModel } from './station-model.ts';
import { HOUR, plainModel } from './testing/plain-model.ts';

const BINS = 6;
const FROM_ET = 500;

/** Links with windows and steps on whole minutes. */
const anyLinks = fc.array(
  fc.record({
    rate: fc.integer({ min: 1, max: 5 }),
    powerW: fc.integer({ min: 1, max: 9 }),
    windows: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 0, maxLength: 6 }),
    steps: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 0, maxLength: 4 }),
    rates: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
    down: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

type AnyLink = typeof anyLinks extends fc.Arbitrary<(infer T)[]> ? T : never;

function modelOf(list: readonly AnyLink[]): StationModel {
  const links = list.map(({ rate, powerW, windows, steps, rates }, i) => {
    const ascending = [...windows].sort((a, b) => a - b).map((minute) => 60 * minute);
    const et = [...steps].sort((a, b) => a - b).map((minute) => 60 * minute);
    return {
      id: `l${i}`,
      rateBitS: 1000 * rate,
      powerW,
      windows: Array.from({ length: ascending.length >> 1 }, (_, k) => [ascending[2 * k]!, ascending[2 * k + 1]!] as const), // prettier-ignore
      ...(et.length > 0 && { steps: { et, rateBitS: et.map((_, k) => 1000 * rates[k]!) } }),
    };
  });
  return plainModel({ links });
}

describe('what links can send by bins', () => {
  it('is at every second what the cheapest open link sends at its rate of then; at the best, the greatest rate and the cheapest bit of all that are open', () => {
    fc.assert(
      fc.property(anyLinks, (list) => {
        const model = modelOf(list);
        const downUntil = FROM_ET + 2 * HOUR;
        const beliefs = { ...designBeliefs(model), linkDownUntil: Object.fromEntries(list.flatMap(({ down }, i) => (down ? [[`l${i}`, downUntil]] : []))) }; // prettier-ignore
        const edges = binEdges(FROM_ET, BINS);
        const [planned, best] = [linkOutlets(model, beliefs, edges), bestOutlets(model, beliefs, edges)];
        for (let s = 30; s < BINS * HOUR; s += 60) {
          const et = FROM_ET + s;
          const open = model.links.filter(({ id, windows }) => et >= (beliefs.linkDownUntil[id] ?? 0) && windows.some(([a, b]) => a <= et && et < b)); // prettier-ignore
          const [bin, inBin] = [Math.floor(s / HOUR), s % HOUR];
          const at = (outlets: typeof planned) => outlets[bin]!.filter(({ fromS, toS }) => fromS <= inBin && inBin < toS); // prettier-ignore
          if (open.length === 0) {
            expect([at(planned), at(best)]).toEqual([[], []]);
            continue;
          }
          const [cheapest] = [...open].sort((a, b) => a.powerW / rateAt(a, et) - b.powerW / rateAt(b, et)); // prettier-ignore
          expect(at(planned)).toMatchObject([{ rateBitS: rateAt(cheapest!, et), powerW: cheapest!.powerW }]);
          const [most, ...others] = at(best);
          expect(others).toEqual([]);
          expect(most!.rateBitS).toBe(Math.max(...open.map((one) => rateAt(one, et))));
          expect(most!.powerW / most!.rateBitS).toBeCloseTo(Math.min(...open.map((one) => one.powerW / rateAt(one, et))), 12); // prettier-ignore
        }
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('is the rate of its last step, and its own before the first', () => {
    const link = { rateBitS: 5, steps: { et: [10, 20], rateBitS: [7, 3] } };
    expect([9, 10, 19, 20, 99].map((et) => rateAt(link, et))).toEqual([5, 7, 7, 3, 3]);
    expect(rateAt({ rateBitS: 5 }, 50)).toBe(5);
  });
});
