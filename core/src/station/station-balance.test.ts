import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { createStation, drawFaults, type Segment, type StationSpec } from './index.ts';
import { polarEnvironment, RIDGE, RIM } from './testing/polar-environment.ts';
import { RIDGE_STATION } from './testing/ridge-station.ts';

const DAY_S = 86400;
const START = 1.1e9;

/** A station of random size, faults as frequent as they never are, and an executive that pushes buttons at random. */
function randomRun(seed: number) {
  const random = createRandom(seed);
  const scale = (x: number) => x * 2 ** (4 * random.next() - 2);
  const spec: StationSpec = {
    ...RIDGE_STATION,
    battery: {
      ...RIDGE_STATION.battery,
      capacityJ: scale(1e8),
      initialFraction: random.next(),
      chargeEfficiency: 0.7 + 0.3 * random.next(),
      dischargeEfficiency: 0.7 + 0.3 * random.next(),
      maxChargeW: scale(5e3),
      maxDischargeW: scale(3e3),
    },
    arrays: RIDGE_STATION.arrays.map((array) => ({ ...array, areaM2: scale(20) })),
    nodes: RIDGE_STATION.nodes.map((node) => ({ ...node, conductanceWK: scale(4), heaterW: scale(400) })),
    store: { capacityBit: scale(5e10) },
    faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 20 * fault.ratePerS })),
  };
  const environment = polarEnvironment(random.next() < 0.5 ? RIDGE : RIM, START + random.next() * 300 * DAY_S, 120);
  const { startEt, endEt } = environment;
  const totals = { generatedJ: 0, consumedJ: 0, pieces: 0 };
  const record = (s: Segment) => {
    const dt = s.toEt - s.fromEt;
    totals.generatedJ += 0.5 * (s.generationFromW + s.generationToW) * dt;
    totals.consumedJ += 0.5 * (s.loadFromW + s.loadToW) * dt;
    totals.pieces += 1;
    expect(s.batteryJ).toBeGreaterThanOrEqual(0);
    expect(s.batteryJ).toBeLessThanOrEqual(s.capacityJ * (1 + 1e-12));
    expect(s.storeBit).toBeLessThanOrEqual(spec.store.capacityBit);
  };
  const station = createStation(spec, environment, { faults: drawFaults(spec.faults, startEt, endEt, seed), record });
  let counter = 0;
  for (let et = startEt; et < endEt;) {
    station.advance(et + scale(6 * 3600));
    et = station.telemetry().et;
    const pick = <T>(list: readonly T[]) => list[random.int(list.length)]!;
    const running = station.telemetry().activities;
    station.command({ kind: 'load', id: pick(spec.loads).id, state: pick(['on', 'standby', 'off'] as const) });
    station.command({ kind: 'link', id: pick(spec.links).id, on: random.next() < 0.5 });
    station.command({ kind: 'heater', id: pick(spec.nodes).id, setting: pick(['operate', 'survive', 'off'] as const) });
    station.command({ kind: 'watchBattery', fraction: random.next() });
    if (running.length > 0 && random.next() < 0.5) station.command({ kind: 'stop', activityId: pick(running) });
    const { id, powerW, dataRateBitS } = pick(spec.instruments);
    station.command({ kind: 'start', instrumentId: id, activityId: `x${(counter += 1)}`, powerW, dataRateBitS });
  }
  return { station, totals, spec };
}

describe('balances of random stations', () => {
  it('close to 1e-9 for energy, data and heat, and agree with the recorded pieces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { station, totals } = randomRun(seed);
        const e = station.energy();
        const left = e.generatedJ - e.consumedJ - e.curtailedJ - e.chargeLossJ - e.dischargeLossJ - e.cellLossJ;
        expect(Math.abs(left - (e.storedJ - e.initialJ)) / e.generatedJ).toBeLessThan(1e-9);
        // pieces are recorded at instants that are good to 2e-7 s at this epoch
        expect(Math.abs(totals.generatedJ - e.generatedJ) / e.generatedJ).toBeLessThan(1e-8);
        expect(Math.abs(totals.consumedJ - e.consumedJ) / e.consumedJ).toBeLessThan(1e-8);
        const d = station.data();
        const balance = d.producedBit - d.returnedBit - d.lostBit - d.storedBit;
        expect(Math.abs(balance)).toBeLessThanOrEqual(1e-9 * d.producedBit);
        for (const h of station.heat()) {
          const heat = h.heaterJ + h.dissipatedJ - h.leakedJ - h.storedJ;
          expect(Math.abs(heat) / Math.abs(h.leakedJ)).toBeLessThan(1e-9);
        }
      }),
      { seed: 4, numRuns: 12 },
    );
  });

  it('are the same bytes when run twice, and another seed gives other faults', () => {
    const bytes = (seed: number) => {
      const { station } = randomRun(seed);
      return JSON.stringify([station.energy(), station.data(), station.heat(), station.telemetry()]);
    };
    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(7)).not.toBe(bytes(8));
  });
});

describe('exact events against small steps', () => {
  it('give the battery of half a year by steps of a minute to 0.02 % of its capacity', () => {
    const from = START + 90 * DAY_S;
    const environment = polarEnvironment(RIDGE, from, 180);
    const loads = 900;
    const base = { ...RIDGE_STATION.loads[0]!, powerW: loads, nodeId: null };
    const spec: StationSpec = { ...RIDGE_STATION, nodes: [], radioisotope: [], loads: [base] };
    const station = createStation(spec, environment);
    const sun = environment.sunShare('mast-a');
    const { capacityJ, chargeEfficiency, dischargeEfficiency, maxChargeW, initialFraction } = spec.battery;
    let stepped = capacityJ * initialFraction;
    let worst = 0;
    let lowest = Infinity;
    let node = 0;
    for (let t = from; t < environment.endEt; t += 60) {
      while (sun.et[node + 1]! <= t + 30) node += 1;
      const part = (t + 30 - sun.et[node]!) / (sun.et[node + 1]! - sun.et[node]!);
      const share = sun.values[node]! + (sun.values[node + 1]! - sun.values[node]!) * part;
      const years = (t - from) / 31557600;
      const generation = share * 1361 * 72 * 0.24 * 0.975 ** years;
      const net = generation - loads;
      stepped += 60 * (net >= 0 ? chargeEfficiency * Math.min(net, maxChargeW) : net / dischargeEfficiency);
      stepped = Math.min(capacityJ, Math.max(0, stepped));
      lowest = Math.min(lowest, stepped);
      while (station.telemetry().et < t + 60) station.advance(t + 60);
      worst = Math.max(worst, Math.abs(station.telemetry().batteryJ - stepped) / capacityJ);
    }
    expect(worst).toBeLessThan(2e-4);
    expect(node).toBeGreaterThan(100);
    expect(lowest).toBeLessThan(0.8 * capacityJ);
  });
});
