import { describe, expect, it } from 'vitest';
import { createStation, type FaultEvent, type Signal, type Station, type StationSpec } from './index.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from './testing/small-station.ts';

const flat = (watts: number, end = 1e7) => ({ et: [0, end], values: [watts, watts] });
const load = (id: string, powerW: number, essential = true) => {
  return { id, powerW, sleepW: 1, essential, shedPriority: 9, nodeId: null };
};
const BIG = { ...IDEAL_BATTERY, capacityJ: 1e10 };
const INSTRUMENT = smallStation({}).instruments[0]!;
const LINK = smallStation({}).links[0]!;

const fault = (kind: FaultEvent['kind'], componentId: string, effect = 1, durationS: number | null = 100) => {
  return { et: 100, componentId, kind, durationS, effect } satisfies FaultEvent;
};

function make(change: Partial<StationSpec>, faults: readonly FaultEvent[], watts = 0) {
  const spec = smallStation({ battery: BIG, loads: [load('base', 10)], ...change });
  return createStation(spec, smallEnvironment(flat(watts), 1e7, [[0, 1e7]]), { faults });
}

function runTo(station: Station, et: number): string[] {
  const all: Signal[] = [];
  while (station.now() < et) all.push(...station.advance(et));
  return all.map((s) => `${s.kind} ${s.id}@${Number(s.et.toFixed(6))}`);
}

const start = (dataRateBitS = 0) =>
  ({ kind: 'start', instrumentId: 'i', activityId: 'x', powerW: 5, dataRateBitS }) as const;

describe('a mast that falls', () => {
  it('takes its arrays, and as the first one the antennas of direct links, until it stands again', () => {
    const mast = smallStation({}).masts[0]!;
    const station = make({ links: [{ ...LINK, route: { kind: 'direct', stations: ['a'], minElevationRad: 0 } }] }, [fault('mastDown', mast.id)], 500); // prettier-ignore
    station.command({ kind: 'link', id: LINK.id, on: true });
    const before = station.telemetry().generationW;
    expect(before).toBeGreaterThan(0);
    runTo(station, 150);
    expect(station.telemetry().generationW).toBe(0);
    expect(station.telemetry().links[0]).toMatchObject({ on: true, locked: false });
    runTo(station, 250);
    expect(station.telemetry().generationW).toBe(before);
    expect(station.telemetry().links[0]!.locked).toBe(true);
  });
});

describe('a radioisotope source', () => {
  const nodes = [
    { id: 'bay', heatCapacityJK: 1e4, conductanceWK: 1, sinkDayK: 200, sinkNightK: 200, mastId: 'm', initialK: 250, minK: 100, maxK: 400, heaterW: 0, operateK: 150, surviveK: 150, heatSwitch: null, heaterUnits: 1 },
  ]; // prettier-ignore
  const radioisotope = [{ id: 'rtg', electricW: 40, heatW: 50, halfLifeS: 1e12, nodeId: 'bay' }];

  it('loses its electricity and keeps its heat, or the other way round', () => {
    const bare = { nodes, radioisotope };
    const converter = make(bare, [fault('converterFault', 'rtg', 0.75)]);
    runTo(converter, 150);
    // 50 W into 1 W/K over 200 K: 250 K held
    expect(converter.telemetry().generationW).toBeCloseTo(10, 6);
    expect(converter.telemetry().nodes[0]!.tempK).toBeCloseTo(250, 6);
    runTo(converter, 250);
    expect(converter.telemetry().generationW).toBeCloseTo(40, 6);
    const path = make(bare, [fault('heatPathOpen', 'rtg')]);
    runTo(path, 200);
    expect(path.telemetry().generationW).toBeCloseTo(40, 6);
    // T - 200 = 50 exp(-t G / C) over 100 s
    expect(path.telemetry().nodes[0]!.tempK).toBeCloseTo(200 + 50 * Math.exp(-0.01), 6);
    runTo(path, 1e6);
    expect(path.telemetry().nodes[0]!.tempK).toBeCloseTo(250, 6);
  });
});

