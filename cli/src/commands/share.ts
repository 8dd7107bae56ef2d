import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { ExecutedActivity, OperateSummary, ShareResult } from '@openilrs/core/mission';
import {
  missionInCommand,
  namedInputs,
  openWorld,
  outInCommand,
  readMission,
  requireWritable,
} from '@openilrs/node/mission';
import { siteOfRun } from '@openilrs/node/operate';
import { runShare } from '@openilrs/node/share';
import type { Command } from 'commander';
import { interruptible } from '../interrupt.ts';
import { terminalProgress } from '../progress.ts';

/** `ilrs share MISSION --out DIR`: products, labels, hubs and receipts of the operations in a run folder. */
export function registerShare(program: Command): void {
  program
    .command('share')
    .description('make data products of the experiments that ran, deposit them in the hubs, gather receipts')
    .argument('<mission>', 'mission file (YAML)')
    .requiredOption('--out <dir>', 'run folder with operate/ in it; share/ in it is replaced as a whole')
    .option('--json', 'print the result as JSON (it is also in share/share.json)')
    .action(async (file: string, options: { out: string; json?: true }) => {
      const onDisk = readMission(file);
      await requireWritable(options.out);
      const summary = ofRun<OperateSummary>(options.out, 'summary.json');
      const activities = ofRun<ExecutedActivity[]>(options.out, 'activities.json');
      const site = summary.site ?? siteOfRun(onDisk, options.out);
      if (site === null) throw missing(options.out, 'survey/survey.json', 'survey');
      const { ephemeris } = await openWorld(onDisk);
      const { provenance, eventLogDigest } = summary;
      const result = await interruptible((signal) =>
        runShare({
          mission: onDisk.mission,
          activities,
          site,
          seed: summary.seed,
          leapSeconds: ephemeris.leapSeconds,
          outDir: options.out,
          missionSha256: onDisk.sha256,
          eventLogDigest,
          provenance: {
            ...provenance,
            command: `${provenance.command} && ilrs share ${missionInCommand(onDisk)} ${outInCommand(onDisk)}`,
            inputs: namedInputs([...Object.entries(provenance.inputs), [onDisk.name, onDisk.sha256]]),
          },
          signal,
          progress: terminalProgress('share', options.json),
        }),
      );
      console.log(options.json ? JSON.stringify(result, null, 2) : inWords(result));
    });
}

function ofRun<T>(folder: string, name: string): T {
  try {
    return JSON.parse(readFileSync(join(folder, 'operate', name), 'utf8')) as T;
  } catch (cause) {
    throw missing(folder, `operate/${name}`, 'operate', cause);
  }
}

function missing(folder: string, file: string, verb: string, cause?: unknown): InputError {
  return new InputError('RUN_MISSING', 'is not there or cannot be read', {
    where: join(folder, file),
    remedy: `Run \`ilrs ${verb} MISSION --out ${folder}\` first`,
    cause,
  });
}

function inWords({ products, hubs }: ShareResult): string {
  const safe = products.filter((product) => product.safe).length;
  return [
    `${products.length} products, ${safe} of them safe`,
    ...hubs.map(
      (hub) =>
        `  ${hub.id.padEnd(12)} ${hub.country}  ${hub.logSize} log entries, ${hub.objects} objects, ${(hub.bytes / 1e6).toFixed(1)} MB, root ${hub.rootHashHex.slice(0, 16)}...`,
    ),
  ].join('\n');
}
