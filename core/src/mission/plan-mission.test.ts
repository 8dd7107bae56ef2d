import { describe, expect, it } from 'vitest';
import { expandExperiment } from '../autonomy/index.ts';
import { polarEnvironment, RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { missionBound, planMission, type PlanMissionInput } from './index.ts';
import { easiestPlan, planInputOf } from './plan-input.ts';

const START = 1.1e9;
const H = 3600;
const environment = polarEnvironment(RIDGE, START, 30);
const what = { ownerId: 'x', priority: 2, dataBit: 1e9, count: null };
const requests = [
  { ...what, experimentId: 'sky', instrumentId: 'telescope', durationS: 5 * H, powerW: 160, condition: 'any' as const, value: 4, everyS: 12 * H },
  { ...what, experimentId: 'drive', instrumentId: 'rover', durationS: 5 * H, powerW: 450, condition: 'sunlit' as const, value: 6, everyS: 24 * H },
].flatMap((experiment) => expandExperiment(experiment, START, environment.endEt)); // prettier-ignore
const mission: PlanMissionInput = {
  missionId: 'test',
  station: RIDGE_STATION,
  environment,
  requests,
  seed: 3,
  notOffered: [{ requestId: 'harp', reason: 'there is no harp' }],
  utc: (et) => `et ${et}`,
  provenance: { software: '', command: '', seed: 3, inputs: {} },
};

describe('planning a mission', () => {
  it('tells value, bound, gap and what the greedy planner has, the same each time', () => {
    const { result, profiles } = planMission(mission, { iterations: 20 });
    expect(result.value).toBe(result.activities.reduce((sum, { value }) => sum + value, 0));
    expect(result.value).toBeLessThanOrEqual(result.upperBound);
    expect(result.gap).toBeCloseTo(1 - result.value / result.upperBound, 12);
    expect(result.value).toBeGreaterThanOrEqual(result.greedyValue);
    expect(result.requestsPlaced + result.notPlaced.length).toBe(requests.length + 1);
    expect(result.notPlaced[0]).toEqual({ requestId: 'harp', reason: 'there is no harp' });
    expect(Math.min(...profiles.series[0]!.values)).toBeGreaterThanOrEqual(RIDGE_STATION.battery.floorFraction);
    expect(JSON.stringify(planMission(mission, { iterations: 20 }).result)).toBe(JSON.stringify(result));
  });

  it('has a bound for any policy that is no less than that of the plan, by any solver', () => {
    const { result } = planMission(mission);
    expect(missionBound(mission)).toBeGreaterThanOrEqual(result.value);
    expect(missionBound(mission, () => null)).toBe(missionBound(mission));
  });

  it('bounds any policy as if reactors ran at full level, and plans with the level at which they begin', () => {
    const reactor = { id: 'reactor', electricW: 1000, startupS: 3600, decayPerYear: 0, leastLevel: 0.1, initialLevel: 0.4, heatW: 0, nodeId: null }; // prettier-ignore
    const powered = { ...mission, station: { ...RIDGE_STATION, fission: [reactor] } };
    const steadyW = [mission, powered].map((one) => planInputOf(one).model.steady.values[0]!);
    expect(steadyW[1]! - steadyW[0]!).toBeCloseTo(400, 9);
    expect(easiestPlan(powered).model.steady.values[0]! - steadyW[0]!).toBeCloseTo(1000, 9);
  });

  it('begins with what each storage holds, and bounds any policy as if standing by and robots cost nothing', () => {
    const { battery } = RIDGE_STATION;
    const cell = { ...battery, capacityJ: 4 * battery.capacityJ, initialFraction: 1, dischargeEfficiency: battery.dischargeEfficiency / 2 }; // prettier-ignore
    const tanks = { id: 'tanks', kind: 'fuelCell' as const, cell, standbyW: 7, ageing: null };
    const low = { ...RIDGE_STATION, battery: { ...battery, initialFraction: 0.3 } };
    const both = { ...mission, station: { ...low, storages: [tanks] } };
    // a joule of the tanks is worth half of one of the battery
    const { model, batteryJ } = planInputOf(both);
    expect(batteryJ).toBeCloseTo((0.3 + 2) * battery.capacityJ, 3);
    expect(model.battery.capacityJ).toBeCloseTo(3 * battery.capacityJ, 3);
    const steadyW = (input: ReturnType<typeof planInputOf>) => input.model.steady.values[0]!;
    expect(steadyW(easiestPlan(both)) - steadyW(planInputOf(both))).toBeCloseTo(7, 9);
    const hand = { id: 'hand', massKg: 100, cell: { ...battery, capacityJ: 1e7 }, chargeW: 500, idleW: 40, sleepW: 5, speedMS: 0.2, rollingResistance: 0.15, driveEfficiency: 0.6, mostSlopeRad: 0.3, digW: 0, digKgS: 0 }; // prettier-ignore
    const instruments = RIDGE_STATION.instruments.map((one) => ({ ...one, robotId: 'hand' }));
    const onRobot = { ...mission, station: { ...RIDGE_STATION, robots: [hand], instruments } };
    expect(steadyW(easiestPlan(onRobot)) - steadyW(planInputOf(onRobot))).toBeCloseTo(40, 9);
    const { robots, supply } = easiestPlan(onRobot).model;
    expect(robots![0]!.idleW).toBe(0);
    expect(instruments.map(({ id }) => supply![id]!.robotId)).toEqual(instruments.map(() => 'hand'));
  });
});