describe('a load', () => {
  it('that is dead draws nothing, one that is stuck draws all, and telemetry shows what it does', () => {
    const loads = [load('base', 10), load('lamp', 100, false)];
    const dead = make({ loads }, [fault('loadDead', 'lamp')]);
    runTo(dead, 150);
    expect(dead.telemetry()).toMatchObject({ loadW: 10, loads: [{ state: 'on' }, { id: 'lamp', state: 'off' }] });
    runTo(dead, 300);
    expect(dead.energy().consumedJ).toBeCloseTo(110 * 100 + 10 * 100 + 110 * 100, 6);
    const stuck = make({ loads }, [fault('loadStuckOn', 'lamp')]);
    stuck.command({ kind: 'load', id: 'lamp', state: 'off' });
    runTo(stuck, 150);
    expect(stuck.telemetry()).toMatchObject({ loadW: 110, loads: [{ state: 'on' }, { id: 'lamp', state: 'on' }] });
    runTo(stuck, 300);
    expect(stuck.energy().consumedJ).toBeCloseTo(10 * 300 + 100 * 100, 6);
  });

  it('that is stuck is dark with the bus', () => {
    const battery = { ...BIG, capacityJ: 20_000, reconnectFraction: 0.5 };
    const station = make({ battery, loads: [load('lamp', 100, false)] }, [fault('loadStuckOn', 'lamp', 1, null)]);
    expect(runTo(station, 1000).some((text) => text.startsWith('undervoltage'))).toBe(true);
    expect(station.telemetry().loadW).toBe(0);
  });
});

describe('a store out of order', () => {
  it('loses what it holds, says so, and keeps what makes data for it from running', () => {
    const station = make({ instruments: [{ ...INSTRUMENT, dataRateBitS: 50 }], store: { capacityBit: 1e6 } }, [
      fault('storeFault', 'store'),
    ]);
    station.command(start(50));
    expect(runTo(station, 150)).toEqual(['storeFailed store@100']);
    expect(station.telemetry()).toMatchObject({ storeBit: 0, activities: [], instruments: [{ healthy: false }] });
    expect(station.command(start(50)).accepted).toBe(false);
    expect(station.data()).toEqual({ producedBit: 5000, returnedBit: 0, lostBit: 5000, storedBit: 0 });
    runTo(station, 250);
    expect(station.telemetry().instruments[0]!.healthy).toBe(true);
    expect(station.command(start(50)).accepted).toBe(true);
  });

  it('is one partition of several', () => {
    const partitions = ['p', 'q'].map((id) => ({ id, capacityBit: 1e5, whenFull: 'loseNew' as const }));
    const instruments = [
      { ...INSTRUMENT, dataRateBitS: 50, partitionId: 'p' },
      { ...INSTRUMENT, id: 'j', dataRateBitS: 50, partitionId: 'q' },
    ];
    const station = make({ instruments, store: { capacityBit: 2e5, partitions } }, [fault('storeFault', 'q')]);
    station.command(start(50));
    station.command({ ...start(50), instrumentId: 'j', activityId: 'y' });
    expect(runTo(station, 200)).toEqual(['storeFailed q@100']);
    expect(station.telemetry().activities).toEqual(['x']);
    expect(station.data()).toEqual({ producedBit: 15_000, returnedBit: 0, lostBit: 5000, storedBit: 10_000 });
  });
});

describe('a terminal', () => {
  it('takes all its links with it', () => {
    const links = [
      { ...LINK, terminalId: 't' },
      { ...LINK, id: 'k', terminalId: 't' },
      { ...LINK, id: 'm' },
    ];
    const station = make({ links }, [fault('terminalOutage', 't')]);
    station.command({ kind: 'link', id: LINK.id, on: true });
    station.command({ kind: 'link', id: 'm', on: true });
    runTo(station, 150);
    expect(station.telemetry().links.map(({ locked }) => locked)).toEqual([false, false, true]);
  });
});

