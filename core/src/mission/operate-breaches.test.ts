import { describe, expect, it } from 'vitest';
import { createStation, type FaultEvent, type StationSpec } from '../station/index.ts';
import { polarEnvironment, RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { followLimits } from './limit-episodes.ts';
import { judgeBreaches } from './operate-breaches.ts';
import { DAY, START } from './testing/operate-year.ts';

const environment = polarEnvironment(RIM, START, 60);
const never = { et: START + DAY, durationS: null, effect: 1 } as const;

/** A bay without any heater left; its load alone can keep it warm. */
const bay = { ...RIDGE_STATION.nodes[0]!, heatSwitch: null, heaterUnits: 1, sinkDayK: 84, maxK: 400 };
const station = (lampW: number) => ({
  ...RIDGE_STATION,
  radioisotope: [],
  nodes: [bay],
  loads: [
    { id: 'lamp', powerW: lampW, sleepW: 0, essential: false, shedPriority: 1, nodeId: 'core' },
    { id: 'computer', powerW: 40, sleepW: 40, essential: true, shedPriority: 9, nodeId: null },
  ],
  instruments: [],
  links: [],
  faults: [],
});
const heaterDead: FaultEvent = { ...never, componentId: 'core', kind: 'heaterStuckOff' };

function breachesWith(lampW: number, state: 'on' | 'off') {
  const spec = station(lampW);
  const twin = createStation(spec, environment, { faults: [heaterDead] });
  const limits = followLimits(environment.endEt);
  twin.command({ kind: 'load', id: 'lamp', state });
  while (twin.telemetry().et < environment.endEt) limits.hear(twin.advance(environment.endEt));
  return judgeBreaches(limits.episodes(), spec, environment, [heaterDead], String);
}

describe('a cold breach', () => {
  it('is avoidable when the waste heat of a load that was off would have kept the equipment warm', () => {
    // 656 W hold 248 K over a sink of 84 K at 4 W/K
    expect(breachesWith(700, 'on')).toEqual([]);
    const breaches = breachesWith(700, 'off');
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.every(({ avoidable, what }) => avoidable && /colder/.test(what))).toBe(true);
  });

  it('is unavoidable when no load is warm enough', () => {
    const breaches = breachesWith(30, 'off');
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.every(({ avoidable }) => avoidable)).toBe(false);
  });
});

describe('a battery under its floor', () => {
  const idle = (spec: StationSpec) => {
    const twin = createStation(spec, environment);
    const limits = followLimits(environment.endEt);
    while (twin.telemetry().et < environment.endEt) limits.hear(twin.advance(environment.endEt));
    return judgeBreaches(limits.episodes(), spec, environment, [], String);
  };
  const small = (kWh: number) => ({
    ...RIDGE_STATION,
    radioisotope: [],
    battery: { ...RIDGE_STATION.battery, capacityJ: kWh * 3.6e6 },
    faults: [],
  });

  it('is avoidable when loads that nobody switched off drained it', () => {
    const breaches = idle(small(260));
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.every(({ avoidable }) => avoidable)).toBe(true);
  });

  it('is unavoidable when heat alone drains it', () => {
    const breaches = idle(small(5));
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.some(({ avoidable }) => !avoidable)).toBe(true);
  });
});
