import { describe, expect, it } from 'vitest';
import { createStation, type Environment, type FaultEvent, type HeaterSetting, type Station, type StationSpec } from '../station/index.ts'; // prettier-ignore
import { smallEnvironment, smallStation } from '../station/testing/small-station.ts';
import { followLimits, type Episode } from './limit-episodes.ts';
import { judgeBreaches } from './operate-breaches.ts';

const [HOUR, DAY, WH] = [3600, 86400, 3600];

const bay = { id: 'bay', heatCapacityJK: 1e5, conductanceWK: 0.2, sinkDayK: 240, sinkNightK: 84, mastId: 'm', initialK: 300, minK: 233, maxK: 323, heaterW: 150, operateK: 310, surviveK: 238, preheatK: 318, heaterUnits: 1, heatSwitch: null }; // prettier-ignore
const cell = { capacityJ: 3000 * WH, floorFraction: 0.2, initialFraction: 1, chargeEfficiency: 0.97, dischargeEfficiency: 0.97, maxChargeW: 1500, maxDischargeW: 1500, reconnectFraction: 0.05 }; // prettier-ignore
const computer = { id: 'computer', powerW: 45, sleepW: 2, essential: true, shedPriority: 9, nodeId: null };
const pump = { id: 'pump', powerW: 40, sleepW: 40, essential: true, shedPriority: 9, nodeId: null };

/** So many days of Sun, a night of so many hours, three days of Sun. */
function oneNight(sunDays: number, nightHours: number) {
  const [dusk, dawn] = [sunDays * DAY, sunDays * DAY + nightHours * HOUR];
  return { ...lightOf([[0, 1000], [dusk, 1000], [dusk + 1, 0], [dawn, 0], [dawn + 1, 1000]], dawn + 3 * DAY), isNight: (et: number) => et >= dusk && et < dawn, dusk }; // prettier-ignore
}

function lightOf(points: readonly (readonly [number, number])[], endEt: number): { environment: Environment } {
  const light = { et: [...points.map(([et]) => et), endEt], values: [...points.map(([, w]) => w), points.at(-1)![1]] };
  return { environment: { ...smallEnvironment(light, endEt), sunShare: () => light } };
}

type Policy = (station: Station, et: number) => void;

function live(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[], policy: Policy): Episode[] {
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  for (let et = environment.startEt; et < environment.endEt; et = station.now()) {
    for (const { id } of spec.loads) station.command({ kind: 'load', id, state: 'standby' });
    policy(station, et);
    limits.hear(station.advance(et + HOUR));
  }
  return limits.episodes();
}

interface Case {
  readonly spec: StationSpec;
  readonly environment: Environment;
  readonly faults?: readonly FaultEvent[];
  readonly careless: Policy;
  readonly careful: Policy;
}

const heat = (station: Station, setting: HeaterSetting, id = 'bay') => station.command({ kind: 'heater', id, setting });

/** 40 W of an essential load are free for the heater: because it has died, or hangs on a feeder that is open. */
function spared(how: 'dead' | 'feeder'): Case {
  const { environment, isNight } = oneNight(6, 262);
  const capacityJ = 800 * WH;
  const radioisotope = [{ id: 'rtg', electricW: 42, heatW: 0, halfLifeS: 1e15, nodeId: 'bay' }];
  const fed = how === 'feeder' ? { ...pump, feederId: 'f' } : pump;
  const feeders = [{ id: 'f', fromId: null, efficiency: 1, limitW: 1e3, shedding: 'activities' as const, rearmS: null }]; // prettier-ignore
  const spec = smallStation({ nodes: [{ ...bay, heatCapacityJK: 4e5, conductanceWK: 0.4, heaterW: 70 }], battery: { ...cell, capacityJ }, loads: [computer, fed], radioisotope, ...(how === 'feeder' && { feeders }) }); // prettier-ignore
  const policy =
    (careful: boolean): Policy =>
    (station, et) => {
      if (how === 'feeder') station.command({ kind: 'feeder', id: 'f', on: false });
      const { nodes, batteryJ } = station.telemetry();
      const rich = batteryJ > 0.93 * capacityJ ? 'operate' : 'off';
      heat(station, !isNight(et) ? 'preheat' : !careful ? 'off' : nodes[0]!.tempK < 237 ? 'survive' : rich);
    };
  const faults: FaultEvent[] = how === 'dead' ? [{ et: DAY, componentId: 'pump', kind: 'loadDead', effect: 1, durationS: null }] : []; // prettier-ignore
  return { spec, environment, faults, careless: policy(false), careful: policy(true) };
}

function warmedByRobot(): Case {
  const { environment, isNight } = oneNight(6, 150);
  const robotCell = { ...cell, capacityJ: 8000 * WH, maxChargeW: Infinity, maxDischargeW: Infinity, reconnectFraction: 0.2 }; // prettier-ignore
  const robots = [{ id: 'rover', massKg: 100, cell: robotCell, chargeW: 100, idleW: 1, sleepW: 0.1, speedMS: 0.2, rollingResistance: 0.15, driveEfficiency: 0.6, mostSlopeRad: 0.3, digW: 0, digKgS: 0 }]; // prettier-ignore
  const instruments = [{ id: 'i', title: 'i', kind: 'instrument' as const, ownerId: 'o', powerW: 35, dataRateBitS: 0, count: 1, nodeId: 'bay', robotId: 'rover' }]; // prettier-ignore
  const spec = smallStation({ nodes: [bay], battery: { ...cell, capacityJ: 800 * WH }, loads: [computer], robots, instruments }); // prettier-ignore
  return {
    spec,
    environment,
    careless: (station, et) => heat(station, isNight(et) ? 'survive' : 'operate'),
    careful: (station, et) => {
      heat(station, isNight(et) ? 'off' : 'operate');
      if (isNight(et) && station.telemetry().activities.length === 0)
        station.command({ kind: 'start', activityId: `a${et}`, instrumentId: 'i', powerW: 35, dataRateBitS: 0 });
    },
  };
}

