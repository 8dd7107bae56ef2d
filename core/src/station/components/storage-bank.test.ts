import { describe, expect, it } from 'vitest';
import { createStation, WATER_J_KG, type Signal, type Station } from '../index.ts';
import type { StorageSpec } from './storage.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from '../testing/small-station.ts';

const flat = (watts: number, end = 1e7) => ({ et: [0, end], values: [watts, watts] });
const base = (powerW: number) => [{ id: 'base', powerW, sleepW: 1, essential: true, shedPriority: 9, nodeId: null }];

function runTo(station: Station, et: number): string[] {
  const all: Signal[] = [];
  while (station.telemetry().et < et) all.push(...station.advance(et));
  return all.map((s) => `${s.kind} ${s.id}@${Number(s.et.toFixed(6))}`);
}

/** Gases of 1 MJ, half of which reaches the bus; the electrolyser keeps 0.8. */
const FUEL_CELL: StorageSpec = {
  id: 'cell',
  kind: 'fuelCell',
  standbyW: 0,
  ageing: null,
  cell: {
    capacityJ: 1e6,
    floorFraction: 0,
    initialFraction: 1,
    chargeEfficiency: 0.8,
    dischargeEfficiency: 0.5,
    maxChargeW: 50,
    maxDischargeW: 60,
    reconnectFraction: 0,
    reserveFraction: 0,
  },
};

describe('a battery with a fuel cell, worked by hand', () => {
  it('hands over at the reserve, shares above the limit of the stack, and ends when both are empty', () => {
    // 500 kJ at 100 W to the reserve of 40 % (400 kJ) in 1000 s; then the stack gives 60 W (1 MJ / 120 W = 8333 s) and the battery 40 W past its
    // reserve: floor (200 kJ) after 5000 s; gases gone at 1000 + 8333.3; the battery holds 400 kJ - 333.3 kJ = 66.7 kJ, 666.7 s at 100 W
    const battery = { ...IDEAL_BATTERY, reserveFraction: 0.4 };
    const spec = smallStation({ battery, storages: [FUEL_CELL], loads: base(100) });
    const station = createStation(spec, smallEnvironment(flat(0), 2e4));
    expect(runTo(station, 11_000)).toEqual([
      'storageReserve battery@1000',
      'belowFloor battery@6000',
      'storageEmpty cell@9333.333333',
      'undervoltage battery@10000',
    ]);
    const e = station.energy();
    expect(e.initialJ - e.storedJ).toBeCloseTo(1.5e6, 3);
    expect(e.dischargeLossJ).toBeCloseTo(0.5e6, 3);
    expect(e.consumedJ).toBeCloseTo(1e6, 3);
  });

  it('charges in the declared order and curtails what neither takes', () => {
    // 200 W, cell first (50 W to the electrolyser, 40 W into gases), battery 100 W at most: 50 W curtailed
    const battery = { ...IDEAL_BATTERY, maxChargeW: 100 };
    const cell = { ...FUEL_CELL, cell: { ...FUEL_CELL.cell, initialFraction: 0.9 } };
    const storageOrder = { charge: ['cell', 'battery'], discharge: ['battery', 'cell'] };
    const spec = smallStation({ battery, storages: [cell], storageOrder, loads: base(0) });
    const station = createStation(spec, smallEnvironment(flat(200), 1e5));
    station.advance(1000);
    expect(station.energy().curtailedJ).toBeCloseTo(50e3, 6);
    // gases full: 100 kJ at 40 W after 2500 s; battery full: 500 kJ at 100 W after 5000 s
    expect(runTo(station, 1e4)).toEqual(['storageFull cell@2500', 'batteryFull battery@5000']);
    const { batteryJ, batteryCapacityJ, storages } = station.telemetry();
    expect(storages).toEqual([
      { id: 'battery', energyJ: 1e6, capacityJ: 1e6, healthy: true },
      { id: 'cell', energyJ: 1e6, capacityJ: 1e6, healthy: true },
    ]);
    // the gases give half of their energy to the bus, so they count half
    expect(batteryJ).toBe(1.5e6);
    expect(batteryCapacityJ).toBe(1.5e6);
  });

  it('watches the sum of both', () => {
    // sum 1 MJ of 1.5 MJ, 100 W from the battery: two fifths (600 kJ) after 4000 s
    const battery = { ...IDEAL_BATTERY, reserveFraction: 0 };
    const spec = smallStation({ battery, storages: [FUEL_CELL], loads: base(100) });
    const station = createStation(spec, smallEnvironment(flat(0), 2e4));
    station.command({ kind: 'watchBattery', fraction: 0.4 });
    expect(runTo(station, 4500)).toEqual(['belowFloor battery@3000', 'batteryWatch battery@4000']);
  });

  it('trips a user that both together cannot carry', () => {
    const battery = { ...IDEAL_BATTERY, maxDischargeW: 100 };
    const extra = { id: 'drill', powerW: 100, sleepW: 0, essential: false, shedPriority: 1, nodeId: null };
    const spec = smallStation({ battery, storages: [FUEL_CELL], loads: [...base(70), extra] });
    const station = createStation(spec, smallEnvironment(flat(0), 2e4));
    expect(runTo(station, 10)).toEqual(['overload drill@0']);
  });

  it('gives water the energy of its gases', () => {
    // higher heating value of hydrogen 141.8 MJ/kg (NIST WebBook), 0.1119 kg of it in 1 kg of water
    expect(WATER_J_KG / (141.8e6 * 0.1119)).toBeCloseTo(1, 3);
  });
});
