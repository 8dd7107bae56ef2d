import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceThermal,
  applyThermalChange,
  createThermalNode,
  heaterW,
  nextThermalChange,
  settle,
} from './thermal-node.ts';

const SPEC = {
  id: 'n', heatCapacityJK: 1e5, conductanceWK: 2, sinkDayK: 240, sinkNightK: 84, mastId: 'm', initialK: 300,
  minK: 200, maxK: 350, heaterW: 400, operateK: 280, surviveK: 250, heaterUnits: 2, heatSwitch: null,
}; // prettier-ignore

/** Runs a node for `spanS` under a constant sink slope; returns the instants at which something changed. */
function run(node: ReturnType<typeof createThermalNode>, spanS: number): number[] {
  const changes: number[] = [];
  let t = 0;
  for (let guard = 0; t < spanS && guard < 100; guard += 1) {
    const dt = nextThermalChange(node, spanS - t);
    advanceThermal(node, dt);
    t += dt;
    if (t < spanS) changes.push(t);
    applyThermalChange(node);
  }
  return changes;
}

describe('a thermal node', () => {
  it('cools by the exponential, then holds the set point', () => {
    const node = createThermalNode(SPEC);
    node.sinkK = 100;
    settle(node);
    // T = 100 + 200 exp(-t / 5e4): 280 K at t = 5e4 ln(200/180)
    const changes = run(node, 1e6);
    expect(changes).toEqual([expect.closeTo(5e4 * Math.log(200 / 180), 6)]);
    expect(node.tempK).toBeCloseTo(280, 8);
    expect(heaterW(node)).toBeCloseTo(2 * 180, 8);
  });

  it('holds the temperature to which it is preheated', () => {
    const node = createThermalNode({ ...SPEC, heaterW: 600, initialK: 280, preheatK: 310 });
    node.sinkK = 100;
    node.setting = 'preheat';
    settle(node);
    // T = 400 - 120 exp(-t / 5e4): 310 K at t = 5e4 ln(120/90)
    expect(run(node, 1e6)).toEqual([expect.closeTo(5e4 * Math.log(120 / 90), 6)]);
    expect(node.tempK).toBeCloseTo(310, 8);
    expect(heaterW(node)).toBeCloseTo(2 * 210, 8);
  });

  it('sinks below the set point when the heater is too small, and says when the limit is passed', () => {
    const node = createThermalNode({ ...SPEC, heaterW: 100 });
    node.sinkK = 100;
    settle(node);
    // 280 K as above; then T = 150 + 130 exp(-t/5e4): 200 K after 5e4 ln(130/50)
    const first = 5e4 * Math.log(200 / 180);
    expect(run(node, 1e6)).toEqual([expect.closeTo(first, 5), expect.closeTo(first + 5e4 * Math.log(130 / 50), 5)]);
    expect(node.side).toBe(-1);
    expect(node.tempK).toBeCloseTo(150, 6);
  });

  it('with a dead heater follows a sink that warms, by its closed form', () => {
    const node = createThermalNode({ ...SPEC, minK: 20 });
    node.setting = 'off';
    node.sinkK = 100;
    node.sinkSlopeKS = 1e-3;
    settle(node);
    run(node, 2e5);
    // T = s0 + b t - b tau + (T0 - s0 + b tau) exp(-t / tau), tau = 5e4
    expect(node.tempK).toBeCloseTo(100 + 200 - 50 + 250 * Math.exp(-4), 9);
  });

  it('lets a heat switch swing between its two temperatures', () => {
    const node = createThermalNode({ ...SPEC, maxK: 400, heatSwitch: { conductanceWK: 4, onK: 320, offK: 300 } });
    node.sinkK = 200;
    node.dissipationW = 300; // balance at 350 K on its own, at 275 K with the radiator
    settle(node);
    // up: T = 350 - 50 exp(-t / 5e4) to 320 K; down: T = 275 + 45 exp(-t / 2.5e4) to 300 K; up from 300 K again
    const up = 5e4 * Math.log(50 / 30);
    const down = 2.5e4 * Math.log(45 / 25);
    const changes = run(node, 1e5);
    [up, up + down, 2 * up + down].forEach((t, i) => expect(changes[i]).toBeCloseTo(t, 4));
    expect(node.tempK).toBeLessThanOrEqual(320 + 1e-6);
    const residual = node.heaterJ + node.dissipatedJ - node.leakedJ - SPEC.heatCapacityJK * (node.tempK - 300);
    expect(Math.abs(residual)).toBeLessThan(1e-9 * node.leakedJ);
  });

  it('keeps its heat balance and agrees with small steps, whatever happens', () => {
    const slope = fc.double({ min: -2e-3, max: 2e-3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ slope, dissipation: fc.double({ min: 0, max: 300, noNaN: true }), stuck: fc.boolean() }), {
          minLength: 1,
          maxLength: 6,
        }),
        (phases) => {
          const node = createThermalNode(SPEC);
          node.sinkK = 200;
          let stepped = SPEC.initialK;
          for (const phase of phases) {
            node.sinkSlopeKS = node.sinkK > 400 || node.sinkK < 60 ? 0 : phase.slope;
            node.dissipationW = phase.dissipation;
            node.stuckOff[0] = phase.stuck ? 1 : 0;
            settle(node);
            stepped = byEuler(stepped, node.sinkK, node.sinkSlopeKS, phase, 3e4);
            run(node, 3e4);
            expect(Math.abs(node.tempK - stepped)).toBeLessThan(0.05); // what 1 s steps of Euler are good for
          }
          const stored = SPEC.heatCapacityJK * (node.tempK - SPEC.initialK);
          const residual = node.heaterJ + node.dissipatedJ - node.leakedJ - stored;
          expect(Math.abs(residual)).toBeLessThan(1e-9 * (Math.abs(node.leakedJ) + 1e6));
        },
      ),
      { seed: 11, numRuns: 30 },
    );
  });
});

/** The same node by brute force: explicit steps of 1 s with a thermostat of infinite gain. */
function byEuler(
  startK: number,
  sink0: number,
  slope: number,
  phase: { dissipation: number; stuck: boolean },
  spanS: number,
) {
  let temp = startK;
  for (let t = 0; t < spanS; t += 1) {
    const sink = sink0 + slope * (t + 0.5);
    const free = temp + (phase.dissipation - SPEC.conductanceWK * (temp - sink)) / SPEC.heatCapacityJK;
    const need = (SPEC.operateK - free) * SPEC.heatCapacityJK;
    temp = free + (phase.stuck ? 0 : Math.min(SPEC.heaterW, Math.max(0, need))) / SPEC.heatCapacityJK;
  }
  return temp;
}