function batteryInABox(): Case {
  const { environment, isNight, dusk } = oneNight(4, 150);
  const box = { ...bay, id: 'box', heatCapacityJK: 5e4, conductanceWK: 0.05, minK: 243, surviveK: 254, operateK: 275, preheatK: 290, heaterW: 40 }; // prettier-ignore
  const battery = { ...cell, capacityJ: 6000 * WH, temperature: { nodeId: 'box', steps: [{ belowK: 243, capacity: 0.1, charge: 0.1, discharge: 1 }] } }; // prettier-ignore
  const both = (late: number): Policy => (station, et) => {
    heat(station, !isNight(et) ? 'operate' : et < dusk + late * HOUR ? 'off' : 'survive');
    heat(station, isNight(et) ? 'survive' : 'operate', 'box');
  }; // prettier-ignore
  return {
    spec: smallStation({ nodes: [bay, box], battery, loads: [computer] }),
    environment,
    careless: both(90),
    careful: both(0),
  };
}

function reactorOffAtFirst(): Case {
  const { environment, isNight } = oneNight(60, 250);
  const fission = [{ id: 'r', electricW: 2, startupS: 3600, decayPerYear: 0, leastLevel: 0.1, initialLevel: 0, heatW: 10, nodeId: 'bay' }]; // prettier-ignore
  const spec = smallStation({ nodes: [{ ...bay, heatCapacityJK: 4e5, heaterW: 5 }], battery: { ...cell, capacityJ: 100 * WH }, loads: [computer], fission }); // prettier-ignore
  const policy = (atNight: number, byDay: HeaterSetting): Policy => (station, et) => {
    station.command({ kind: 'source', id: 'r', level: isNight(et) ? atNight : 1 });
    heat(station, isNight(et) ? 'off' : byDay);
  }; // prettier-ignore
  return { spec, environment, careless: policy(0, 'survive'), careful: policy(1, 'operate') };
}

/** Nobody gets through the first night; who does not spend the battery on it gets through the second. */
function secondNight(): Case {
  const [first, between, second] = [4 * DAY, 4 * DAY + 400 * HOUR, 4 * DAY + 436 * HOUR];
  const last = second + 150 * HOUR;
  const { environment } = lightOf([[0, 1000], [first, 1000], [first + 1, 0], [between, 0], [between + 1, 60], [second, 60], [second + 1, 0], [last, 0], [last + 1, 1000]], last + 3 * DAY); // prettier-ignore
  const isSun = (et: number) => et < first || (et >= between && et < second) || et >= last;
  const policy = (inFirst: HeaterSetting): Policy => (station, et) => {
    heat(station, isSun(et) ? 'operate' : et < between ? inFirst : 'survive');
  }; // prettier-ignore
  const spec = smallStation({ nodes: [bay], battery: { ...cell, capacityJ: 10500 * WH }, loads: [computer] });
  return { spec, environment, careless: policy('survive'), careful: policy('off') };
}

/** Lives in which somebody does better: found by a reviewer who looked for holes in the proofs. */
describe('what a careful policy keeps is not called unavoidable of a careless one', () => {
  it.each<[string, Case]>([
    ['an essential load has died, and leaves its power to the heater', spared('dead')],
    ['an essential load hangs on a feeder that is open', spared('feeder')],
    ['an instrument on a robot warms the bay from the battery of the robot', warmedByRobot()],
    ['the battery has its own box, and is small while that is cold', batteryInABox()],
    ['a reactor that is off at first warms the bay once it is raised', reactorOffAtFirst()],
  ])('%s', (_, { spec, environment, faults = [], careless, careful }) => {
    expect(live(spec, environment, faults, careful)).toEqual([]);
    const judged = judgeBreaches(live(spec, environment, faults, careless), spec, environment, faults, String);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.filter(({ avoidable }) => !avoidable)).toEqual([]);
  });

  it('a second night, for which the battery was not full any more: only the cold of the first is proved', () => {
    const { spec, environment, careless, careful } = secondNight();
    const between = 4 * DAY + 400 * HOUR;
    expect(live(spec, environment, [], careful).filter(({ fromEt }) => fromEt > between)).toEqual([]);
    const cold = judgeBreaches(live(spec, environment, [], careless), spec, environment, [], String).filter(({ kind }) => kind === 'cold'); // prettier-ignore
    expect(cold.map(({ et, avoidable }) => [et < between, avoidable])).toEqual([[true, false], [false, true]]); // prettier-ignore
  });

  it('the first of two times that it was cold in one night: only the last is proved', () => {
    const { environment, isNight, dusk } = oneNight(4, 600);
    const spec = smallStation({ nodes: [bay], battery: { ...cell, capacityJ: 6000 * WH }, loads: [computer] });
    const forgetful: Policy = (station, et) => heat(station, !isNight(et) ? 'operate' : et < dusk + 100 * HOUR ? 'off' : 'survive'); // prettier-ignore
    const cold = judgeBreaches(live(spec, environment, [], forgetful), spec, environment, [], String).filter(({ kind }) => kind === 'cold'); // prettier-ignore
    expect(cold.map(({ avoidable }) => avoidable)).toEqual([true, false]);
  });
});
