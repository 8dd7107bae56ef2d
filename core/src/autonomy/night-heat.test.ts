import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { createStation, type HeaterSetting, type StationSpec } from '../station/index.ts';
import { smallEnvironment, smallStation } from '../station/testing/small-station.ts';
import { harmOf, nightAhead, type NightHeating } from './night-course.ts';
import { heatingAsleep, heatingBeforeNight } from './night-heat.ts';
import { designBeliefs, type NodeHeat, type StationModel } from './station-model.ts';
import { HOUR, plainModel } from './testing/plain-model.ts';

const [DAY, WH] = [24 * HOUR, 3600];

interface Case {
  readonly nightH: number;
  readonly capacityWh: number;
  readonly heaterW: number;
  readonly conductanceWK: number;
  readonly sleepW: number;
}

const CASE: Case = { nightH: 100, capacityWh: 2000, heaterW: 200, conductanceWK: 0.25, sleepW: 2 };

/** A day of 1 kW of Sun, a night, five days of Sun; a bay of 0.4 MJ/K whose survival limit is 233 K. */
function cases({ nightH, capacityWh, heaterW, conductanceWK, sleepW }: Case) {
  const [dusk, dawn] = [DAY, DAY + nightH * HOUR];
  const endEt = dawn + 5 * DAY;
  const light = { et: [0, dusk, dusk + 1, dawn, dawn + 1, endEt], values: [1000, 1000, 0, 0, 1000, 1000] };
  const bay = { id: 'bay', heatCapacityJK: 4e5, conductanceWK, sinkDayK: 240, sinkNightK: 84, mastId: 'm', initialK: 263, minK: 233, maxK: 323, heaterW, operateK: 263, surviveK: 243, preheatK: 303, heaterUnits: 1, heatSwitch: null }; // prettier-ignore
  const battery = { capacityJ: capacityWh * WH, floorFraction: 0.2, initialFraction: 1, chargeEfficiency: 0.97, dischargeEfficiency: 0.97, maxChargeW: 900, maxDischargeW: 1500, reconnectFraction: 0.05 }; // prettier-ignore
  const loads = [{ id: 'computer', powerW: 40, sleepW, essential: true, shedPriority: 9, nodeId: null }];
  const spec = smallStation({ nodes: [bay], battery, loads });
  const sinkK = { et: light.et, values: light.values.map((w) => 84 + (240 - 84) * Math.min(1, w)) };
  const node: NodeHeat = { ...bay, sinkK, busPerPower: 1, heatW: 0, asleepW: 0 };
  const model: StationModel = plainModel({
    endEt,
    battery,
    arrays: [{ id: 'a', power: light, peakW: 1000 }],
    steady: { et: [0, endEt], values: [0, 0] },
    levels: [
      { name: 'nominal', powerW: 40, off: [] },
      { name: 'reduced', powerW: 40, off: [] },
      { name: 'sleep', powerW: sleepW, off: [] },
    ],
    warmUp: { fullJ: 4e5 * 20, heaterW, coolW: conductanceWK * 179 },
    thermal: [node],
  });
  return { spec, model, node, environment: smallEnvironment(light, endEt), dusk, dawn };
}

/** The station itself, exact between events, asleep from its dusk under a heating that is looked after every hour: hours of cold, without voltage and under the floor up to dawn. */
function lived(spec: StationSpec, setting: (tempK: number) => HeaterSetting, c: ReturnType<typeof cases>) {
  const station = createStation(spec, c.environment, { faults: [] });
  station.command({ kind: 'load', id: 'computer', state: 'standby' });
  station.advance(c.dusk);
  const [cold, dark] = [new Set<number>(), new Set<number>()];
  const step = HOUR / 4;
  for (let et = c.dusk; et < c.dawn; et += step) {
    if ((et - c.dusk) % HOUR === 0)
      station.command({ kind: 'heater', id: 'bay', setting: setting(station.telemetry().nodes[0]!.tempK) });
    while (station.now() < et + step) station.advance(et + step);
    const { nodes, undervoltage } = station.telemetry();
    if (nodes[0]!.tempK < 233 + 3) cold.add(et);
    if (undervoltage) dark.add(et);
  }
  return { coldH: cold.size / 4, darkH: dark.size / 4 };
}

