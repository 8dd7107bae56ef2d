import type { SeedRecord } from './seed-record.ts';

/** Quantile `p` of ascending values by linear interpolation (type 7 of Hyndman and Fan 1996, what R and NumPy take). */
export function quantile(ascending: readonly number[], p: number): number {
  const at = (ascending.length - 1) * p;
  const low = Math.floor(at);
  const [a, b] = [ascending[low]!, ascending[Math.min(low + 1, ascending.length - 1)]!];
  return a + (b - a) * (at - low);
}

/** One quantity over all seeds. */
export interface Spread {
  readonly name: string;
  readonly unit: string;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly least: number;
  readonly most: number;
}

export interface CampaignTable {
  readonly seeds: number;
  readonly survived: number;
  /** Of those that were lost, how many no policy could have saved. */
  readonly provedFatal: number;
  readonly avoidableBreaches: number;
  readonly unavoidableBreaches: number;
  /** Seeds with an avoidable breach: to look at. */
  readonly failedSeeds: readonly number[];
  readonly spreads: readonly Spread[];
}

/** What is tabulated of each seed. */
export const CAMPAIGN_COLUMNS: readonly (readonly [name: string, unit: string, of: (record: SeedRecord) => number])[] =
  [
    ['valueOverBound', '1', (r) => r.valueOverBound],
    ['scienceValue', '1', (r) => r.scienceValue],
    ['clairvoyantBound', '1', (r) => r.clairvoyantBound],
    ['requestsMet', '1', (r) => r.requestsMet],
    ['worstBatteryFraction', '1', (r) => r.worstBatteryFraction],
    ['hoursNominal', 'h', (r) => r.hoursByMode.nominal],
    ['hoursReduced', 'h', (r) => r.hoursByMode.reduced],
    ['hoursSafe', 'h', (r) => r.hoursByMode.safe],
    ['hoursSleep', 'h', (r) => r.hoursByMode.sleep],
    ['breaches', '1', (r) => r.breaches.length],
    ['avoidableBreaches', '1', (r) => r.avoidableBreaches],
    ['faultsInjected', '1', (r) => r.faultsInjected],
    ['replans', '1', (r) => r.replans],
    ['dataProducedBit', 'bit', (r) => r.dataProducedBit],
    ['dataReturnedBit', 'bit', (r) => r.dataReturnedBit],
    ['dataKeptBit', 'bit', (r) => r.dataKeptBit],
    ['dataLostBit', 'bit', (r) => r.dataLostBit],
  ];

/** @param records at least one, in the order of their seeds */
export function campaignTable(records: readonly SeedRecord[]): CampaignTable {
  const sum = (of: (record: SeedRecord) => number) => records.reduce((total, record) => total + of(record), 0);
  return {
    seeds: records.length,
    survived: sum(({ survived }) => Number(survived)),
    provedFatal: sum(({ lossAvoidable }) => Number(lossAvoidable === false)),
    avoidableBreaches: sum(({ avoidableBreaches }) => avoidableBreaches),
    unavoidableBreaches: sum(({ breaches, avoidableBreaches }) => breaches.length - avoidableBreaches),
    failedSeeds: records.filter(({ avoidableBreaches }) => avoidableBreaches > 0).map(({ seed }) => seed),
    spreads: CAMPAIGN_COLUMNS.map(([name, unit, of]) => spreadOf(name, unit, records.map(of))),
  };
}

export function spreadOf(name: string, unit: string, values: readonly number[]): Spread {
  const ascending = [...values].sort((a, b) => a - b);
  const [p5, p50, p95] = [0.05, 0.5, 0.95].map((p) => quantile(ascending, p)) as [number, number, number];
  return { name, unit, p5, p50, p95, least: ascending[0]!, most: ascending.at(-1)! };
}

/** What taking something away costs on the same seeds: reference less variant, seed by seed. */
export interface PairedDifference extends Spread {
  readonly variant: string;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly meanError: number;
}

export function pairedDifference(
  variant: string,
  reference: readonly SeedRecord[],
  others: readonly SeedRecord[],
  [name, unit, of]: (typeof CAMPAIGN_COLUMNS)[number],
): PairedDifference {
  const known = new Map(others.map((record) => [record.seed, record]));
  const differences = reference.flatMap((record) => {
    const other = known.get(record.seed);
    return other === undefined ? [] : [of(record) - of(other)];
  });
  const n = differences.length;
  const mean = differences.reduce((a, b) => a + b, 0) / n;
  const variance = differences.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, n - 1);
  return { variant, mean, meanError: Math.sqrt(variance / n), ...spreadOf(name, unit, differences) };
}
