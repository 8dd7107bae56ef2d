import { describe, expect, it } from 'vitest';
import { createStation, type StationSpec } from './index.ts';
import { STEFAN_BOLTZMANN } from './components/thermal-coupling.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from './testing/small-station.ts';

const NODE = {
  id: 'a', heatCapacityJK: 1e5, conductanceWK: 2, sinkDayK: 300, sinkNightK: 100, mastId: 'm', initialK: 300,
  minK: 30, maxK: 480, heaterW: 0, operateK: 100, surviveK: 90, heaterUnits: 1, heatSwitch: null,
}; // prettier-ignore
const BATTERY = { ...IDEAL_BATTERY, capacityJ: 1e12 };
/** Light rises from 0 to 1 within 1e6 s. */
const RISING = { et: [0, 1e6, 2e6], values: [0, 1, 1] };
const load = (powerW: number, nodeId: string) => {
  return { id: `load-${nodeId}`, powerW, sleepW: 0, essential: true, shedPriority: 9, nodeId };
};

function station(change: Partial<StationSpec>) {
  return createStation(smallStation({ battery: BATTERY, ...change }), smallEnvironment(RISING, 2e6));
}

/**
 * Temperatures of a, b, c by the exponential of the matrix of `x = (Ta, Tb, Tc, t / 1e6 s, 1)`, `x(t) = expm(M t) x(0)`, in 40 digits with mpmath 1.3 (`mpmath.expm`); M
 * holds for each node -sum(G) / C on its diagonal, Gij / C beside it, G 200 K / C for the rising sink and (G 100 K + P) / C.
 */
const BY_MATRIX_EXPONENTIAL = [
  [3e3, 285.375653730180843, 264.645124201627523, 399.571568197794444],
  [2e4, 240.339198913725205, 275.189315473217036, 397.430353631730351],
  [1.5e5, 187.055310264914501, 226.288726109921694, 378.320601656369455],
  [9e5, 291.324040077358306, 304.115238874313636, 319.537678544654854],
] as const;

describe('nodes that exchange heat', () => {
  const nodes = [
    NODE,
    { ...NODE, id: 'b', heatCapacityJK: 4e4, conductanceWK: 0.3, initialK: 250 },
    { ...NODE, id: 'c', heatCapacityJK: 8e5, conductanceWK: 0.05, initialK: 400 },
  ];
  const couplings = [
    { id: 'ab', betweenIds: ['a', 'b'] as const, conductanceWK: 3, heatSwitch: null },
    { id: 'bc', betweenIds: ['c', 'b'] as const, conductanceWK: 0.7, heatSwitch: null },
  ];
  it('follow the matrix exponential to 1e-11 K', () => {
    const s = station({ nodes, couplings, loads: [load(40, 'b')] });
    for (const [t, ...temps] of BY_MATRIX_EXPONENTIAL) {
      while (s.telemetry().et < t) s.advance(t);
      s.telemetry().nodes.forEach(({ tempK }, i) => expect(Math.abs(tempK - temps[i]!)).toBeLessThan(1e-11));
    }
    const heat = s.heat();
    for (const h of heat) {
      const residual = h.heaterJ + h.dissipatedJ - h.leakedJ - h.exchangedJ - h.storedJ;
      expect(Math.abs(residual)).toBeLessThan(1e-10 * (Math.abs(h.leakedJ) + Math.abs(h.exchangedJ)));
    }
    expect(Math.abs(heat.reduce((sum, h) => sum + h.exchangedJ, 0))).toBeLessThan(1e-3);
  });

  it('close a switch between them at its temperature, and open it', () => {
    // a warms from 250 K by 400 W alone (no sink to speak of): 1e-3 K/s less what b takes through 1e-6 W/K; closed at 300 K it falls towards b
    const insulated = { ...NODE, conductanceWK: 1e-6, heatCapacityJK: 4e5, initialK: 250 };
    const cold = {
      ...NODE,
      id: 'b',
      conductanceWK: 1e4,
      heatCapacityJK: 1e6,
      sinkDayK: 200,
      sinkNightK: 200,
      initialK: 200,
    };
    const heatSwitch = { conductanceWK: 50, onK: 300, offK: 260 };
    const s = station({
      nodes: [insulated, cold],
      couplings: [{ id: 's', betweenIds: ['a', 'b'], conductanceWK: 1e-6, heatSwitch }],
      loads: [load(400, 'a')],
    });
    const highest = { K: 0 };
    const lowestAfter = { K: 1e3 };
    for (let t = 100; t < 2e5; t += 100) {
      while (s.telemetry().et < t) s.advance(t);
      const { tempK } = s.telemetry().nodes[0]!;
      highest.K = Math.max(highest.K, tempK);
      if (t > 6e4) lowestAfter.K = Math.min(lowestAfter.K, tempK);
    }
    expect(highest.K).toBeLessThanOrEqual(300 + 1e-6);
    expect(highest.K).toBeGreaterThan(299.8);
    expect(lowestAfter.K).toBeGreaterThanOrEqual(260 - 1e-6);
    expect(lowestAfter.K).toBeLessThan(260.9);
  });

  it('hold their set point by switching between it and the band above', () => {
    const warm = { ...NODE, operateK: 280, surviveK: 250, heaterW: 600, heaterBandK: 1, initialK: 290, sinkDayK: 100 };
    const s = station({
      nodes: [warm, { ...NODE, id: 'b', sinkDayK: 100, initialK: 200 }],
      couplings: [{ id: 'ab', betweenIds: ['a', 'b'], conductanceWK: 1, heatSwitch: null }],
    });
    while (s.telemetry().et < 3e5) s.advance(3e5);
    const before = s.energy().consumedJ;
    for (let t = 3e5; t < 1e6; t += 777) {
      while (s.telemetry().et < t) s.advance(t);
      const { tempK } = s.telemetry().nodes[0]!;
      expect(tempK).toBeGreaterThanOrEqual(280 - 1e-6);
      expect(tempK).toBeLessThanOrEqual(281 + 1e-6);
    }
    // in the mean it is at 280.5 K: 2 x 180.5 W to the sink and 1 x 2 / (1 + 2) of it through b
    const meanW = (s.energy().consumedJ - before) / (s.telemetry().et - 3e5);
    expect(meanW / (180.5 * (2 + 2 / 3))).toBeCloseTo(1, 2);
  });
});

