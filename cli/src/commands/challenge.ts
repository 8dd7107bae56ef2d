import { AUTONOMY_PARTS } from '@openilrs/core/autonomy';
import { InputError } from '@openilrs/core/errors';
import type { Scenario } from '@openilrs/core/mission';
import { projectPath } from '@openilrs/node/bundled';
import {
  createSeedCrew,
  openCampaign,
  readBest,
  readScenarios,
  recordsOf,
  runCampaign,
  scenarioCase,
  scoreOf,
  type Score,
  type SeedCrew,
} from '@openilrs/node/campaign';
import { requireWritable } from '@openilrs/node/mission';
import { writeFilesWhole } from '@openilrs/node/outputs';
import type { Command } from 'commander';
import { join } from 'node:path';
import { interruptible } from '../interrupt.ts';
import { withoutFrom } from '../operate-options.ts';
import { countOption } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';

interface ChallengeOptions {
  readonly only?: string;
  readonly without?: string;
  readonly by: string;
  readonly out?: string;
  readonly workers?: string;
  readonly json?: true;
}

/** `ilrs challenge [SCENARIOS]`: how well the autonomy does on the public scenarios, beside the best known. Exit code 1 when a life failed. */
export function registerChallenge(program: Command): void {
  program
    .command('challenge')
    .description('score the autonomy on the public challenge set, beside the best known values')
    .argument('[scenarios]', 'list of scenarios (default: the bundled examples/challenge/scenarios.json)')
    .option('--only <words>', 'scenarios whose ids begin with one of these, separated by commas')
    .option('--without <parts>', `take parts of the autonomy away: ${AUTONOMY_PARTS.join(', ')}`)
    .option('--by <name>', 'whose autonomy it is, for the scores that are written', 'OpenILRS')
    .option(
      '--out <dir>',
      'folder; scores.json is written into it, and each scenario as a campaign: ended and taken up at any time',
    ) // prettier-ignore
    .option('--workers <count>', 'worker threads (default: all cores)')
    .option('--json', 'print the scores as JSON')
    .addHelpText('after', '\nExample:\n  ilrs challenge --only 17,18 --out runs/challenge')
    .action(async (file: string | undefined, options: ChallengeOptions) => {
      const scores = await interruptible((signal) => challenge(file ?? projectPath('examples/challenge/scenarios.json'), options, signal)); // prettier-ignore
      console.log(options.json ? JSON.stringify(scores, null, 2) : inWords(scores));
    });
}

interface Compared extends Score {
  readonly by: string;
  readonly best: number | null;
}

async function challenge(file: string, options: ChallengeOptions, signal: AbortSignal): Promise<Compared[]> {
  const { out, by, json } = options;
  const scenarios = chosen(readScenarios(file), options.only);
  const autonomy = withoutFrom(options.without);
  const threads = options.workers === undefined ? undefined : countOption('--workers', options.workers, 1, 64, 'threads'); // prettier-ignore
  if (out !== undefined) await requireWritable(out);
  const best = readBest(file);
  const crew = await createSeedCrew(threads);
  try {
    const scores: Compared[] = [];
    for (const scenario of scenarios) {
      const folder = out === undefined ? null : join(out, scenario.id);
      const score = await run(scenario, file, autonomy, folder, crew, signal, json);
      scores.push({ ...score, by, best: best.get(scenario.id)?.score ?? null });
    }
    if (out !== undefined) await writeFilesWhole(out, [['scores.json', `${JSON.stringify(scores.map(({ best: _, ...score }) => score), null, 1)}\n`]]); // prettier-ignore
    return scores;
  } finally {
    await crew.close();
  }
}

async function run(
  scenario: Scenario,
  file: string,
  autonomy: ReturnType<typeof withoutFrom>,
  out: string | null,
  crew: SeedCrew,
  signal: AbortSignal,
  json?: true,
): Promise<Score> {
  const folder = await openCampaign(await scenarioCase(scenario, file), out);
  const without = Object.keys(autonomy);
  const variant = without.length === 0 ? { id: 'full' } : { id: `without-${without.join('-')}`, autonomy };
  const progress = terminalProgress(scenario.id, json);
  const [failed] = await runCampaign(folder, crew, [variant], scenario.seeds, { signal, progress });
  if (failed !== undefined) throw new Error(`${scenario.id}, seed ${failed.seed}: ${failed.error}`);
  return scoreOf(scenario.id, await recordsOf(folder, variant.id, scenario.seeds));
}

function chosen(scenarios: readonly Scenario[], only: string | undefined): readonly Scenario[] {
  if (only === undefined) return scenarios;
  const words = only.split(',').map((word) => word.trim());
  const found = scenarios.filter(({ id }) => words.some((word) => word !== '' && id.startsWith(word)));
  if (found.length > 0) return found;
  throw new InputError('OPTION_VALUE', `no scenario begins with "${only}"`, {
    where: '--only',
    legal: scenarios.map(({ id }) => id).join(', '),
  });
}

function inWords(scores: readonly Compared[]): string {
  const mean = (of: (score: Compared) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const rows = scores.map(({ id, score, best, survived, seeds, digest }) => {
    const breaches = seeds.reduce((sum, { avoidableBreaches }) => sum + avoidableBreaches, 0);
    const known = best === null ? '-' : best.toFixed(2);
    return `  ${id.padEnd(22)}${score.toFixed(2).padStart(8)}${known.padStart(8)}   survived ${survived} of ${seeds.length}, ${breaches} avoidable breaches, ${digest.slice(0, 12)}`;
  });
  return [`  ${'scenario'.padEnd(22)}${'score'.padStart(8)}${'best'.padStart(8)}`, ...rows, `  ${'mean'.padEnd(22)}${mean(({ score }) => score).toFixed(2).padStart(8)}`].join('\n'); // prettier-ignore
}
