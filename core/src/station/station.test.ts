import { describe, expect, it } from 'vitest';
import { createStation, type Signal, type Station } from './index.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from './testing/small-station.ts';

const flat = (watts: number, end = 1e6) => ({ et: [0, end], values: [watts, watts] });
const load = (powerW: number, nodeId: string | null = null) => [
  { id: 'base', powerW, sleepW: 1, essential: true, shedPriority: 9, nodeId },
];

/** Signals until `et`, as `kind@time`. */
function runTo(station: Station, et: number): string[] {
  const all: Signal[] = [];
  while (station.telemetry().et < et) all.push(...station.advance(et));
  return all.map((s) => `${s.kind}@${Number(s.et.toFixed(6))}`);
}

describe('battery, worked by hand', () => {
  it('discharges in a straight line to the floor and to empty', () => {
    // 500 kJ at 100 W: floor (200 kJ) after 3000 s, empty after 5000 s
    const station = createStation(smallStation({ loads: load(100) }), smallEnvironment(flat(0), 6000));
    expect(runTo(station, 6000)).toEqual(['belowFloor@3000', 'undervoltage@5000']);
    expect(station.energy().storedJ).toBe(0);
  });

  it('follows the parabola when the Sun rises in a straight line', () => {
    // net = t - 100 W: E = 500e3 + t^2 / 2 - 100 t; back at 500 kJ at t = 200; full at t^2/2 - 100 t = 500e3 -> t = 100 + sqrt(1e4 + 1e6)
    const watts = { et: [0, 1e4], values: [0, 1e4] };
    const station = createStation(smallStation({ loads: load(100) }), smallEnvironment(watts, 1e4));
    station.advance(200);
    expect(station.telemetry().batteryJ).toBeCloseTo(500e3, 6);
    expect(runTo(station, 1e4)).toEqual([`batteryFull@${Number((100 + Math.sqrt(1.01e6)).toFixed(6))}`]);
  });

  it('loses what the efficiencies say and curtails above the charge limit', () => {
    const battery = { ...IDEAL_BATTERY, chargeEfficiency: 0.8, dischargeEfficiency: 0.5, maxChargeW: 50 };
    const watts = { et: [0, 1000, 1000.001, 2000], values: [100, 100, 0, 0] };
    const station = createStation(smallStation({ battery, loads: load(10) }), smallEnvironment(watts, 2000));
    station.advance(1000);
    const lit = station.energy();
    expect(lit.storedJ).toBeCloseTo(500e3 + 50 * 0.8 * 1000, 6); // 90 W offered, 50 W taken
    expect(lit.curtailedJ).toBeCloseTo(40 * 1000, 6);
    station.advance(2000);
    const dark = station.energy();
    expect(lit.storedJ - dark.storedJ).toBeCloseTo((10 * 1000) / 0.5, 0);
  });

  it('trips users, the least important first, when the battery cannot give enough', () => {
    const loads = [
      ...load(50),
      { id: 'low', powerW: 40, sleepW: 0, essential: false, shedPriority: 1, nodeId: null },
      { id: 'high', powerW: 40, sleepW: 0, essential: false, shedPriority: 2, nodeId: null },
    ];
    const battery = { ...IDEAL_BATTERY, maxDischargeW: 100 };
    const station = createStation(smallStation({ battery, loads }), smallEnvironment(flat(0), 1000));
    expect(runTo(station, 1000)).toEqual(['overload@0']);
    expect(station.telemetry().loads.map(({ state }) => state)).toEqual(['on', 'off', 'on']);
  });

  it('goes dark when empty and comes back at the reconnect level', () => {
    // empty at 5000 s; 100 W from 6000 s on: 5 % = 50 kJ after 500 s
    const watts = { et: [0, 6000, 6000.001, 9000], values: [0, 0, 100, 100] };
    const station = createStation(smallStation({ loads: load(100) }), smallEnvironment(watts, 9000));
    const told = runTo(station, 9000);
    expect(told.slice(0, 2)).toEqual(['belowFloor@3000', 'undervoltage@5000']);
    expect(told[2]).toMatch(/^powerRestored@6500\.0/);
    expect(station.telemetry().bootCount).toBe(2);
    expect(station.command({ kind: 'load', id: 'base', state: 'on' }).accepted).toBe(true);
  });
});

describe('a bus lost by overload', () => {
  // no Sun; a load that nothing may trip draws 200 W out of a full battery that may give 100 W
  const loads = [{ id: 'base', powerW: 200, sleepW: 0, essential: true, shedPriority: 9, nodeId: null }];
  const battery = { ...IDEAL_BATTERY, initialFraction: 1, maxDischargeW: 100 };

  it('comes back after its time-out with a battery that is full', () => {
    const station = createStation(smallStation({ battery, loads }), smallEnvironment(flat(0, 8000), 8000));
    expect(runTo(station, 8000)).toEqual(['undervoltage@0', 'powerRestored@3600']);
    expect(station.telemetry()).toMatchObject({ undervoltage: false, bootCount: 2 });
  });

  it('comes back with several storages that are full', () => {
    const spare = { ...battery, reserveFraction: 0 };
    const storages = [{ id: 'spare', kind: 'battery' as const, cell: spare, standbyW: 0, ageing: null }];
    const station = createStation(
      smallStation({ battery, loads: [{ ...loads[0]!, powerW: 400 }], storages }),
      smallEnvironment(flat(0, 8000), 8000),
    );
    expect(runTo(station, 8000)).toEqual(['undervoltage@0', 'powerRestored@3600']);
  });
});

