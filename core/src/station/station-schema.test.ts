import { describe, expect, it } from 'vitest';
import { drawFaults, stationSchema } from './index.ts';

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });

/** The smallest station that the schema takes, with one of everything. */
function stationFile() {
  return {
    name: 'test',
    masts: [{ id: 'mast', height: q(10, 'm'), east: q(0, 'm'), north: q(-20, 'm') }],
    arrays: [{ id: 'array', mast: 'mast', area: q(36, 'm2'), efficiency: q(24, '%'), degradation: q(2.5, '%') }],
    radioisotope: [{ id: 'rtg', electric: q(100, 'W'), heat: q(2, 'kW'), halfLife: q(87.7, 'a'), node: 'bay' }],
    battery: {
      capacity: q(10, 'kWh'),
      floor: q(20, '%'),
      initial: q(1, '1'),
      chargeEfficiency: q(0.97, '1'),
      dischargeEfficiency: q(0.97, '1'),
      maxCharge: q(1, 'kW'),
      maxDischarge: q(1, 'kW'),
      reconnect: q(5, '%'),
    },
    nodes: [
      {
        id: 'bay',
        heatCapacity: q(1, 'MJ/K'),
        conductance: q(2, 'W/K'),
        sinkDay: q(240, 'K'),
        sinkNight: q(84, 'K'),
        mast: 'mast',
        initial: q(280, 'K'),
        survivalMin: q(240, 'K'),
        survivalMax: q(320, 'K'),
        heater: { power: q(500, 'W'), operate: q(275, 'K'), survive: q(250, 'K') },
      },
    ],
    loads: [
      { id: 'computer', power: q(100, 'W'), essential: true, node: 'bay' },
      { id: 'pilot', power: q(1, 'kW') },
    ],
    store: { capacity: q(1, 'TB') },
    links: [
      {
        id: 'relay',
        title: 'Relay',
        rate: q(50, 'Mbit/s'),
        power: q(100, 'W'),
        route: { kind: 'pattern', source: 'assumed', period: q(26.18, 'h'), open: q(20, 'h'), offset: q(1, 'h') },
      },
    ],
    instruments: [
      { id: 'camera', title: 'Camera', owner: 'china', power: q(20, 'W'), dataRate: q(1, 'Mbit/s'), source: 'assumed' },
    ],
    faults: [{ id: 'reset', component: 'computer', kind: 'computerReset', rate: q(4, '1/a') }],
    policy: { reserve: q(5, '%'), horizon: q(60, 'd'), monitor: q(1, 'h'), checkout: q(2, 'h') },
  };
}

function faultsOf(change: (file: ReturnType<typeof stationFile>) => void): string[] {
  const changed = stationFile();
  change(changed);
  const parsed = stationSchema.safeParse(changed);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('section station', () => {
  it('becomes SI, once', () => {
    const spec = stationSchema.parse(stationFile());
    expect(spec.battery).toMatchObject({ capacityJ: 3.6e7, floorFraction: 0.2, maxChargeW: 1000 });
    expect(spec.arrays[0]).toEqual({
      id: 'array',
      mastId: 'mast',
      areaM2: 36,
      efficiency: 0.24,
      degradationPerYear: 0.025,
    });
    expect(spec.store.capacityBit).toBe(8e12);
    expect(spec.loads).toEqual([
      { id: 'computer', powerW: 100, sleepW: 100, essential: true, shedPriority: 1, nodeId: 'bay' },
      { id: 'pilot', powerW: 1000, sleepW: 0, essential: false, shedPriority: 1, nodeId: null },
    ]); // prettier-ignore
    expect(spec.links[0]!.route).toEqual({
      kind: 'pattern',
      source: 'assumed',
      relayRangeM: 16_941e3,
      periodS: 94248,
      openS: 72000,
      offsetS: 3600,
    });
    expect(spec.faults[0]!.ratePerS * 31557600).toBeCloseTo(4, 12);
  });

  it.each<[string, (f: ReturnType<typeof stationFile>) => void, RegExp]>([
    ['an array on no mast', (f) => (f.arrays[0]!.mast = 'pole'), /^arrays.0.mast: no mast "pole" is declared \(legal: mast\)/],
    ['a load in no node', (f) => (f.loads[0]!.node = 'cellar'), /^loads.0.node: no thermal node "cellar"/],
    ['a fault of nothing', (f) => (f.faults[0]!.component = 'x'), /^faults.0.component: .*legal: computer/],
    ['an id twice', (f) => f.loads.push({ ...f.loads[1]! }), /^loads.2.id: "pilot" is declared twice/],
    ['limits upside down', (f) => (f.nodes[0]!.heater.survive = q(290, 'K')), /^nodes.0.heater: temperatures of node "bay" are 240, 290, 275, 320 K/],
    ['a set point to preheat under the one awake', (f) => Object.assign(f.nodes[0]!.heater, { preheat: q(270, 'K') }), /^nodes.0.heater.preheat: node "bay" is preheated to 270 K \(legal: heater.operate, 275 K, to survivalMax, 320 K\)/],
    ['a wrong unit', (f) => (f.battery.capacity = q(10, 'kW')), /^battery.capacity.unit: unit "kW" is not a unit of energy/],
    ['too much', (f) => (f.battery.floor = q(95, '%')), /^battery.floor.value: 95 % is out of range \(legal: 0 to 90 %\)/],
    ['an unknown key', (f) => Object.assign(f.battery, { colour: 'red' }), /^battery: /],
  ])('refuses %s with place and legal values', (_, change, message) => {
    const found = faultsOf(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  }); // prettier-ignore

  it('names a legal id once, also when it is declared twice', () => {
    const found = faultsOf((f) => {
      f.masts.push({ ...f.masts[0]! });
      f.arrays[0]!.mast = 'mats';
    });
    expect(found[0]).toMatch(/^masts.1.id: "mast" is declared twice/);
    expect(found[1]).toMatch(/^arrays.0.mast: no mast "mats" is declared, did you mean "mast"\? \(legal: mast\)/);
  });
});

describe('drawing faults', () => {
  const spec = (id: string, ratePerYear: number) => ({
    id,
    componentId: 'array',
    kind: 'arrayString' as const,
    ratePerS: ratePerYear / 31557600,
    durationS: 3600,
    effect: 0.1,
  });

  it('follows the declared rate and duration, and adding one leaves the others as they are', () => {
    const century = 100 * 31557600;
    const alone = drawFaults([spec('a', 5)], 0, century, 1);
    // Poisson with mean 500: 5 standard deviations
    expect(Math.abs(alone.length - 500)).toBeLessThan(5 * Math.sqrt(500));
    const meanS = alone.reduce((sum, { durationS }) => sum + durationS!, 0) / alone.length;
    expect(Math.abs(meanS / 3600 - 1)).toBeLessThan(5 / Math.sqrt(alone.length));
    const both = drawFaults([spec('b', 3), spec('a', 5)], 0, century, 1);
    const times = new Set(both.map(({ et }) => et));
    expect(alone.every(({ et }) => times.has(et))).toBe(true);
    expect(both.every(({ et }, i) => i === 0 || et >= both[i - 1]!.et)).toBe(true);
  });
});
