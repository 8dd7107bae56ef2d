import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { campaignsOf, openPsplib, runCampaign } from './validation/rcpsp-runs.ts';
import { rcpspCsv, rcpspPage, summaryOf } from './validation/rcpsp-table.ts';

export const title = 'Projects of PSPLIB: gap to the best known, lower bounds, proofs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `npm run bench -- rcpsp`: a second for each of a few instances. `RCPSP=j30:10,j60:30,j120:30 npm run bench -- rcpsp` runs what is named (set, seconds, every so-manieth) and
 * writes docs/validation/rcpsp.md and .csv. `PSPLIB` is the folder of the data.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = process.env['PSPLIB'] ?? `${root}../shared/reference/scheduling`;
  const psplib = openPsplib(folder);
  if (psplib === null) return print('no instances of PSPLIB: name their folder, with psplib_bounds.csv, in PSPLIB');
  const asked = process.env['RCPSP'];
  try {
    const results = campaignsOf(asked ?? 'j30:1:20,j60:1:40,j120:1:40').map((campaign) => {
      const result = runCampaign(psplib, campaign, asked === undefined ? () => {} : print);
      const one = summaryOf(result);
      print(
        `${campaign.set}, ${one.instances} instances, ${campaign.seconds} s: mean gap ${one.meanGapPct.toFixed(2)} %, worst ${one.worstGapPct.toFixed(1)} %, ${one.atBest} at best known, ${one.proved} proved, bound ${one.boundBelowPct.toFixed(2)} % below the best known, mean ${one.meanCpuS.toFixed(2)} s`,
      );
      return result;
    });
    if (asked !== undefined) await writePage(results, asked);
  } finally {
    psplib.close();
  }
}

async function writePage(results: Parameters<typeof rcpspPage>[0], asked: string): Promise<void> {
  const { format } = await import('prettier');
  const page = rcpspPage(results, new Date().toISOString().slice(0, 10), `RCPSP=${asked} npm run bench -- rcpsp`);
  writeFileSync(`${root}docs/validation/rcpsp.md`, await format(page, { parser: 'markdown', proseWrap: 'preserve' }));
  writeFileSync(`${root}docs/validation/rcpsp.csv`, rcpspCsv(results));
}
