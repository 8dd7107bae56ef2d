import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import {
  createStation,
  type Environment,
  type FaultEvent,
  type HeaterSetting,
  type StationSpec,
} from '../station/index.ts';
import { smallEnvironment, smallStation } from '../station/testing/small-station.ts';
import { followLimits, type Episode } from './limit-episodes.ts';
import { judgeBreaches } from './operate-breaches.ts';

const [HOUR, DAY, KWH] = [3600, 86400, 3.6e6];
type Policy = (et: number, tempK: number) => { readonly heater: HeaterSetting; readonly computer: 'on' | 'standby' };

/** A bay under an array: Sun for so many days, a night, Sun again. */
function stationOf(sunW: number, sunDays: number, nightHours: number, kWh: number, heaterW = 150, sourceW = 0) {
  const [dusk, dawn] = [sunDays * DAY, sunDays * DAY + nightHours * HOUR];
  const endEt = dawn + 5 * DAY;
  const bay = { id: 'bay', heatCapacityJK: 4e5, conductanceWK: 0.2, sinkDayK: 240, sinkNightK: 84, mastId: 'm', initialK: 240, minK: 233, maxK: 323, heaterW, operateK: 310, surviveK: 238, preheatK: 318, heaterUnits: 1, heatSwitch: null }; // prettier-ignore
  const battery = { capacityJ: kWh * KWH, floorFraction: 0.2, initialFraction: 0.9, chargeEfficiency: 0.97, dischargeEfficiency: 0.97, maxChargeW: 1500, maxDischargeW: 1500, reconnectFraction: 0.05 }; // prettier-ignore
  const loads = [{ id: 'computer', powerW: 45, sleepW: 2, essential: true, shedPriority: 9, nodeId: 'bay' }];
  const light = { et: [0, dusk, dusk + 1, dawn, dawn + 1, endEt], values: [sunW, sunW, 0, 0, sunW, sunW] };
  const environment: Environment = { ...smallEnvironment(light, endEt), sunShare: () => light };
  const radioisotope = [{ id: 'source', electricW: sourceW, heatW: 0, halfLifeS: 1e10, nodeId: 'bay' }];
  return { spec: smallStation({ nodes: [bay], battery, loads, radioisotope }), environment, dusk, dawn };
}

function episodesUnder(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  policy: Policy,
): Episode[] {
  // prettier-ignore
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  for (let et = environment.startEt; et < environment.endEt; et = station.now()) {
    const { heater, computer } = policy(et, station.telemetry().nodes[0]!.tempK);
    station.command({ kind: 'heater', id: 'bay', setting: heater });
    station.command({ kind: 'load', id: 'computer', state: computer });
    limits.hear(station.advance(et + HOUR));
  }
  return limits.episodes();
}

