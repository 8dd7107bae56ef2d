import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowThroughBin, type Inflow, type Outlet } from './data-flow.ts';
import { plan } from './index.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const outlet = (fromS: number, toS: number, rateBitS = 1e3, powerW = 10): Outlet => ({ fromS, toS, rateBitS, powerW });
const inflow = (fromS: number, toS: number, rateBitS: number): Inflow => ({ fromS, toS, rateBitS });

describe('the store through a bin', () => {
  it('gives nothing to a link that closes before the data come', () => {
    // what the link could have carried in its half hour, 1.8 Mbit, is lost to these data
    const flow = flowThroughBin([outlet(0, 1800)], 0, 0, [inflow(1800, 3600, 1e3)]);
    expect(flow).toEqual({ storeBit: 1.8e6, topBit: 1.8e6, linkJ: 0 });
  });

  it('is fullest before a link opens, not at the end of the bin', () => {
    const flow = flowThroughBin([outlet(1800, 3600)], 1e6, 0, [inflow(0, 900, 1e3)]);
    expect(flow).toEqual({ storeBit: 1e5, topBit: 1.9e6, linkJ: 18_000 });
  });

  it('is the course of steps of one second', () => {
    const part = fc.record({ fromS: fc.integer({ min: 0, max: 3599 }), lastsS: fc.integer({ min: 1, max: 3600 }), rate: fc.integer({ min: 1, max: 5000 }) }); // prettier-ignore
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        fc.array(part, { maxLength: 2 }),
        fc.integer({ min: 0, max: 9_000_000 }),
        fc.integer({ min: 0, max: 9_000_000 }),
        (data, links, storeBit, evenBit) => {
          const inflows = data.map(({ fromS, lastsS, rate }) => inflow(fromS, Math.min(3600, fromS + lastsS), rate));
          const apart = links.length < 2 || links[0]!.fromS + links[0]!.lastsS <= links[1]!.fromS ? links : links.slice(0, 1); // prettier-ignore
          const outlets = apart.map(({ fromS, lastsS, rate }) => outlet(fromS, Math.min(3600, fromS + lastsS), rate, 2 * rate)); // prettier-ignore
          let [store, top, joule] = [storeBit, storeBit, 0];
          for (let t = 0; t < 3600; t += 1) {
            const on = (one: Inflow) => one.fromS <= t && t < one.toS;
            store += evenBit / 3600 + inflows.filter(on).reduce((sum, one) => sum + one.rateBitS, 0);
            const sent = Math.min(store, outlets.find(on)?.rateBitS ?? 0);
            store -= sent;
            // 2 J a bit on every link
            joule += 2 * sent;
            top = Math.max(top, store);
          }
          const flow = flowThroughBin(outlets, storeBit, evenBit, inflows);
          for (const [got, steps] of [[flow.storeBit, store], [flow.topBit, top], [flow.linkJ / 2, joule / 2]] as const)
            expect(Math.abs(got - steps)).toBeLessThan(1e-3);
        }, // prettier-ignore
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('a plan', () => {
  it('does not count on a contact that is over before the data come', () => {
    const link = { id: 'link', rateBitS: 1e6, powerW: 0, windows: [[10 * HOUR, 10.5 * HOUR] as const] };
    const late = request('late', { earliestEt: 10.5 * HOUR, latestEt: 11 * HOUR, durationS: 1800, dataBit: 1.5e9 });
    const made = plan(planInput([late], plainModel({ links: [link] })));
    expect(made.notPlaced[0]?.causes).toMatchObject([{ kind: 'store', starts: 1, fraction: 1.5 }]);
  });
});
