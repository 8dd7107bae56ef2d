import { describe, expect, it } from 'vitest';
import { createStation, type Signal, type Station, type StationSpec } from '../index.ts';
import { drivePowerW, type RobotSpec } from './robot.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from '../testing/small-station.ts';

const flat = (watts: number, end = 1e7) => ({ et: [0, end], values: [watts, watts] });
const base = (powerW: number) => [{ id: 'base', powerW, sleepW: 1, essential: true, shedPriority: 9, nodeId: null }];
const BIG = { ...IDEAL_BATTERY, capacityJ: 1e10 };
const INSTRUMENT = smallStation({}).instruments[0]!;

function runTo(station: Station, et: number): string[] {
  const all: Signal[] = [];
  while (station.telemetry().et < et) all.push(...station.advance(et));
  return all.map((s) => `${s.kind} ${s.id}@${Number(s.et.toFixed(6))}`);
}

function make(change: Partial<StationSpec>, watts = 0) {
  return createStation(smallStation({ battery: BIG, loads: base(0), ...change }), smallEnvironment(flat(watts), 1e7));
}

const start = (activityId: string, powerW = 0, dataRateBitS = 0, instrumentId = 'i') =>
  ({ kind: 'start', instrumentId, activityId, powerW, dataRateBitS }) as const;

describe('the power network', () => {
  const feeder = { fromId: null, limitW: 100, efficiency: 0.8, shedding: 'priority' as const };
  const load = (id: string, powerW: number, shedPriority: number, feederId: string) => {
    return { id, powerW, sleepW: 0, essential: false, shedPriority, nodeId: null, feederId };
  };
  it('divides by the efficiency of every feeder on the way and goes dark behind a switch', () => {
    const feeders = [
      { ...feeder, id: 'far', fromId: 'near', efficiency: 0.5 },
      { ...feeder, id: 'near' },
    ];
    const station = make({ feeders, loads: [...base(10), load('a', 16, 1, 'far'), load('b', 8, 1, 'near')] });
    expect(station.telemetry().loadW).toBeCloseTo(10 + (16 / 0.5 + 8) / 0.8, 12);
    expect(station.command({ kind: 'feeder', id: 'far', on: false }).accepted).toBe(true);
    expect(station.telemetry().loadW).toBeCloseTo(10 + 8 / 0.8, 12);
    expect(station.telemetry().feeders).toEqual([
      { id: 'far', on: false, closed: false, powerW: 0 },
      { id: 'near', on: true, closed: true, powerW: 8 },
    ]);
    station.command({ kind: 'feeder', id: 'near', on: false });
    expect(station.telemetry().loadW).toBe(10);
  });

  it.each([
    ['priority', 'b'],
    ['largestFirst', 'c'],
    ['smallestFirst', 'a'],
  ] as const)('sheds by the declared order: %s', (shedding, first) => {
    const feeders = [{ ...feeder, id: 'f', limitW: 150, shedding }];
    const loads = [...base(0), load('a', 10, 3, 'f'), load('b', 60, 1, 'f'), load('c', 90, 2, 'f')];
    expect(runTo(make({ feeders, loads }), 1)).toEqual([`overload ${first}@0`]);
  });

  it('opens a feeder whose essential loads alone are too much, and by a fault for its time', () => {
    const feeders = [{ ...feeder, id: 'f' }];
    const loads = [{ ...base(120)[0]!, feederId: 'f' }];
    expect(runTo(make({ feeders, loads }), 1)).toEqual(['feederTrip f@0']);
    const station = createStation(
      smallStation({ battery: BIG, feeders, loads: [{ ...base(80)[0]!, feederId: 'f' }] }),
      smallEnvironment(flat(0), 1000),
      { faults: [{ et: 100, componentId: 'f', kind: 'feederOpen', durationS: 200, effect: 0 }] },
    );
    expect(runTo(station, 1000)).toEqual(['feederTrip f@100']);
    expect(station.energy().consumedJ).toBeCloseTo(100 * 800, 6);
  });
});

describe('a store with partitions', () => {
  it('fills, empties and loses each by itself; a full one can stop what fills it', () => {
    // p takes 1 kbit/s: full (100 kbit) at 100 s, stopped there; q takes 100 bit/s: full (20 kbit) at 200 s, loses till 1000 s
    const partitions = [
      { id: 'p', capacityBit: 1e5, whenFull: 'stopProducers' as const },
      { id: 'q', capacityBit: 2e4, whenFull: 'loseNew' as const },
    ];
    const instruments = [
      { ...INSTRUMENT, partitionId: 'p' },
      { ...INSTRUMENT, id: 'j', partitionId: 'q' },
    ];
    const spec = smallStation({ battery: BIG, store: { capacityBit: 1.2e5, partitions }, instruments });
    const station = createStation(spec, smallEnvironment(flat(0), 1e5, [[1000, 1e5]]));
    station.command(start('x', 0, 1000));
    station.command(start('y', 0, 100, 'j'));
    station.command({ kind: 'link', id: 'l', on: true });
    expect(runTo(station, 1000)).toEqual(['partitionFull p@100', 'partitionFull q@200', 'linkUp l@1000']);
    expect(station.telemetry().activities).toEqual(['y']);
    station.command({ kind: 'stop', activityId: 'y' });
    // the link gives its 100 bit/s to p first: 1000 s, then to q: 200 s
    expect(runTo(station, 5000)).toEqual(['partitionEmpty p@2000', 'partitionEmpty q@2200']);
    expect(station.data()).toEqual({ producedBit: 2e5, returnedBit: 1.2e5, lostBit: 8e4, storedBit: 0 });
  });
});

