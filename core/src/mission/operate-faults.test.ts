import { describe, expect, it } from 'vitest';
import type { StationSpec } from '../station/index.ts';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate, type OperateOutput } from './operate.ts';
import type { ExtraFault } from './operate-faults.ts';
import { DAY, HOUR, ridgeRun, START } from './testing/operate-year.ts';

const none: Partial<StationSpec> = { faults: [] };
const at = (days: number) => START + days * DAY;

/** Twenty-five days of a station that has no faults but these. */
function withFaults(...extraFaults: ExtraFault[]): Promise<OperateOutput> {
  return operate({ ...ridgeRun(1, 25, none), extraFaults });
}

const told = ({ events }: OperateOutput, ...types: string[]) =>
  events.filter(({ type }) => types.includes(type)).map(({ type, text }) => `${type}: ${text}`);

describe('the executive, which sees telemetry only', () => {
  it('goes on from its checkpoint after one restart, and into safe mode after a second within a day', async () => {
    const reset = { componentId: 'computer', kind: 'computerReset', durationS: null };
    const once = await withFaults({ ...reset, et: at(10.5) });
    expect(told(once, 'computerReset')).toEqual([
      'computerReset: computer restarted (boot 2); plan restored from its checkpoint',
    ]);
    expect(told(once, 'resumed').length).toBeGreaterThan(0);
    expect(once.summary.hoursByMode.safe).toBe(0);
    const twice = await withFaults({ ...reset, et: at(10.5) }, { ...reset, et: at(10.8) });
    expect(told(twice, 'mode')).toContain('mode: nominal -> safe: the computer restarted');
    expect(twice.summary.hoursByMode.safe).toBeCloseTo(RIDGE_STATION.policy.checkoutS / HOUR, 6);
    expect(twice.summary.requestsMet).toBeGreaterThan(0.8 * once.summary.requestsMet);
  });

  it('learns a smaller battery', async () => {
    const out = await withFaults({
      et: at(5),
      componentId: 'battery',
      kind: 'batteryCell',
      durationS: null,
      effect: 0.5,
    });
    expect(told(out, 'capacityChanged')).toEqual(['capacityChanged: battery capacity is 130.00 kWh, was 260.00 kWh']);
    expect(out.summary.breaches).toEqual([]);
  });

  it('uses the other link while one is out, and notices when it is back', async () => {
    const out = await withFaults({ et: at(4), componentId: 'relay', kind: 'linkOutage', durationS: 6 * DAY });
    const { bars } = out.timeline.lanes.find(({ id }) => id === 'direct')!;
    expect(told(out, 'linkLost').length).toBeGreaterThan(0);
    expect(bars.some(({ status, fromEt }) => status === 'on' && fromEt > at(4) && fromEt < at(10))).toBe(true);
    const relay = out.timeline.lanes.find(({ id }) => id === 'relay')!.bars;
    expect(relay.some(({ status, fromEt }) => status === 'on' && fromEt > at(10.5))).toBe(true);
    expect(out.summary.dataReturnedBit).toBeGreaterThan(0.95 * out.summary.dataProducedBit);
  });

  it('does not fill a store that nothing empties: hardly any data are lost while the only link is out for days', async () => {
    const links = RIDGE_STATION.links.filter(({ id }) => id === 'relay');
    const store = { ...RIDGE_STATION.store, capacityBit: 2e11 };
    const outage = { et: at(4.3), componentId: 'relay', kind: 'linkOutage', durationS: 6 * DAY };
    const out = await operate({ ...ridgeRun(1, 25, { faults: [], links, store }), extraFaults: [outage] });
    const { dataProducedBit, dataReturnedBit } = out.summary;
    // a day of distrust at most after its end, and none of it forgotten later
    expect(told(out, 'linkBack')).toHaveLength(1);
    expect(out.events.find(({ type }) => type === 'linkBack')!.et).toBeLessThan(at(11.3 + 1));
    expect(dataProducedBit - dataReturnedBit).toBeLessThan(0.005 * dataProducedBit);
  });

  it('breaks off what an instrument cannot finish, tries it again later and gives a partial product', async () => {
    const out = await withFaults({
      et: at(9),
      componentId: 'seismograph',
      kind: 'instrumentFault',
      durationS: 3 * DAY,
    });
    expect(told(out, 'instrumentLost', 'instrumentBack').map((line) => line.split(':')[0])).toEqual([
      'instrumentLost',
      'instrumentBack',
    ]);
    expect(told(out, 'aborted')[0]).toMatch(/^aborted: seismic-002 was broken off: instrument seismograph failed$/);
    expect(out.activities.filter(({ quality }) => quality === 'partial').map(({ requestId }) => requestId)).toContain(
      'seismic-002',
    );
    const later = out.activities.filter(
      ({ instrumentId, fromEt }) => instrumentId === 'seismograph' && fromEt > at(12),
    );
    expect(later.length).toBeGreaterThan(0);
    expect(out.summary.notPlaced.find(({ requestId }) => requestId === 'seismic-002')?.reason).toMatch(
      /^broken off at/,
    );
  });

  it('takes the spare heater for one that is dead or stuck', async () => {
    const dead = await withFaults({ et: at(2), componentId: 'instruments', kind: 'heaterStuckOff', durationS: null });
    const stuck = await withFaults({ et: at(2), componentId: 'instruments', kind: 'heaterStuckOn', durationS: null });
    expect(told(dead, 'heaterDead', 'spareHeater')).toHaveLength(2);
    expect(told(stuck, 'heaterStuck', 'spareHeater')).toHaveLength(2);
    for (const { summary } of [dead, stuck]) expect(summary.breaches).toEqual([]);
  });

  it('stops with its computer, and takes up its work when that is back', async () => {
    const dead = { componentId: 'computer', kind: 'computerDead' };
    const out = await withFaults({ ...dead, et: at(9.2), durationS: 4 * DAY });
    expect(told(out, 'computerDead')).toHaveLength(1);
    const between = out.events.filter(({ et, source }) => et > at(9.2) && et < at(13.2) && source === 'executive');
    expect(between).toEqual([]);
    const running = out.activities.filter(({ fromEt, toEt }) => fromEt < at(13.2) && toEt > at(9.2));
    expect(running).toEqual([]);
    expect(out.activities.some(({ fromEt }) => fromEt > at(13.2))).toBe(true);
    const never = await withFaults({ ...dead, et: at(9.2), durationS: null });
    expect(never.activities.every(({ toEt }) => toEt <= at(9.2))).toBe(true);
    // two plans a day and more while it lived, none after
    expect(never.summary.replans).toBeLessThan(out.summary.replans);
    expect(never.summary.breaches).toEqual([]);
  });

  it('sees one cause in many instruments that are lost at once with their store, and works again when it is back', async () => {
    const out = await withFaults({ componentId: 'store', kind: 'storeFault', et: at(9), durationS: 2 * DAY });
    expect(told(out, 'storeFailed')).toHaveLength(1);
    expect(told(out, 'instrumentLost').length).toBeGreaterThan(2);
    const inside = out.activities.filter(({ fromEt, toEt, dataBit }) => dataBit > 0 && toEt > at(9) + 1 && fromEt < at(11)); // prettier-ignore
    expect(inside).toEqual([]);
    expect(out.activities.some(({ fromEt }) => fromEt > at(12))).toBe(true);
    expect(out.summary.breaches).toEqual([]);
  });

  it('hears of nothing that telemetry does not show', async () => {
    const out = await withFaults({
      et: at(5),
      componentId: 'array-a',
      kind: 'arrayString',
      durationS: 600,
      effect: 0.3,
    });
    // over before the next look
    expect(told(out, 'arrayChanged')).toEqual([]);
  });
});

