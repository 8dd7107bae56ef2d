import { join } from 'node:path';
import { runChain, type ChainResult } from '@openilrs/node/chain';
import { readMission } from '@openilrs/node/mission';
import type { Command } from 'commander';
import { sayVerb } from '../chain-words.ts';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { terminalProgress } from '../progress.ts';
import { seedOption } from '../seed-option.ts';

interface RunOptions {
  readonly out?: string;
  readonly seed?: string;
  readonly json?: true;
}

/** `ilrs run MISSION --out DIR`: the whole chain. */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('the whole chain: survey, construct, operate, share')
    .argument('<mission>', 'mission file (YAML)')
    .option('--out <dir>', 'run folder (default: runs/<mission id>)')
    .option('--seed <n>', 'seed of faults and simulated measurements (default: that of the mission file)')
    .option('--json', 'print site, summary and hubs as JSON')
    .addHelpText('after', '\nExample:\n  ilrs run examples/ilrs-reference.yaml --out runs/mine')
    .action(async (file: string, options: RunOptions) => {
      const seed = seedOption(options.seed);
      const onDisk = readMission(file);
      const outDir = options.out ?? join('runs', onDisk.mission.mission.id);
      const result = await interruptible((signal) =>
        runChain(onDisk, {
          outDir,
          ...(seed === undefined ? {} : { seed }),
          signal,
          notice: (text) => sayNotice(text, options.json),
          progress: (verb) => terminalProgress(verb, options.json),
          ...(options.json ? {} : { finished: (...finding) => console.error(sayVerb(...finding)) }),
        }),
      );
      console.log(
        options.json
          ? JSON.stringify(inShort(result), null, 2)
          : `results are in ${outDir}; look at them with: npx ilrs serve --run ${outDir}`,
      );
    });
}

function inShort({ survey, construct, operate, share }: ChainResult) {
  const { summary } = operate;
  return {
    site: survey.site,
    delivered: construct.deliveredBy,
    operate: summary,
    products: share.products.length,
    safe: share.products.filter(({ safe }) => safe).length,
    hubs: share.hubs,
  };
}
