import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { operate, type OperateOutput } from './operate.ts';
import { thin } from './operate-profiles.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

const year = operate(ridgeRun(3, 365));

describe('a year on the ridge', () => {
  it('runs unattended: most requests met, nothing over the bound, no limit passed', async () => {
    const { summary } = await year;
    expect(summary.requestsMet / summary.requestsTotal).toBeGreaterThan(0.85);
    expect(summary.scienceValue).toBeLessThanOrEqual(summary.upperBound);
    expect(summary.scienceValue / summary.upperBound).toBeGreaterThan(0.95);
    expect(summary.breaches).toEqual([]);
    expect(summary.worstBatteryFraction).toBeGreaterThan(summary.batteryFloorFraction);
    expect(summary.worstBatteryFraction).toBeLessThan(0.4); // the nights did draw on it
    expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
    expect(summary.dataBalanceRelative).toBeLessThan(1e-9);
    expect(summary.faultsInjected).toBeGreaterThan(5);
  });

  it('accounts for every hour and every request', async () => {
    const { summary, activities } = await year;
    const hours = Object.values(summary.hoursByMode).reduce((sum, h) => sum + h, 0);
    expect(hours).toBeCloseTo(365 * 24, 6);
    expect(summary.requestsMet + summary.notPlaced.length).toBe(summary.requestsTotal);
    expect(activities.filter(({ quality }) => quality === 'complete')).toHaveLength(summary.requestsMet);
    const produced = activities.reduce((sum, { dataBit }) => sum + dataBit, 0);
    expect(produced).toBeGreaterThan(0.99 * summary.dataProducedBit);
    expect(summary.dataReturnedBit).toBeGreaterThan(0.9 * summary.dataProducedBit);
  });

  it('keeps to conditions and to one user for each instrument', async () => {
    const { activities, timeline } = await year;
    const { requests } = ridgeRun(3, 365);
    const lit = timeline.lanes.find(({ kind }) => kind === 'light')!.bars;
    for (const one of activities) {
      const request = requests.find(({ id }) => id === one.requestId)!;
      expect(one.fromEt).toBeGreaterThanOrEqual(request.earliestEt - 1e-3);
      expect(one.toEt).toBeLessThanOrEqual(request.latestEt + 1e-3);
      const inLight = lit.some(({ fromEt, toEt }) => fromEt < one.toEt - 1 && toEt > one.fromEt + 1);
      if (request.condition === 'dark') expect(inLight).toBe(false);
      if (request.condition === 'sunlit') expect(inLight).toBe(true);
    }
    for (const id of ['seismograph', 'telescope', 'drill', 'dust']) {
      const used = activities.filter(({ instrumentId }) => instrumentId === id);
      used.slice(1).forEach((next, i) => expect(next.fromEt).toBeGreaterThanOrEqual(used[i]!.toEt - 1e-3));
    }
  });

  it('says in words with figures why a request was not met', async () => {
    const { summary } = await year;
    expect(summary.notPlaced.length).toBeGreaterThan(5);
    for (const { reason } of summary.notPlaced) expect(reason).toMatch(/\d/);
    expect(summary.notPlaced.find(({ requestId }) => requestId.startsWith('dark-dust'))?.reason).toMatch(
      /^the station is dark for at most [\d.]+ h at a stretch between day .* and day .*, 6 h are needed$/,
    );
  });

  it('draws curves whose instants rise and which show the worst battery', async () => {
    const { profiles, summary } = await year;
    expect(profiles.series.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['battery', 'store', 'powerIn', 'powerOut', 'sunShare', 'temp:core']),
    );
    for (const { et, values } of profiles.series) {
      expect(et.length).toBe(values.length);
      expect(et.length).toBeLessThanOrEqual(20_000);
      expect(et.every((t, i) => i === 0 || t > et[i - 1]!)).toBe(true);
    }
    const battery = profiles.series.find(({ id }) => id === 'battery')!;
    expect(Math.abs(Math.min(...battery.values) - summary.worstBatteryFraction)).toBeLessThan(1e-3);
  });

  it('can be replayed bit for bit; another seed is another year', async () => {
    const bytes = (output: OperateOutput) => JSON.stringify(output);
    const again = await operate(ridgeRun(3, 365));
    expect(bytes(again)).toBe(bytes(await year));
    expect(bytesToHex(sha256(utf8ToBytes(again.eventLog)))).toBe(again.summary.eventLogDigest);
    const other = await operate(ridgeRun(4, 365));
    expect(other.summary.eventLogDigest).not.toBe(again.summary.eventLogDigest);
  });
});

describe('what if', () => {
  const fault = { et: START + 20 * DAY, componentId: 'array-b', kind: 'arrayString', durationS: null, effect: 0.6 };

  it('an added fault changes the run from then on and not before', async () => {
    const [plain, hurt] = [await operate(ridgeRun(3, 60)), await operate({ ...ridgeRun(3, 60), extraFaults: [fault] })];
    const before = (output: OperateOutput) =>
      output.events.filter(({ et }) => et < fault.et).map(({ text, et }) => `${et} ${text}`);
    expect(before(hurt)).toEqual(before(plain));
    const noticed = hurt.events.find(({ type, et }) => type === 'arrayChanged' && et > fault.et)!;
    expect(noticed.text).toMatch(/^array array-b gives 40.0 % of its design output/);
    expect(noticed.et - fault.et).toBeLessThanOrEqual(3600);
    const bars = hurt.timeline.lanes.find(({ kind }) => kind === 'fault')!.bars;
    expect(bars.some(({ fromEt }) => fromEt === fault.et)).toBe(true);
  });

  it.each([
    [{ ...fault, componentId: 'array-z' }, 'FAULT_COMPONENT'],
    [{ ...fault, kind: 'gremlins' }, 'FAULT_COMPONENT'],
    [{ ...fault, et: 0 }, 'FAULT_TIME'],
  ])('refuses a fault that cannot be (%#)', async (wrong, code) => {
    await expect(operate({ ...ridgeRun(3, 10), extraFaults: [wrong] })).rejects.toMatchObject({ code });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const pause = async () => controller.abort();
    await expect(operate(ridgeRun(3, 60), { signal: controller.signal, pause })).rejects.toThrow(/abort/i);
  });
});

describe('thinning', () => {
  it('keeps corners and extremes and leaves out what lies on lines', () => {
    const et = Array.from({ length: 1001 }, (_, i) => i);
    const values = et.map((t) => (t === 500 ? 5 : Math.abs(t - 300)));
    const thinned = thin({ id: 's', title: 's', unit: 'W', et, values });
    expect(thinned.et).toEqual([0, 300, 499, 500, 501, 1000]);
  });
});
