import { describe, expect, it } from 'vitest';
import { DAY, ridgeRun, START } from '../testing/operate-year.ts';
import { campaignSchema, NOMINAL, type Spreads } from './campaign-schema.ts';
import { healthOf } from './clairvoyant-bound.ts';
import { disturbed, drawDisturbance } from './disturbance.ts';
import { runSeed, type CampaignCase } from './run-seed.ts';
import { lossOf, type SeedRecord } from './seed-record.ts';
import { campaignTable, CAMPAIGN_COLUMNS, pairedDifference, quantile } from './spread-table.ts';

const assumed = campaignSchema.parse({});
const run = ridgeRun(1, 40);

function caseOf(spreads: Spreads): CampaignCase {
  const { seed: _, provenance, ...operations } = run;
  return { operations, spreads, provenance: { ...provenance, command: 'ilrs campaign --first-seed {seed} --seeds 1' } };
}

describe('the section campaign', () => {
  it('assumes what is left out, and says so', () => {
    expect(campaignSchema.parse({ dust: { value: 10, unit: '%', source: 'measured' } })).toEqual({
      ...assumed,
      dust: { si: 0.1, value: 10, unit: '%', source: 'measured' },
    });
    expect(Object.values(assumed).every(({ source }) => source.startsWith('assumed'))).toBe(true);
  });
});

describe('what a seed makes of the spreads', () => {
  const draw = (seed: number, spreads: Spreads = assumed) => drawDisturbance(run.station, run.requests, spreads, seed);

  it('has the declared spread over many seeds', () => {
    const mast = run.station.masts[0]!.id;
    const factors = Array.from({ length: 4000 }, (_, seed) => draw(seed).lightFactor[mast]! - 1);
    const mean = factors.reduce((a, b) => a + b, 0) / factors.length;
    const sigma = Math.sqrt(factors.reduce((a, b) => a + (b - mean) ** 2, 0) / factors.length);
    // standard errors of mean and deviation of 4000 draws: 3.2e-4, 2.2e-4; four of them
    expect(Math.abs(mean)).toBeLessThan(1.3e-3);
    expect(Math.abs(sigma - 0.02)).toBeLessThan(0.9e-3);
    expect(Math.max(...factors.map(Math.abs))).toBeLessThanOrEqual(0.06 + 1e-12);
  });

  it('moves and scales the light, and leaves everything as declared when nothing is spread', () => {
    const truth = disturbed(run.station, run.environment, draw(3), 1);
    const [was, is] = [run.environment, truth.environment].map((world) => world.sunShare(run.station.masts[0]!.id));
    expect(is!.et[1]! - was!.et[1]!).toBeCloseTo(draw(3).laterS, 6);
    expect(is!.values[1]! / was!.values[1]!).toBeCloseTo(draw(3).lightFactor[run.station.masts[0]!.id]!, 12);
    const same = disturbed(run.station, run.environment, draw(3, NOMINAL), 1);
    expect(same.station).toEqual(run.station);
    expect(same.environment.sunShare('mast')).toEqual(run.environment.sunShare('mast'));
    expect(same.durationFactor).toEqual({});
  });
});

