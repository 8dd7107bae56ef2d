import { CAMPAIGN_COLUMNS, type SeedRecord } from '@openilrs/core/mission';
import { rasterize } from '../figures/rasterize.ts';
import { writeFilesWhole, type OutputFile } from '../outputs/index.ts';
import { campaignPicture } from './campaign-picture.ts';
import { jsonLines, type CampaignResult } from './campaign-result.ts';

/**
 * Writes `campaign/`: `campaign.json` (table and provenance), and for each variant `<id>.csv` and `<id>.jsonl` (all seeds), `<id>.svg` and `<id>.png` (distribution of value over
 * bound, hours by mode, survival, worst battery). Each file is written whole.
 *
 * @returns paths of the files
 */
export async function writeCampaign(
  folder: string,
  result: CampaignResult,
  records: ReadonlyMap<string, readonly SeedRecord[]>,
): Promise<string[]> {
  const files: OutputFile[] = [['campaign.json', `${JSON.stringify(result, null, 2)}\n`]];
  for (const variant of result.variants) {
    const list = records.get(variant.id)!;
    const svg = campaignPicture(result, variant, list);
    files.push(
      [`${variant.id}.csv`, seedsCsv(list)],
      [`${variant.id}.jsonl`, jsonLines(list)],
      [`${variant.id}.svg`, svg],
      [`${variant.id}.png`, await rasterize(svg, 1.5)],
    );
  }
  return writeFilesWhole(folder, files);
}

/** One row a seed; numbers with all their digits. */
export function seedsCsv(records: readonly SeedRecord[]): string {
  const names = ['seed', ...CAMPAIGN_COLUMNS.map(([name]) => name), 'survived', 'lostEt', 'eventLogDigest'];
  const rows = records.map((record) =>
    [
      record.seed,
      ...CAMPAIGN_COLUMNS.map(([, , of]) => of(record)),
      Number(record.survived),
      record.lostEt ?? '',
      record.eventLogDigest,
    ].join(','),
  );
  return `${[names.join(','), ...rows].join('\n')}\n`;
}