describe('a radiator', () => {
  it('loses by the fourth power, to what its straight pieces are said to be good for', () => {
    const radiator = { areaM2: 0.5, emissivity: 0.85, stepK: 1 };
    const node = { ...NODE, conductanceWK: 1e-6, radiator, initialK: 400 };
    const s = station({ nodes: [node], loads: [load(50, 'a')] });
    // classical Runge-Kutta, 20 s steps: good to 1e-9 K here
    const rate = (t: number, T: number) => {
      const sink4 = 100 ** 4 + (300 ** 4 - 100 ** 4) * Math.min(1, t / 1e6);
      const q = STEFAN_BOLTZMANN * radiator.emissivity * radiator.areaM2 * (T ** 4 - sink4);
      return (50 - q - 1e-6 * (T - 100 - 2e-4 * t)) / 1e5;
    };
    let T = 400;
    let worst = 0;
    for (let t = 0; t < 8e5; t += 20) {
      const k1 = rate(t, T);
      const k2 = rate(t + 10, T + 10 * k1);
      const k3 = rate(t + 10, T + 10 * k2);
      const k4 = rate(t + 20, T + 20 * k3);
      T += (20 / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
      while (s.telemetry().et < t + 20) s.advance(t + 20);
      worst = Math.max(worst, Math.abs(s.telemetry().nodes[0]!.tempK - T));
    }
    // an error of 3 (1 / T)^2 of the heat radiated, T from 400 to 240 K, is worth at most 0.25 * 3 / T = 3e-3 K
    expect(worst).toBeLessThan(3e-3);
    expect(worst).toBeGreaterThan(1e-6);
    const h = s.heat()[0]!;
    expect(Math.abs(h.dissipatedJ - h.leakedJ - h.storedJ)).toBeLessThan(1e-9 * h.leakedJ);
  });

  it('agrees with Stefan and Boltzmann in balance', () => {
    // 1 m2, emissivity 1, sink 100 K: 459.3 W at 300 K (sigma 300^4), less 5.67 W from the sink
    const node = {
      ...NODE,
      conductanceWK: 1e-6,
      sinkDayK: 100,
      initialK: 310,
      radiator: { areaM2: 1, emissivity: 1, stepK: 0.5 },
    };
    const s = station({ nodes: [node], loads: [load(459.3 - 5.67, 'a')] });
    while (s.telemetry().et < 1.9e6) s.advance(1.9e6);
    expect(s.telemetry().nodes[0]!.tempK).toBeCloseTo(300, 2);
  });
});
