import { describe, expect, it } from 'vitest';
import { createStation, type Signal, type Station } from '../index.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from '../testing/small-station.ts';

const YEAR_S = 31_557_600;
const DAY_S = 86_400;
const flat = (watts: number, end = 1e9) => ({ et: [0, end], values: [watts, watts] });
const base = (powerW: number) => [{ id: 'base', powerW, sleepW: 1, essential: true, shedPriority: 9, nodeId: null }];

function runTo(station: Station, et: number): string[] {
  const all: Signal[] = [];
  while (station.telemetry().et < et) all.push(...station.advance(et));
  return all.map((s) => `${s.kind} ${s.id}@${Number(s.et.toFixed(6))}`);
}

const REACTOR = {
  id: 'reactor',
  electricW: 1000,
  startupS: 1e4,
  decayPerYear: 0.02,
  leastLevel: 0.2,
  initialLevel: 0,
  heatW: 0,
  nodeId: null,
};
const BIG = { ...IDEAL_BATTERY, capacityJ: 1e12 };

describe('a fission source', () => {
  it('starts by a ramp, falls by its straight line, trips at once and comes back', () => {
    const faults = [{ et: 5e4, componentId: 'reactor', kind: 'sourceTrip' as const, durationS: 1e4, effect: 0 }];
    const spec = smallStation({ battery: BIG, fission: [REACTOR], loads: base(0) });
    const station = createStation(spec, smallEnvironment(flat(0), YEAR_S), { faults });
    expect(station.command({ kind: 'source', id: 'reactor', level: 1.5 }).accepted).toBe(false);
    expect(station.command({ kind: 'source', id: 'nobody', level: 1 }).accepted).toBe(false);
    expect(station.command({ kind: 'source', id: 'reactor', level: 1 }).accepted).toBe(true);
    // 0.1 W/s from 0 meets 1000 (1 - 0.02 t / a): t (0.1 + 20 / a) = 1000
    const up = (t: number) => (1000 - (20 * t) / YEAR_S) / (0.1 + 20 / YEAR_S);
    expect(runTo(station, 4e4)).toEqual([`sourceUp reactor@${Number(up(0).toFixed(6))}`]);
    expect(runTo(station, 1e5)).toEqual([
      'sourceDown reactor@50000',
      'sourceStarting reactor@60000',
      `sourceUp reactor@${Number((6e4 + up(6e4)).toFixed(6))}`,
    ]);
    expect(station.telemetry().parts!['reactor']!['power']).toBeCloseTo(1000 * (1 - (0.02 * 1e5) / YEAR_S), 9);
    const { generatedJ } = station.energy();
    // trapezia: two ramps, and the line between
    const line = (a: number, b: number) => 1000 * (b - a) - ((0.5 * 20) / YEAR_S) * (b * b - a * a);
    const ramp = 0.5 * 0.1 * (up(0) ** 2 + up(6e4) ** 2);
    expect(generatedJ / (ramp + line(up(0), 5e4) + line(6e4 + up(6e4), 1e5))).toBeCloseTo(1, 11);
  });

  it('is off under its least level', () => {
    const spec = smallStation({ battery: BIG, fission: [{ ...REACTOR, initialLevel: 1 }], loads: base(0) });
    const station = createStation(spec, smallEnvironment(flat(0), YEAR_S));
    station.command({ kind: 'source', id: 'reactor', level: 0.1 });
    expect(runTo(station, 2e4)).toEqual(['sourceDown reactor@10000']);
    expect(station.telemetry().generationW).toBe(0);
  });
});

describe('dust on an array', () => {
  const dust = { lossPerDay: 0.1, mostLoss: 0.25, cleaningW: 20, cleaningS: 3600, removedFraction: 0.8, everyS: null };
  const arrays = [{ id: 'a', mastId: 'm', areaM2: 1 / 1361, efficiency: 1, degradationPerYear: 0, dust }];
  it('takes its share day by day up to the most, and goes by a cleaning that draws power', () => {
    const spec = smallStation({ battery: BIG, arrays, loads: base(0) });
    const station = createStation(spec, smallEnvironment(flat(100), YEAR_S));
    const after = [1.5, 2.5, 3.5, 9.5].map((days) => {
      runTo(station, days * DAY_S);
      return station.telemetry().generationW;
    });
    expect(after.map((w) => Number(w.toFixed(9)))).toEqual([90, 80, 75, 75]);
    expect(station.command({ kind: 'clean', id: 'a' }).accepted).toBe(true);
    expect(station.command({ kind: 'clean', id: 'a' })).toEqual({
      accepted: false,
      reason: 'array "a" is being cleaned',
    });
    expect(station.telemetry().loadW).toBe(20);
    expect(runTo(station, 9.9 * DAY_S)).toEqual([`cleaned a@${9.5 * DAY_S + 3600}`]);
    expect(station.telemetry()).toMatchObject({ loadW: 0, generationW: expect.closeTo(95, 9) as number });
  });

  it('is cleaned by itself where the file says how often', () => {
    const own = [{ ...arrays[0]!, dust: { ...dust, everyS: 2 * DAY_S } }];
    const station = createStation(
      smallStation({ battery: BIG, arrays: own, loads: base(0) }),
      smallEnvironment(flat(100), YEAR_S),
    );
    expect(runTo(station, 5 * DAY_S)).toEqual([`cleaned a@${2 * DAY_S + 3600}`, `cleaned a@${4 * DAY_S + 3600}`]);
  });
});