describe('a life of a campaign', () => {
  it('is a function of the seed, keeps under the clairvoyant bound, and differs between seeds', async () => {
    const wild = campaignSchema.parse({ duration: { value: 20, unit: '%', source: 'x' }, faultRate: { value: 5, unit: '1', source: 'x' } }); // prettier-ignore
    const records: SeedRecord[] = [];
    for (const seed of [1, 2, 3]) records.push((await runSeed(caseOf(wild), { id: 'full' }, seed)).record);
    expect((await runSeed(caseOf(wild), { id: 'full' }, 2)).record).toEqual(records[1]);
    expect(new Set(records.map(({ eventLogDigest }) => eventLogDigest)).size).toBe(3);
    for (const { scienceValue, clairvoyantBound, valueOverBound } of records) {
      expect(scienceValue).toBeGreaterThan(0);
      expect(scienceValue).toBeLessThanOrEqual(clairvoyantBound);
      expect(valueOverBound).toBe(scienceValue / clairvoyantBound);
    }
    expect(new Set(records.map(({ scienceValue }) => scienceValue)).size).toBeGreaterThan(1);
  });

  it('without spread has no fault, and takes the times that were asked for', async () => {
    const { record, output } = await runSeed(caseOf(NOMINAL), { id: 'full' }, 1);
    expect(record.faultsInjected).toBe(0);
    const asked = new Map(run.requests.map(({ id, durationS }) => [id, durationS]));
    const done = output.activities.filter(({ quality }) => quality === 'complete');
    expect(done.length).toBeGreaterThan(10);
    for (const { requestId, fromEt, toEt } of done) expect(toEt - fromEt).toBeCloseTo(asked.get(requestId)!, 5);
  });

  it('takes the times that the seed draws otherwise, and the faults of a variant', async () => {
    const { dust, sunrise, light, faultRate } = NOMINAL;
    const slow = { dust, sunrise, light, faultRate, duration: { ...assumed.duration, si: 0.2 } };
    const { duration: _, ...rest } = slow;
    const variant = { id: 'x', extraFaults: [{ et: START + DAY, componentId: 'telescope', kind: 'instrumentFault', durationS: null }] }; // prettier-ignore
    const { record, output } = await runSeed(caseOf({ ...rest, duration: slow.duration }), variant, 4);
    const { durationFactor } = drawDisturbance(run.station, run.requests, slow, 4);
    const done = output.activities.filter(({ quality }) => quality === 'complete');
    expect(done.length).toBeGreaterThan(5);
    const asked = new Map(run.requests.map(({ id, durationS }) => [id, durationS]));
    for (const { requestId, fromEt, toEt } of done)
      expect((toEt - fromEt) / asked.get(requestId)!).toBeCloseTo(durationFactor[requestId]!, 6);
    expect(done.filter(({ instrumentId, toEt }) => instrumentId === 'telescope' && toEt > START + DAY)).toEqual([]);
    // what the broken telescope was asked for does not count
    const whole = await runSeed(caseOf(NOMINAL), { id: 'full' }, 4);
    expect(record.clairvoyantBound).toBeLessThan(whole.record.clairvoyantBound - 50);
  });
});

describe('the health of a component', () => {
  it('falls with each fault, comes back when one ends, and is never less than it is', () => {
    const faults = [
      { et: 100, durationS: 50, effect: 0.5 },
      { et: 120, durationS: null, effect: 0.2 },
    ];
    const { et, values } = healthOf(faults, 0, 1000);
    expect(et).toEqual([0, 100, 101, 120, 121, 149, 150, 1000]);
    expect(values).toEqual([1, 1, 0.5, 0.5, 0.4, 0.4, 0.8, 0.8]);
  });
});

describe('the table', () => {
  const records = [1, 2, 3, 4, 5].map((seed) => ({ seed, scienceValue: 10 * seed, valueOverBound: seed / 5, requestsMet: 1, hoursByMode: { nominal: 1, reduced: 0, safe: 0, sleep: 0 }, survived: seed > 1, lossAvoidable: seed > 1 ? null : false, breaches: [], avoidableBreaches: seed === 2 ? 1 : 0 }) as unknown as SeedRecord); // prettier-ignore

  it('has quantiles as R and NumPy take them', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.05)).toBe(12); // numpy.quantile(range(10, 60, 10), 0.05)
    expect(quantile([7], 0.95)).toBe(7);
    const table = campaignTable(records);
    expect(table).toMatchObject({ seeds: 5, survived: 4, provedFatal: 1, avoidableBreaches: 1, failedSeeds: [2] });
    expect(table.spreads.find(({ name }) => name === 'scienceValue')).toMatchObject({ p5: 12, p50: 30, p95: 48 });
  });

  it('compares seed by seed', () => {
    const value = CAMPAIGN_COLUMNS.find(([name]) => name === 'scienceValue')!;
    const less = records.map((record, i) => ({ ...record, scienceValue: record.scienceValue - 1 - i }));
    const difference = pairedDifference('less', records, less.slice(1), value);
    // 2, 3, 4, 5: mean 3.5, standard deviation sqrt(5/3)
    expect(difference).toMatchObject({ variant: 'less', mean: 3.5, least: 2, most: 5 });
    expect(difference.meanError).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12);
  });
});

describe('a loss', () => {
  const breach = { utc: '', why: '', avoidable: false };
  it('is equipment beyond its survival limits, or a bus that stays without voltage', () => {
    const floor = { ...breach, et: 1, what: 'floor', kind: 'floor' as const, toEt: 100 };
    const dark = { ...breach, et: 2, what: 'dark', kind: 'undervoltage' as const, toEt: 50 };
    expect(lossOf({ breaches: [floor, dark], toEt: 100 })).toBeNull();
    expect(lossOf({ breaches: [floor, { ...dark, toEt: 100 }], toEt: 100 })).toEqual({
      et: 2,
      by: 'dark',
      avoidable: false,
    });
    const cold = { ...breach, et: 1.5, what: 'cold', kind: 'cold' as const, toEt: 3 };
    expect(lossOf({ breaches: [{ ...dark, toEt: 100 }, cold], toEt: 100 })).toEqual({
      et: 1.5,
      by: 'cold',
      avoidable: false,
    });
  });
});
