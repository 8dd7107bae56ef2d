import { describe, expect, it } from 'vitest';
import { createStation } from './index.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from './testing/small-station.ts';

const HOUR_S = 3600;
const dark = { et: [0, 1e7], values: [0, 0] };
const base = (powerW: number) => [
  { id: 'base', powerW, sleepW: powerW, essential: true, shedPriority: 9, nodeId: null },
];

// Rows of docs/reference/energy_reference.csv; Colozza 2020 is NASA/CR-2020-220368.
describe('published budgets', () => {
  it('carry a base of 28.05 kW through half a lunar day on 63,305 kg of batteries (E08, E10, E15, Colozza 2020)', () => {
    // 200 Wh/kg down to 20 % (E10) for 708.33 h / 2 (E24): the published mass has 2 % to spare
    const battery = { ...IDEAL_BATTERY, capacityJ: 63_305 * 200 * HOUR_S, initialFraction: 1, floorFraction: 0.2 };
    const station = createStation(smallStation({ battery, loads: base(28_050) }), smallEnvironment(dark, 1e7));
    const [signal] = station.advance(1e7);
    expect(signal!.kind).toBe('belowFloor');
    expect(signal!.et / HOUR_S).toBeGreaterThan(708.33 / 2);
    expect(signal!.et / HOUR_S).toBeLessThan(1.03 * (708.33 / 2));
  });

  it('lose 4096 W at night from a habitat at 295 K under a sink of 84 K (E09, Colozza 2020)', () => {
    // an 8 m hemisphere: 4096 W / 211 K = 19.4 W/K
    const habitat = {
      id: 'habitat', heatCapacityJK: 2e7, conductanceWK: 19.41, sinkDayK: 270, sinkNightK: 84, mastId: 'm', initialK: 295,
      minK: 273, maxK: 308, heaterW: 6000, operateK: 295, surviveK: 283, heaterUnits: 1, heatSwitch: null,
    }; // prettier-ignore
    const battery = { ...IDEAL_BATTERY, capacityJ: 1e12 };
    const station = createStation(
      smallStation({ battery, nodes: [habitat], loads: base(0) }),
      smallEnvironment(dark, 1e7),
    );
    station.advance(1e6);
    expect(station.telemetry().nodes[0]!.heaterW).toBeCloseTo(4096, -1);
    // E09: less than the waste heat of life support, 21.05 kW (E08)
    expect(station.telemetry().nodes[0]!.heaterW).toBeLessThan(21_050);
  });

  it('follow the closed form of a small bay that 18 W of plutonium keep through a night (sizes assumed)', () => {
    // balance 84 K + 18 W / 0.09 W/K = 284 K; from 290 K it never falls under the 223 K of survival without any heater
    const bay = {
      id: 'bay', heatCapacityJK: 5e4, conductanceWK: 0.09, sinkDayK: 240, sinkNightK: 84, mastId: 'm', initialK: 290,
      minK: 223, maxK: 323, heaterW: 0, operateK: 150, surviveK: 140, heaterUnits: 1, heatSwitch: null,
    }; // prettier-ignore
    const radioisotope = [{ id: 'rhu', electricW: 0, heatW: 18, halfLifeS: 87.74 * 31_557_600, nodeId: 'bay' }];
    const spec = smallStation({ nodes: [bay], radioisotope, loads: base(0) });
    const station = createStation(spec, smallEnvironment(dark, 1e7));
    station.advance((708.33 / 2) * HOUR_S);
    // T = 284 + 6 exp(-t G / C), 1.275e6 s: 284.6 K
    expect(station.telemetry().nodes[0]!.tempK).toBeCloseTo(
      284 + 6 * Math.exp((-0.5 * 708.33 * HOUR_S * 0.09) / 5e4),
      6,
    );
  });
});