describe('a fixed panel', () => {
  it('gets the cosine, straight between the nodes of both curves', () => {
    const mount = { azimuthRad: 0, tiltRad: Math.PI / 2 };
    const arrays = [{ id: 'a', mastId: 'm', areaM2: 1 / 1361, efficiency: 1, degradationPerYear: 0, mount }];
    const environment = {
      ...smallEnvironment(flat(100), 1000),
      incidence: () => ({ et: [0, 500, 1000], values: [0, 1, 0] }),
    };
    const station = createStation(smallStation({ battery: BIG, arrays, loads: base(0) }), environment);
    station.advance(250);
    expect(station.telemetry().generationW).toBeCloseTo(50, 9);
    station.advance(1000);
    expect(station.energy().generatedJ).toBeCloseTo(50e3, 6);
  });
});

describe('a battery that ages', () => {
  it('loses capacity by its years and its cycles, each in a straight line', () => {
    // 100 W drawn from 1e9 J for 100 days: 0.864 of a cycle
    const ageing = { calendarPerYear: 0.03, perCycle: 0.01, leastFraction: 0.5 };
    const battery = { ...IDEAL_BATTERY, capacityJ: 1e9, initialFraction: 1, ageing };
    const station = createStation(smallStation({ battery, loads: base(100) }), smallEnvironment(flat(0), YEAR_S));
    runTo(station, 100 * DAY_S + 1);
    const expected = 1 - (0.03 * 100 * DAY_S) / YEAR_S - 0.01 * 0.864;
    expect(station.telemetry().batteryCapacityJ / 1e9).toBeCloseTo(expected, 12);
    expect(station.telemetry().parts!['battery-ageing']!['cycles']).toBeCloseTo(0.864 + 1e-7, 9);
    const e = station.energy();
    // full at the start: the fade of the first morning has no room any more
    expect(e.initialJ - e.storedJ - e.consumedJ - e.cellLossJ).toBeCloseTo(0, 3);
  });
});

describe('a cold battery', () => {
  const node = {
    id: 'n', heatCapacityJK: 1e5, conductanceWK: 2, sinkDayK: 200, sinkNightK: 200, mastId: 'm', initialK: 300,
    minK: 100, maxK: 350, heaterW: 0, operateK: 150, surviveK: 140, heaterUnits: 1, heatSwitch: null,
  }; // prettier-ignore
  it('locks a share of its energy from the instant at which its node passes the step, and gives it back', () => {
    // T = 200 + 100 exp(-t / 5e4): 260 K at 5e4 ln(10/6)
    const temperature = { nodeId: 'n', steps: [{ belowK: 260, capacity: 0.6, charge: 0, discharge: 0.5 }] };
    const battery = { ...IDEAL_BATTERY, temperature, maxChargeW: 100, initialFraction: 0.5 };
    const t = 5e4 * Math.log(10 / 6);
    // light warms nothing here: the array gives 10 W all the time
    const station = createStation(
      smallStation({ battery, nodes: [node], loads: base(0) }),
      smallEnvironment(flat(10), 1e5),
    );
    runTo(station, t - 1);
    expect(station.telemetry().batteryCapacityJ).toBe(1e6);
    runTo(station, t + 1);
    // 400 kJ of the cells are out of reach: of what was stored they take their part first
    expect(station.telemetry().batteryCapacityJ).toBeCloseTo(0.6e6, 6);
    expect(station.telemetry().batteryJ).toBeCloseTo(0.5e6 + 10 * t - 0.4e6, 3);
    runTo(station, t + 1000);
    expect(station.telemetry().batteryJ).toBeCloseTo(0.5e6 + 10 * t - 0.4e6, 3); // no charging in the cold
    const e = station.energy();
    expect(e.storedJ - e.initialJ).toBeCloseTo(e.generatedJ - e.curtailedJ, 3);
  });
});