describe('watches', () => {
  it('call at the battery level and when the Sun gives enough', () => {
    const watts = { et: [0, 1000], values: [0, 1000] };
    const station = createStation(smallStation({ loads: load(0) }), smallEnvironment(watts, 1000));
    station.command({ kind: 'watchBattery', fraction: 0.6 });
    station.command({ kind: 'watchSun', powerW: 250 });
    expect(runTo(station, 1000)).toEqual(['sunWatch@250', `batteryWatch@${Number(Math.sqrt(2e5).toFixed(6))}`]);
  });
});

describe('store and links, worked by hand', () => {
  it('fills, overflows, empties through the window', () => {
    // 1 kbit/s from t = 0: full (1 Mbit) at 1000 s, 500 kbit lost till the stop at 1500 s; link 2000..20000 s at 100 bit/s: empty at 12000 s
    const station = createStation(smallStation({}), smallEnvironment(flat(0, 3e4), 3e4, [[2000, 20000]]));
    station.command({ kind: 'start', instrumentId: 'i', activityId: 'x', powerW: 0, dataRateBitS: 1000 });
    expect(runTo(station, 1500)).toEqual(['storeFull@1000']);
    station.command({ kind: 'stop', activityId: 'x' });
    station.command({ kind: 'link', id: 'l', on: true });
    expect(runTo(station, 3e4)).toEqual(['linkUp@2000', 'storeEmpty@12000', 'linkDown@20000']);
    expect(station.data()).toEqual({ producedBit: 1.5e6, returnedBit: 1e6, lostBit: 5e5, storedBit: 0 });
  });
});

describe('commands', () => {
  it('refuse with a reason what cannot be', () => {
    const bay = { id: 'bay', heatCapacityJK: 1, conductanceWK: 1, sinkDayK: 250, sinkNightK: 250, mastId: 'm', initialK: 250, minK: 200, maxK: 300, heaterW: 0, operateK: 250, surviveK: 250, heaterUnits: 1, heatSwitch: null }; // prettier-ignore
    const station = createStation(smallStation({ nodes: [bay] }), smallEnvironment(flat(0), 10));
    const start = { kind: 'start', instrumentId: 'i', activityId: 'x', powerW: 0, dataRateBitS: 0 } as const;
    expect(station.command(start).accepted).toBe(true);
    const refusals = [
      station.command(start),
      station.command({ ...start, instrumentId: 'nobody' }),
      station.command({ kind: 'load', id: 'base', state: 'off' }),
      station.command({ kind: 'stop', activityId: 'y' }),
      station.command({ kind: 'heater', id: 'n', setting: 'off' }),
      station.command({ kind: 'heater', id: 'bay', setting: 'preheat' }),
    ];
    expect(refusals.map((reply) => (reply.accepted ? '' : reply.reason))).toEqual([
      'activity "x" runs already',
      'there is no instrument "nobody"',
      'load "base" is essential',
      'there is no running activity "y"',
      'there is no thermal node "n"',
      'node "bay" has no set point to preheat to',
    ]);
  });
});

describe('faults', () => {
  const event = { durationS: null, effect: 0 };
  it('take strings, cells, links, instruments and the computer', () => {
    const spec = smallStation({ loads: load(0) });
    const station = createStation(spec, smallEnvironment(flat(10), 1000, [[0, 1000]]), {
      faults: [
        { ...event, et: 10, componentId: 'a', kind: 'arrayString', effect: 0.25 },
        { ...event, et: 20, componentId: 'battery', kind: 'batteryCell', effect: 0.1 },
        { ...event, et: 30, componentId: 'l', kind: 'linkOutage', durationS: 10 },
        { ...event, et: 50, componentId: 'i', kind: 'instrumentFault', durationS: 10 },
        { ...event, et: 70, componentId: 'computer', kind: 'computerReset' },
      ],
    });
    station.command({ kind: 'link', id: 'l', on: true });
    station.command({ kind: 'start', instrumentId: 'i', activityId: 'x', powerW: 0, dataRateBitS: 0 });
    station.advance(15);
    expect(station.telemetry().generationW).toBeCloseTo(7.5, 12);
    station.advance(25);
    expect(station.telemetry().batteryCapacityJ).toBeCloseTo(0.9e6, 6);
    expect(station.energy().cellLossJ).toBeCloseTo(0.1 * (500e3 + 100 + 75), 6);
    expect(runTo(station, 100)).toEqual(['linkDown@30', 'linkUp@40', 'instrumentFault@50', 'booted@70']);
    expect(station.telemetry()).toMatchObject({ bootCount: 2, activities: [], instruments: [{ healthy: true }] });
  });
});

describe('a station that begins beyond a limit', () => {
  const node = { id: 'bay', heatCapacityJK: 4e5, conductanceWK: 0.2, sinkDayK: 240, sinkNightK: 84, mastId: 'm', minK: 233, maxK: 323, heaterW: 0, operateK: 273, surviveK: 238, heaterUnits: 1, heatSwitch: null }; // prettier-ignore

  it('says so at its first instant', () => {
    const at = (initialFraction: number, initialK: number) => {
      const station = createStation(smallStation({ battery: { ...IDEAL_BATTERY, initialFraction }, nodes: [{ ...node, initialK }] }), smallEnvironment(flat(0, 100), 100)); // prettier-ignore
      return runTo(station, 10);
    };
    expect(at(0.1, 300)).toEqual(['belowFloor@0']);
    expect(at(0.5, 200)).toEqual(['tooCold@0']);
    expect(at(0.1, 330)).toEqual(['belowFloor@0', 'tooHot@0']);
    expect(at(0.2, 234)).toEqual([]);
  });
});