const seenAt = (et: number, batteryJ: number, tempK: number, generationW = 0) => ({
  et,
  batteryJ,
  generationW,
  loadW: 40,
  nodes: [{ id: 'bay', tempK, heaterW: 0, setting: 'operate', unit: 0 } as const],
});

describe('the heating of a night', () => {
  it('is that of survival where the battery lasts', () => {
    const { model, dusk } = cases({ ...CASE, capacityWh: 6000 });
    const { how, settings } = heatingAsleep(model, designBeliefs(model), seenAt(dusk, 6000 * WH, 263), HOUR);
    expect(how).toBe('survive');
    expect(settings).toEqual([{ id: 'bay', setting: 'survive' }]);
  });

  it('waits where holding the survival temperature would take the battery under its floor, and does not wait once the limit is near', () => {
    const { model, dusk } = cases({ ...CASE, capacityWh: 2400 });
    const warm = heatingAsleep(model, designBeliefs(model), seenAt(dusk, 2400 * WH, 263), HOUR);
    expect(warm).toEqual({ how: 'coast', settings: [{ id: 'bay', setting: 'off' }] });
    const near = heatingAsleep(model, designBeliefs(model), seenAt(dusk + 40 * HOUR, 1800 * WH, 236), HOUR);
    expect(near.settings).toEqual([{ id: 'bay', setting: 'survive' }]);
  });

  it('stores warmth where a load that cannot be switched off will take the voltage first', () => {
    const { model, dusk } = cases({ ...CASE, nightH: 40, sleepW: 100, capacityWh: 2500, conductanceWK: 1 });
    expect(heatingAsleep(model, designBeliefs(model), seenAt(dusk, 2500 * WH, 263), HOUR).how).toBe('bank');
  });

  it('preheats before a night only what the Sun pays for beside a full battery and the loads', () => {
    const { model, dusk } = cases(CASE);
    const before = (batteryJ: number, generationW: number, et = dusk - 6 * HOUR) =>
      heatingBeforeNight(model, designBeliefs(model), seenAt(et, batteryJ, 263, generationW), HOUR).settings[0]!
        .setting;
    const fullJ = CASE.capacityWh * WH;
    expect(before(fullJ, 1000)).toBe('preheat');
    expect(before(0.9 * fullJ, 1000)).toBe('operate');
    expect(before(fullJ, 239)).toBe('operate'); // 200 W of heater and 40 W of loads
    expect(before(fullJ, 1000, dusk - HOUR / 2)).toBe('operate'); // the Sun sets before the next look
  });

  it('is chosen for what the station then lives through: of three heatings none is colder by more than two hours, at two hundred random nights', () => {
    const random = createRandom(11);
    const between = (a: number, b: number) => a + (b - a) * random.next();
    const chosen = new Map<NightHeating, number>();
    for (let k = 0; k < 200; k += 1) {
      const one = cases({ nightH: Math.round(between(20, 160)), capacityWh: between(100, 5000), heaterW: between(60, 300), conductanceWK: between(0.1, 1), sleepW: between(2, 150) }); // prettier-ignore
      const capacityJ = one.model.battery.capacityJ;
      const seen = seenAt(one.dusk, capacityJ, 263);
      const settingOf = (how: NightHeating) => (tempK: number): HeaterSetting =>
        how === 'bank' ? 'operate' : how === 'coast' && tempK > 239 ? 'off' : 'survive'; // prettier-ignore
      const lives = new Map((['survive', 'coast', 'bank'] as const).map((how) => [how, lived(one.spec, settingOf(how), one)])); // prettier-ignore
      const { how } = heatingAsleep(one.model, designBeliefs(one.model), seen, HOUR);
      chosen.set(how, (chosen.get(how) ?? 0) + 1);
      const least = Math.min(...[...lives.values()].map(({ coldH }) => coldH));
      expect(lives.get(how)!.coldH, `night ${k}, ${how}`).toBeLessThanOrEqual(least + 2);
      // and what was forecast is what came, to the steps of the forecast and the hours between two looks
      const night = nightAhead(one.model, designBeliefs(one.model), one.dusk, HOUR);
      expect(Math.abs(harmOf(night, seen, 'survive').darkS / HOUR - lives.get('survive')!.darkH), `night ${k}`).toBeLessThan(2); // prettier-ignore
    }
    expect(Math.min(...(['survive', 'coast', 'bank'] as const).map((how) => chosen.get(how) ?? 0))).toBeGreaterThan(5);
  });
});
