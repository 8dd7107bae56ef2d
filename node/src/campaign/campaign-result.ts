import {
  CAMPAIGN_COLUMNS,
  campaignTable,
  pairedDifference,
  type CampaignTable,
  type PairedDifference,
  type SeedRecord,
  type Spreads,
} from '@openilrs/core/mission';
import type { Inputs } from '../mission/index.ts';
import { digestOf } from '../tiles/blob-store.ts';
import type { Software } from '../tiles/software-digest.ts';
import type { CampaignFolder } from './campaign-folder.ts';
import type { SeedFailure } from './run-campaign.ts';

/** What a campaign comes to: `campaign/campaign.json`. */
export interface CampaignResult {
  readonly missionId: string;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly firstSeed: number;
  readonly seeds: number;
  readonly variants: readonly VariantResult[];
  /** What each variant but the first costs on the same seeds: the first less the variant. */
  readonly differences: readonly PairedDifference[];
  readonly failed: readonly SeedFailure[];
  readonly spreads: Spreads;
  readonly provenance: { readonly software: Software; readonly command: string; readonly inputs: Inputs };
}

export interface VariantResult extends CampaignTable {
  readonly id: string;
  /** SHA-256 of the records of all seeds as JSON lines: the same for the same campaign, however it was run. */
  readonly recordsDigest: string;
}

/** What is compared between variants. */
const COMPARED = [
  'valueOverBound',
  'scienceValue',
  'requestsMet',
  'worstBatteryFraction',
  'avoidableBreaches',
  'breaches',
];

export interface CampaignWords {
  readonly firstSeed: number;
  readonly seeds: number;
  /** That makes the campaign again. */
  readonly command: string;
  readonly failed: readonly SeedFailure[];
}

/** @param records by variant, the reference first, each in the order of its seeds */
export function campaignResult(
  { made, software }: Pick<CampaignFolder, 'made' | 'software'>,
  records: ReadonlyMap<string, readonly SeedRecord[]>,
  { firstSeed, seeds, command, failed }: CampaignWords,
): CampaignResult {
  const { operations, spreads, provenance } = made.case;
  const { startEt, endEt } = operations.environment;
  const entries = [...records].filter(([, list]) => list.length > 0);
  const [reference, ...others] = entries;
  const columns = CAMPAIGN_COLUMNS.filter(([name]) => COMPARED.includes(name));
  return {
    missionId: operations.missionId,
    fromUtc: operations.utc(startEt),
    toUtc: operations.utc(endEt),
    firstSeed,
    seeds,
    variants: entries.map(([id, list]) => ({ id, ...campaignTable(list), recordsDigest: digestOf(jsonLines(list)) })),
    differences: others.flatMap(([id, list]) => columns.map((column) => pairedDifference(id, reference![1], list, column))), // prettier-ignore
    failed,
    spreads,
    provenance: { software, command, inputs: provenance.inputs },
  };
}

/** The records of all seeds as text, in which each campaign is the same however it was run. */
export function jsonLines(records: readonly SeedRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