describe('links', () => {
  it('of one terminal work one at a time', () => {
    const one = { ...smallStation({}).links[0]!, terminalId: 't' };
    const station = make({ links: [one, { ...one, id: 'k' }] });
    expect(station.command({ kind: 'link', id: 'l', on: true }).accepted).toBe(true);
    expect(station.command({ kind: 'link', id: 'k', on: true })).toEqual({
      accepted: false,
      reason: 'link "l" uses the terminal',
    });
    station.command({ kind: 'link', id: 'l', on: false });
    expect(station.command({ kind: 'link', id: 'k', on: true }).accepted).toBe(true);
  });

  it('change their rate in steps', () => {
    const link = {
      ...smallStation({}).links[0]!,
      steps: [{ rateBitS: 300, minElevationRad: 0.5, maxRangeM: Infinity }],
    };
    const environment = {
      ...smallEnvironment(flat(0), 1e4, [[0, 1e4]]),
      linkRate: () => ({ et: [100, 200], rateBitS: [300, 100] }),
    };
    const station = createStation(smallStation({ links: [link], store: { capacityBit: 1e9 } }), environment);
    station.command(start('x', 0, 1000));
    station.command({ kind: 'link', id: 'l', on: true });
    station.advance(300);
    expect(station.data().returnedBit).toBeCloseTo(100 * 100 + 300 * 100 + 100 * 100, 6);
  });
});

const ROBOT: RobotSpec = {
  id: 'rover',
  massKg: 100,
  cell: { ...IDEAL_BATTERY, capacityJ: 1e6, initialFraction: 1, floorFraction: 0.2, chargeEfficiency: 0.8 },
  chargeW: 110,
  idleW: 10,
  sleepW: 2,
  speedMS: 0.1,
  rollingResistance: 0.15,
  driveEfficiency: 0.5,
  mostSlopeRad: 0.3,
  digW: 90,
  digKgS: 0.01,
};

describe('a robot', () => {
  it('drives against gravity: m g v (r cos s + sin s) / efficiency', () => {
    // 100 kg on the flat: 162.3 N of weight, 24.3 N of resistance, 2.43 W at 0.1 m/s, 4.87 W with the drive
    expect(drivePowerW(ROBOT, 0)).toBeCloseTo(4.869, 9);
    // VIPER (E03): 430 kg at 0.8 km/h on 15 degrees takes less than its peak of 450 W
    const viper = { ...ROBOT, massKg: 430, speedMS: 0.8 / 3.6, driveEfficiency: 0.6 };
    expect(drivePowerW(viper, (15 * Math.PI) / 180)).toBeLessThan(450);
    expect(drivePowerW(viper, (15 * Math.PI) / 180)).toBeGreaterThan(50);
    expect(drivePowerW(ROBOT, -0.5)).toBe(0);
  });

  it('digs to its floor, docks, charges from the bus and closes its balance', () => {
    const station = make({ robots: [ROBOT] });
    expect(station.command({ kind: 'robot', id: 'rover', task: 'drive', slopeRad: 0.4 })).toEqual({
      accepted: false,
      reason: 'a slope of 22.9 deg is too steep for robot "rover"',
    });
    station.command({ kind: 'robot', id: 'rover', task: 'dig' });
    // 800 kJ at 100 W: 8000 s; then 800 kJ at 0.8 x 100 W: 10,000 s
    expect(runTo(station, 5e4)).toEqual(['robotLow rover@8000', 'robotFull rover@18000']);
    expect(station.telemetry().parts!['rover']).toMatchObject({ dug: 80, fraction: 1, task: 0 });
    // 110 W while it charges, 10 W after
    expect(station.energy().consumedJ).toBeCloseTo(110 * 1e4 + 10 * 3.2e4, 3);
    const [balance] = station.parts();
    expect(balance!.inJ - balance!.outJ - balance!.storedJ).toBeCloseTo(0, 4);
  });

  it('carries instruments that live from its battery until its floor', () => {
    const station = make({ robots: [ROBOT], instruments: [{ ...INSTRUMENT, robotId: 'rover' }] });
    expect(station.command(start('x', 90)).accepted).toBe(true);
    expect(station.telemetry().loadW).toBe(0);
    expect(runTo(station, 8500)).toEqual(['robotLow rover@8000']);
    expect(station.telemetry().activities).toEqual([]);
    expect(station.telemetry().loadW).toBe(110);
    station.command({ kind: 'robot', id: 'rover', task: 'sleep' });
    runTo(station, 9000);
    expect(station.command(start('y', 90)).accepted).toBe(true); // charged a little by then
  });
});