describe('the certificate', () => {
  it('does not call unavoidable what preheating by day avoids', () => {
    const { spec, environment, dusk, dawn } = stationOf(2000, 20, 120, 3);
    const night = (et: number) => et >= dusk && et < dawn;
    const lazy = episodesUnder(spec, environment, [], () => ({ heater: 'survive', computer: 'standby' }));
    const preheating = episodesUnder(spec, environment, [], (et) => ({ heater: night(et) ? 'survive' : 'operate', computer: 'standby' })); // prettier-ignore
    expect(preheating).toEqual([]);
    expect(lazy.map(({ kind }) => kind)).toContain('floor');
    expect(judgeBreaches(lazy, spec, environment, [], String).map(({ avoidable }) => avoidable)).not.toContain(false);
  });

  it('proves what nobody can help: a computer that empties the battery, and the cold after it', () => {
    const { spec, environment } = stationOf(2000, 5, 600, 0.3);
    const episodes = episodesUnder(spec, environment, [], () => ({ heater: 'survive', computer: 'standby' }));
    const judged = judgeBreaches(episodes, spec, environment, [], String);
    expect(new Set(judged.filter(({ avoidable }) => !avoidable).map(({ kind }) => kind))).toEqual(new Set(['floor', 'undervoltage', 'cold'])); // prettier-ignore
  });

  it('never says unavoidable where some policy, drawn at random, holds the limit', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = createRandom(seed);
        const between = (a: number, b: number) => a + (b - a) * random.next();
        const { spec, environment, dusk, dawn } = stationOf(between(60, 1000), between(2, 8), between(40, 300), between(0, 3) ** 2, between(5, 150), between(0, 12)); // prettier-ignore
        const stuck = random.next();
        const faults: FaultEvent[] = stuck < 0.5 ? [] : [{ et: between(0, 8) * DAY, componentId: 'bay', kind: stuck < 0.75 ? 'heaterStuckOn' : 'heaterStuckOff', effect: 1, durationS: between(1, 5) * DAY }]; // prettier-ignore
        const pick = <T>(list: readonly T[]) => list[random.int(list.length)]!;
        const lives = Array.from({ length: 6 }, () => {
          const plan = Array.from({ length: 60 }, () => ({ heater: pick(['operate', 'survive', 'off'] as const), computer: pick(['on', 'standby'] as const) })); // prettier-ignore
          return episodesUnder(spec, environment, faults, (et) => plan[Math.floor(et / (12 * HOUR)) % 60]!);
        });
        // those that know the night: warm before it, and in it no heat before it is needed
        for (const warm of ['preheat', 'operate', 'survive'] as const)
          for (const spareK of [0.2, 1, 3])
            lives.push(episodesUnder(spec, environment, faults, (et, tempK) => ({ heater: et < dusk || et >= dawn ? warm : tempK > 233 + spareK ? 'off' : 'survive', computer: 'standby' }))); // prettier-ignore
        for (const episodes of lives)
          for (const { kind, avoidable } of judgeBreaches(episodes, spec, environment, faults, String)) {
            const other = lives.some(
              (life) => !life.some((one) => one.kind === kind || one.kind === 'undervoltage' || one.kind === 'cold'),
            );
            if (!other) continue;
            held += 1;
            expect(avoidable).toBe(true);
          }
      }),
      { seed: 11, numRuns: 40 },
    );
    expect(held).toBeGreaterThan(20);
  });

  it('proves the cold of a night that all the energy for this heater alone does not last through, while the bus would have voltage', () => {
    const { spec, environment, dusk } = stationOf(2000, 20, 600, 0.02, 150, 10);
    const life = episodesUnder(spec, environment, [], (et, tempK) => ({ heater: et < dusk ? 'preheat' : tempK > 234 ? 'off' : 'survive', computer: 'standby' })); // prettier-ignore
    const cold = judgeBreaches(life, spec, environment, [], String).filter(({ kind }) => kind === 'cold');
    // T = 84 + (Tdusk - 84) exp(-t / 2e6): 233 K is passed at 2e6 ln((Tdusk - 84) / 149) s in the dark, long before day
    expect(cold.length).toBeGreaterThan(0);
    expect(cold[0]!.et - dusk).toBeGreaterThan(2e6 * Math.log((318 - 84) / 149) - HOUR);
    expect(cold[0]).toMatchObject({ avoidable: false, why: expect.stringContaining('with all the energy that there is for its heaters alone') as string }); // prettier-ignore
    // a source that could hold it makes it avoidable: 0.2 W/K over 149 K are 29.8 W beside the 2 W of the computer
    const strong = stationOf(2000, 20, 600, 0.02, 150, 35);
    const idle = episodesUnder(strong.spec, strong.environment, [], () => ({ heater: 'off', computer: 'standby' }));
    const helped = judgeBreaches(idle, strong.spec, strong.environment, [], String).filter(
      ({ kind }) => kind === 'cold',
    );
    expect(helped.map(({ avoidable }) => avoidable)).toEqual([true]);
  });
});