describe('a battery that holds next to nothing', () => {
  it('is slept without from sunset on: a Sun that is still setting does not wake the station again', async () => {
    const lost = { et: at(5), componentId: 'battery', kind: 'batteryCell', durationS: null, effect: 1 };
    const out = await operate({ ...ridgeRun(1, 60, none, RIM), extraFaults: [lost] });
    const fell = out.events
      .filter(({ type, text }) => type === 'mode' && text.includes('-> sleep'))
      .map(({ et }) => et);
    const woken = out.events.filter(({ type }) => type === 'wake').map(({ et }) => et);
    expect(woken.length).toBeGreaterThan(0);
    expect(woken.filter((et) => fell.some((from) => et >= from && et - from < 60))).toEqual([]);
  });
});

describe('a night that cannot be powered', () => {
  const run = () => {
    const small = { ...RIDGE_STATION.battery, capacityJ: 500 * 3.6e6 };
    return operate(ridgeRun(1, 200, { ...none, battery: small }, RIM));
  };

  it('is slept through: asleep in the dark, woken by the Sun, checked out, resumed', async () => {
    const out = await run();
    const { bars } = out.timeline.lanes.find(({ kind }) => kind === 'mode')!;
    const slept = bars.filter(({ label }) => label === 'sleep');
    expect(slept.length).toBeGreaterThan(1);
    const sun = out.profiles.series.find(({ id }) => id === 'powerIn')!;
    for (const { fromEt, toEt } of slept) {
      const after = bars.filter((bar) => bar.fromEt >= toEt).map(({ label }) => label);
      expect(after[0]).toBe('safe');
      expect(['nominal', 'reduced', 'sleep']).toContain(after[1]);
      const inside = sun.values.filter((_, i) => sun.et[i]! > fromEt && sun.et[i]! < toEt - HOUR);
      expect(Math.max(0, ...inside)).toBeLessThan(4000);
      const running = out.activities.filter((one) => one.fromEt < toEt - 1 && one.toEt > fromEt + 1);
      expect(running).toEqual([]);
    }
    expect(told(out, 'wake')[0]).toBe('wake: woken by the Sun: check-out begins');
    const { breaches } = out.summary;
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.filter(({ avoidable }) => avoidable)).toEqual([]);
  });
});

describe('a night without any battery', () => {
  /** Twenty days of Sun but for thirty hours; the battery is lost five days before them. */
  const run = (preheatK: number | undefined) => {
    const input = ridgeRun(1, 20, none);
    const [dusk, dawn, end] = [at(10), at(10) + 30 * HOUR, at(20)];
    const light = { et: [START, dusk, dusk + 1, dawn, dawn + 1, end], values: [1, 1, 0, 0, 1, 1] };
    const nodes = RIDGE_STATION.nodes.map((node) => ({ ...node, ...(preheatK !== undefined && { preheatK }) }));
    const extraFaults = [{ et: at(5), componentId: 'battery', kind: 'batteryCell', durationS: null, effect: 1 }];
    return operate({ ...input, station: { ...input.station, nodes }, environment: { ...input.environment, sunShare: () => light }, extraFaults }); // prettier-ignore
  };

  it('is got through by equipment that the Sun has warmed before, and by no other', async () => {
    const cold = async (preheatK: number | undefined) =>
      (await run(preheatK)).summary.breaches
        .filter(({ kind }) => kind === 'cold')
        .map(({ componentId }) => componentId);
    expect(await cold(303)).toEqual([]);
    // 4e5 J/K over 2 W/K: from 263 K the limit of 218 K is passed 2e5 ln(179/134) s, sixteen hours, after sunset
    expect(await cold(undefined)).toContain('instruments');
  });
});