describe('consumables, samples, calibration, modes', () => {
  it('stop what has used them up', () => {
    const consumables = [{ id: 'helium', amountKg: 2 }];
    const uses = [{ consumableId: 'helium', rateKgS: 1e-3 }];
    const station = make({ consumables, instruments: [{ ...INSTRUMENT, uses }] });
    station.command(start('x'));
    station.command(start('y'));
    expect(runTo(station, 2000)).toEqual(['consumableEmpty helium@1000']);
    expect(station.telemetry().activities).toEqual([]);
    expect(station.command(start('z'))).toEqual({ accepted: false, reason: 'there is no helium left' });
  });

  it('take a sample for an execution that is long enough, as long as there is room', () => {
    const instruments = [
      { ...INSTRUMENT, sample: { massKg: 0.2, takesS: 100 }, modes: [{ id: 'm', powerW: 5, dataRateBitS: 0 }] },
    ];
    const station = make({ samples: { places: 1 }, instruments });
    station.command(start('x'));
    runTo(station, 99);
    station.command({ kind: 'stop', activityId: 'x' });
    expect(station.telemetry().parts!['samples']).toEqual({ count: 0, mass: 0 });
    station.command(start('y'));
    runTo(station, 210);
    expect(station.command({ kind: 'mode', activityId: 'y', mode: 'm' }).accepted).toBe(true);
    expect(station.telemetry().loadW).toBe(5);
    station.command({ kind: 'stop', activityId: 'y' });
    expect(station.telemetry().parts!['samples']).toEqual({ count: 1, mass: 0.2 });
    expect(station.command(start('z'))).toEqual({ accepted: false, reason: 'there is no room for a sample' });
  });

  it('count data apart that are made without a valid calibration', () => {
    const calibration = { validS: 1000, durationS: 100, powerW: 7 };
    const station = make({ instruments: [{ ...INSTRUMENT, calibration }], store: { capacityBit: 1e9 } });
    expect(station.command({ kind: 'calibrate', id: 'i' }).accepted).toBe(true);
    expect(station.telemetry().loadW).toBe(7);
    expect(station.command(start('x'))).toMatchObject({ accepted: false });
    expect(runTo(station, 200)).toEqual(['calibrated i@100']);
    station.command(start('x', 0, 10));
    runTo(station, 1500);
    // valid until 1100 s
    expect(station.telemetry().parts!['i-calibration']).toEqual({ calibrated: 0, calibrating: 0, uncalibrated: 4000 });
  });
});

describe('a crew', () => {
  it('draws power, uses stocks and keeps out what would endanger it, for its time', () => {
    const consumables = [{ id: 'water', amountKg: 100 }];
    const uses = [{ consumableId: 'water', rateKgS: 0.01 }];
    const visit = { id: 'crew-1', fromUtc: '', toUtc: '', powerW: 300, nodeId: null, uses, keepOut: ['i'] };
    const environment = { ...smallEnvironment(flat(0), 1e5), visitWindows: () => [[1000, 6000]] as const };
    const spec = smallStation({ battery: BIG, loads: base(0), consumables, visits: [visit] });
    const station = createStation(spec, environment);
    station.command(start('x'));
    expect(runTo(station, 1000.5)).toEqual(['crewArrived crew-1@1000']);
    expect(station.telemetry()).toMatchObject({ activities: [], loadW: 300 });
    expect(station.command(start('y'))).toEqual({ accepted: false, reason: 'the crew of "crew-1" is there' });
    expect(runTo(station, 1e4)).toEqual(['crewLeft crew-1@6000']);
    expect(station.telemetry().parts!['water']!['left']).toBeCloseTo(50, 9);
    expect(station.energy().consumedJ).toBeCloseTo(300 * 5000, 3);
    expect(station.command(start('y')).accepted).toBe(true);
  });
});

describe('a computer', () => {
  it('boots for its time, takes no command meanwhile and loses what was made since the last checkpoint', () => {
    const computers = [{ id: 'obc', bootS: 60, checkpointS: 300 }];
    const faults = [{ et: 1000, componentId: 'obc', kind: 'computerReset' as const, durationS: null, effect: 0 }];
    const spec = smallStation({ battery: BIG, computers, store: { capacityBit: 1e9 } });
    const station = createStation(spec, smallEnvironment(flat(0), 1e5), { faults });
    station.command(start('x', 0, 10));
    runTo(station, 1030);
    expect(station.telemetry()).toMatchObject({ activities: [], bootCount: 1 });
    expect(station.command(start('y'))).toEqual({ accepted: false, reason: 'computer "obc" is booting' });
    expect(runTo(station, 1100)).toEqual(['booted obc@1060']);
    expect(station.telemetry().bootCount).toBe(2);
    expect(station.telemetry().parts!['obc']!['unsaved']).toBe(1000);
    // checkpoints at 300, 600, 900 s: 100 s of 10 bit/s
    expect(station.data()).toEqual({ producedBit: 9000, returnedBit: 0, lostBit: 0, storedBit: 9000 });
  });
});
