import { describe, expect, it } from 'vitest';
import type { Request } from '../autonomy/index.ts';
import { createStation, type Command, type FaultEvent, type StationSpec } from '../station/index.ts';
import { IDEAL_BATTERY, smallEnvironment, smallStation } from '../station/testing/small-station.ts';
import { clairvoyantBound, missionBound } from './index.ts';
import { randomCase } from './testing/random-case.ts';
import { livePolicy } from './testing/random-policy.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('the bound without a solver', () => {
  it('is above what random commands bring home from random stations that keep their bus and floor', () => {
    const shares: number[] = [];
    for (let seed = 1; seed <= 18; seed += 1) {
      const one = randomCase(seed);
      const bound = clairvoyantBound(one.mission, one.truth, one.faults);
      for (const calm of [0.3, 0.9, 1]) {
        const { value, kept } = livePolicy(one, seed, calm);
        if (!kept) continue;
        // 1e-9: rounding of a sum of values
        expect(value, `seed ${seed}, calm ${calm}`).toBeLessThanOrEqual(bound * (1 + 1e-9));
        if (bound > 0) shares.push(value / bound);
      }
    }
    // some bring home all that anybody could: a bound a little lower would be none
    expect(shares.length).toBeGreaterThan(12);
    expect(shares.filter((share) => share > 0.999).length).toBeGreaterThan(3);
  });
});

/** One request that takes all there is of the battery's 300 kJ above its floor, in the dark unless said otherwise, at one time only; worth 1. */
function lifeOf(
  change: Partial<StationSpec>,
  hours: number,
  asked: { readonly powerW: number; readonly durationS: number; readonly earliestEt?: number },
  { sunW = { et: [0, 100 * DAY], values: [0, 0] }, commands = [], faults = [] }: { readonly sunW?: { et: number[]; values: number[] }; readonly commands?: readonly Command[]; readonly faults?: readonly FaultEvent[] } = {},
) {
  const station = smallStation(change);
  const environment = smallEnvironment(sunW, hours * HOUR);
  const request: Request = { id: 'r', experimentId: 'r', instrumentId: 'i', ownerId: 'o', earliestEt: 0, dataBit: 0, condition: 'any', priority: 1, value: 1, ...asked, latestEt: (asked.earliestEt ?? 0) + asked.durationS };
  const twin = createStation(station, environment, { faults });
  for (const command of commands) expect(twin.command(command).accepted).toBe(true);
  const heard: string[] = [];
  const until = (et: number) => { while (twin.now() < et) heard.push(...twin.advance(et).map(({ kind }) => kind)); };
  until(request.earliestEt);
  expect(twin.command({ kind: 'start', activityId: 'r', instrumentId: 'i', powerW: request.powerW, dataRateBitS: 0 }).accepted).toBe(true);
  until(request.earliestEt + request.durationS - 1e-3);
  const runs = twin.telemetry().activities.includes('r');
  twin.command({ kind: 'stop', activityId: 'r' });
  until(environment.endEt);
  const mission = { station, environment, requests: [request], utc: String };
  const kept = runs && !heard.includes('belowFloor') && !heard.includes('undervoltage');
  const bound = faults.length === 0 ? missionBound(mission) : clairvoyantBound(mission, { station, environment, durationFactor: {} }, faults);
  return { kept, bound };
} // prettier-ignore

const load = (watts: number, feederId?: string): Pick<StationSpec, 'loads'> => ({
  loads: [{ id: 'base', powerW: watts, sleepW: watts, essential: true, shedPriority: 9, nodeId: null, ...(feederId !== undefined && { feederId }) }],
}); // prettier-ignore

describe('the bound of a mission with one request, worked out by hand and lived through by the twin', () => {
  it('counts what another storage gives back with less loss than the battery', () => {
    // ten hours at 100 W into a storage without loss: 3.6 MJ back, and 0.6 x 300 kJ from the battery; asked: 3.7 MJ
    const cell = { ...IDEAL_BATTERY, capacityJ: 4e6, floorFraction: 0, initialFraction: 0, reserveFraction: 0 };
    const change = {
      battery: { ...IDEAL_BATTERY, dischargeEfficiency: 0.6 },
      storages: [{ id: 'spare', kind: 'battery' as const, standbyW: 0, ageing: null, cell }],
      storageOrder: { charge: ['spare', 'battery'], discharge: ['spare', 'battery'] },
    };
    const sunW = { et: [0, 10 * HOUR, 10 * HOUR + 1e-3, 100 * DAY], values: [100, 100, 0, 0] };
    const asked = { powerW: 3.7e6 / (10 * HOUR), durationS: 10 * HOUR, earliestEt: 10 * HOUR };
    expect(lifeOf(change, 24, asked, { sunW })).toEqual({ kept: true, bound: 1 });
    // 3.9 MJ are more than there is
    expect(lifeOf(change, 24, { ...asked, powerW: 3.9e6 / (10 * HOUR) }, { sunW })).toEqual({ kept: false, bound: 0 });
  });

  it('does without loads whose feeder a policy can open', () => {
    // 2 W for a day are 173 kJ, asked are 200 kJ
    const feeders = [{ id: 'f', fromId: null, limitW: 1e3, efficiency: 1, shedding: 'priority' as const }];
    const change = { ...load(2, 'f'), feeders };
    const asked = { powerW: 10, durationS: 20_000 };
    const commands = [{ kind: 'feeder' as const, id: 'f', on: false }];
    expect(lifeOf(change, 24, asked, { commands })).toEqual({ kept: true, bound: 1 });
    expect(lifeOf(load(2), 24, asked)).toEqual({ kept: false, bound: 0 });
  });

  it('asks for nothing after the end of a mission that is no whole number of hours', () => {
    // 5 W for 10.5 h are 189 kJ (198 kJ for 11 h), asked are 110.5 kJ
    expect(lifeOf(load(5), 10.5, { powerW: 11.05, durationS: 10_000 })).toEqual({ kept: true, bound: 1 });
    expect(lifeOf(load(5), 10.5, { powerW: 11.3, durationS: 10_000 })).toEqual({ kept: false, bound: 0 });
  });

  it('lets the floor sink with the capacity of a battery that ages', () => {
    // half of it in a year: after two days the floor of 200 kJ has become 199.45 kJ
    const ageing = { calendarPerYear: 0.5, perCycle: 0, leastFraction: 0.5 };
    const asked = { powerW: 300.4e3 / (2.5 * DAY), durationS: 2.5 * DAY };
    expect(lifeOf({ battery: { ...IDEAL_BATTERY, ageing } }, 72, asked)).toEqual({ kept: true, bound: 1 });
    expect(lifeOf({}, 72, asked)).toEqual({ kept: false, bound: 0 });
  });

  it('knows a load that dies', () => {
    const faults = [{ et: 0, componentId: 'base', kind: 'loadDead' as const, durationS: null, effect: 0 }];
    const asked = { powerW: 10, durationS: 20_000 };
    expect(lifeOf(load(2), 24, asked, { faults })).toEqual({ kept: true, bound: 1 });
    expect(lifeOf(load(2), 24, asked)).toEqual({ kept: false, bound: 0 });
  });
});