describe('a computer', () => {
  const loads = [load('base', 10), load('lamp', 100, false)];

  it('that dies leaves the station as safe as its relays can, and takes no command', () => {
    const station = make({ loads }, [fault('computerDead', 'computer', 1, 1000)]);
    station.command(start());
    expect(runTo(station, 500)).toEqual(['computerDead computer@100']);
    expect(station.telemetry()).toMatchObject({
      activities: [],
      loads: [{ state: 'standby' }, { state: 'off' }],
      bootCount: 1,
    });
    expect(station.command(start())).toEqual({ accepted: false, reason: 'the computer is dead' });
    expect(runTo(station, 1200)).toEqual(['booted computer@1100']);
    expect(station.command(start()).accepted).toBe(true);
  });

  it('with a spare goes on after a boot; when both are dead nothing does', () => {
    const computers = [{ id: 'obc', bootS: 60, checkpointS: 600, units: 2 }];
    const second = { ...fault('computerDead', 'obc', 1, null), et: 1000 };
    const station = make({ computers, loads }, [fault('computerDead', 'obc', 1, null), second]);
    station.command(start());
    expect(runTo(station, 130)).toEqual([]);
    expect(station.command(start())).toMatchObject({ reason: 'computer "obc" is booting' });
    runTo(station, 200);
    expect(station.telemetry()).toMatchObject({ loads: [{ state: 'on' }, { state: 'on' }], parts: { obc: { sound: 1, resets: 1 } } }); // prettier-ignore
    expect(station.command(start()).accepted).toBe(true);
    expect(runTo(station, 5000)).toEqual(['computerDead obc@1000']);
    expect(station.command(start())).toMatchObject({ reason: 'computer "obc" is dead' });
    expect(station.telemetry()).toMatchObject({ activities: [], loads: [{ state: 'standby' }, { state: 'off' }] });
  });
});

describe('what is used up, kept or awaited', () => {
  const uses = [{ consumableId: 'gas', rateKgS: 1e-3 }];
  const instruments = [{ ...INSTRUMENT, uses }];

  it('leaks for good', () => {
    const station = make({ instruments, consumables: [{ id: 'gas', amountKg: 10 }] }, [fault('consumableLeak', 'gas', 0.5)]); // prettier-ignore
    station.command(start());
    // 9.9 kg at 100 s, half of it lost, gone 4950 s later
    expect(runTo(station, 1e4)).toEqual(['consumableEmpty gas@5050']);
    expect(station.telemetry().parts!['gas']).toMatchObject({ left: 0, leaked: 4.95 });
  });

  it('is gone at once when all of it leaks', () => {
    const station = make({ instruments, consumables: [{ id: 'gas', amountKg: 10 }] }, [fault('consumableLeak', 'gas')]);
    station.command(start());
    expect(runTo(station, 200)).toEqual(['consumableEmpty gas@100']);
    expect(station.telemetry().instruments[0]!.healthy).toBe(false);
  });

  it('jams, and no sample is taken until it is free', () => {
    const sampler = [{ ...INSTRUMENT, sample: { massKg: 1, takesS: 10 } }];
    const station = make({ instruments: sampler, samples: { places: 5 } }, [fault('sampleStoreJam', 'samples')]);
    station.command(start());
    runTo(station, 150);
    expect(station.telemetry()).toMatchObject({ activities: [], parts: { samples: { count: 0 } } });
    expect(station.command(start()).accepted).toBe(false);
    runTo(station, 250);
    station.command(start());
    runTo(station, 300);
    station.command({ kind: 'stop', activityId: 'x' });
    expect(station.telemetry().parts!['samples']).toMatchObject({ count: 1 });
  });

  it('does not come, or leaves', () => {
    const visit = { id: 'crew', fromUtc: '', toUtc: '', powerW: 50, nodeId: null, uses: [], keepOut: ['i'] };
    const world = { ...smallEnvironment(flat(0), 1e7), visitWindows: () => [[50, 400]] as const };
    const spec = smallStation({ battery: BIG, loads: [load('base', 10)], visits: [visit] });
    const station = createStation(spec, world, { faults: [fault('visitCancelled', 'crew')] });
    expect(runTo(station, 1000)).toEqual(['crewArrived crew@50', 'crewLeft crew@100', 'crewArrived crew@200', 'crewLeft crew@400']); // prettier-ignore
    expect(station.energy().consumedJ).toBeCloseTo(10 * 1000 + 50 * 250, 6);
    const never = createStation(spec, world, { faults: [{ ...fault('visitCancelled', 'crew', 1, null), et: 10 }] });
    expect(runTo(never, 1000)).toEqual([]);
  });
});
