import { AUTONOMY_PARTS } from '@openilrs/core/autonomy';
import { InputError } from '@openilrs/core/errors';
import { componentLosses, type SeedRecord, type Variant } from '@openilrs/core/mission';
import {
  ABLATION,
  campaignResult,
  createSeedCrew,
  makeCase,
  openCampaign,
  pendingLives,
  recordsOf,
  runCampaign,
  sendSeeds,
  writeCampaign,
  type CampaignResult,
  type SeedCrew,
  type SendSeedsOptions,
  type VariantResult,
} from '@openilrs/node/campaign';
import { requireWritable } from '@openilrs/node/mission';
import { openQueue, type Queue } from '@openilrs/node/work-queue';
import type { PreparedOperations } from '@openilrs/node/operate';
import type { Command } from 'commander';
import { columnWords } from '../campaign-words.ts';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { addQueueOptions, queueAddress, type QueueOptions } from './cap-options.ts';
import { askedRun, type OperateWords } from '../operate-options.ts';
import { countOption, numberOption, refuseWith } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';
import { seedOption } from '../seed-option.ts';

interface CampaignOptions extends Omit<OperateWords, 'seed'>, QueueOptions {
  readonly ackWait?: string;
  readonly seeds: string;
  readonly firstSeed?: string;
  readonly nominal?: true;
  readonly ablation?: true;
  readonly loseEach?: string;
  readonly workers?: string;
}

const again = (text: string, before: readonly string[]) => [...before, text];

/** `ilrs campaign MISSION --seeds 1000 --out DIR`: many lives of one station. Exit code 1 when a safety limit was passed that could have been kept, or a life failed. */
export function registerCampaign(program: Command): void {
  const command = program
    .command('campaign')
    .description(
      'let the station live many times, with other faults, dust, light and durations each time, and say how it fares: P5, P50, P95',
    ) // prettier-ignore
    .argument(
      '<mission>',
      'mission file (YAML); its section `campaign` says how far each life may be from what is declared',
    ) // prettier-ignore
    .option('--seeds <count>', 'number of lives', '100')
    .option('--first-seed <n>', 'seed of the first; the others follow (default: that of the mission file)')
    .option('--days <days>', 'length of each life (default: to the end of the mission)')
    .option(
      '--out <dir>',
      'run folder; campaign/ is written into it, a record for each seed as soon as it is done; the same command goes on where it was ended',
    ) // prettier-ignore
    .option('--site <lat,lon>', 'place of the station in degrees, instead of that of the mission file or of the survey')
    .option(
      '--fault <et,component,kind,seconds>',
      'a fault in every life, as `ilrs operate` takes it; may be given again',
      again,
      [] as readonly string[],
    ) // prettier-ignore
    .option(
      '--no-contact <from..days>',
      'no link reaches anybody for so many days from a UTC date on; may be given again',
      again,
      [] as readonly string[],
    ) // prettier-ignore
    .option('--nominal', 'everything as declared, and no fault but those of --fault')
    .option('--without <parts>', `take parts of the autonomy away: ${AUTONOMY_PARTS.join(', ')}, separated by commas`)
    .option('--ablation', 'each seed with the whole autonomy and without each of its parts: what each is worth')
    .option(
      '--lose-each <day>',
      'one life for each component, which is lost for good on that day: survived, or proved fatal',
    ) // prettier-ignore
    .option('--workers <count>', 'worker threads (default: all cores)')
    .option(
      '--queue <url>',
      'let `ilrs campaign-worker` run the lives, on any machines: NATS server with JetStream, nats://host:port',
    )
    .option(
      '--ack-wait <seconds>',
      'with --queue: a worker that gives no sign for so long is taken for dead (default: 30)',
    );
  addQueueOptions(command, 'ilrs-campaign')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs campaign examples/ilrs-reference.yaml --site=-89.4516,222.7581 --seeds 1000 --out runs/many',
    ) // prettier-ignore
    .action(async (file: string, options: CampaignOptions) => {
      const { result, files } = await interruptible((signal) => campaign(file, options, signal));
      console.log(options.json ? JSON.stringify(result, null, 2) : inWords(result, files));
      const bad = result.variants[0]?.avoidableBreaches ?? 0;
      if (bad > 0 || result.failed.length > 0) process.exitCode = 1;
    });
}

async function campaign(file: string, options: CampaignOptions, signal: AbortSignal) {
  const { out, nominal = false, json } = options;
  const count = countOption('--seeds', options.seeds, 1, 10_000_000, 'lives');
  const threads = options.workers === undefined ? undefined : countOption('--workers', options.workers, 1, 64, 'threads'); // prettier-ignore
  const first = firstSeed(options.firstSeed, count);
  refuseTogether(options);
  if (options.queue !== undefined) refuseWith('--queue', { '--workers': options.workers }, 'Give it to the workers');
  if (out !== undefined) await requireWritable(out);
  const { onDisk, world, prepared, run } = await askedRun(file, options, signal);
  const words = options.days === undefined ? [] : [`--days ${Number(options.days)}`];
  const made = makeCase(prepared, world.ephemeris.leapSeconds, { ...run, nominal, words });
  const folder = await openCampaign(made, out ?? null);
  const base = first ?? onDisk.mission.mission.seed;
  const seeds = Array.from({ length: count }, (_, i) => base + i);
  const { variants, word } = variantsOf(options, prepared);
  const known = variants.length * count - (await pendingLives(folder, variants, seeds)).length;
  if (known > 0) sayNotice(`${known} of ${variants.length * count} lives are done already`, json);
  const how = { signal, progress: terminalProgress('campaign', json) };
  const failed = options.queue === undefined
    ? await onThreads(threads, (crew) => runCampaign(folder, crew, variants, seeds, how))
    : await overQueue(options.queue, options, (queue, more) => sendSeeds(folder, queue, variants, seeds, { ...how, ...more })); // prettier-ignore
  const records = new Map<string, readonly SeedRecord[]>();
  for (const { id } of variants) records.set(id, await recordsOf(folder, id, seeds));
  const again = `--first-seed ${base} --seeds ${count}${word}`;
  const command = made.case.provenance.command.replace('--first-seed {seed} --seeds 1', again);
  const result = campaignResult(folder, records, { firstSeed: base, seeds: count, command, failed });
  const files = out === undefined ? [] : await writeCampaign(folder.folder, result, records);
  return { result, files };
}

async function onThreads<T>(threads: number | undefined, work: (crew: SeedCrew) => Promise<T>): Promise<T> {
  const crew = await createSeedCrew(threads);
  try {
    return await work(crew);
  } finally {
    await crew.close();
  }
}

async function overQueue<T>(
  url: string,
  options: CampaignOptions,
  work: (queue: Queue, more: Pick<SendSeedsOptions, 'ackWaitS' | 'say'>) => Promise<T>,
): Promise<T> {
  const { ackWait, json } = options;
  const wait = ackWait === undefined ? {} : { ackWaitS: numberOption('--ack-wait', ackWait, 1, 3600, 's') };
  const queue = await openQueue(queueAddress(url, options));
  try {
    return await work(queue, { ...wait, say: (text) => sayNotice(text, json) });
  } finally {
    await queue.close();
  }
}

/** The lives of each seed, the one with which the others are compared first. */
function variantsOf(
  { ablation, loseEach, without }: CampaignOptions,
  { station, environment: { startEt, endEt } }: PreparedOperations,
): { variants: readonly Variant[]; word: string } {
  if (ablation === true) return { variants: ABLATION, word: ' --ablation' };
  if (loseEach === undefined) return { variants: [{ id: without === undefined ? 'full' : withoutId(without) }], word: '' }; // prettier-ignore
  const days = (endEt - startEt) / 86_400;
  const day = numberOption('--lose-each', loseEach, 0, Math.floor(days - 1e-9), 'days after the start');
  return {
    variants: [{ id: 'full' }, ...componentLosses(station, startEt + day * 86_400)],
    word: ` --lose-each ${day}`,
  };
}

/** @throws InputError `OPTION_CONFLICT` */
function refuseTogether({ ablation, loseEach, without }: CampaignOptions): void {
  if (ablation === undefined) return;
  refuseWith('--ablation', { '--without': without, '--lose-each': loseEach }, 'Give one of the two');
}

function withoutId(parts: string): string {
  return `without-${parts.split(',').map((part) => part.trim()).join('-')}`; // prettier-ignore
}

/** @throws InputError `OPTION_VALUE` when the last seed would be none */
function firstSeed(text: string | undefined, count: number): number | undefined {
  const first = seedOption(text);
  if (first === undefined || first + count - 1 <= 0xffffffff) return first;
  throw new InputError('OPTION_VALUE', `${count} seeds from ${first} end beyond the last seed`, {
    where: '--first-seed',
    legal: `0 to ${0xffffffff - count + 1}`,
  });
}

function inWords(result: CampaignResult, files: readonly string[]): string {
  const { missionId, fromUtc, toUtc, firstSeed: first, seeds, variants, differences, failed } = result;
  const tables = variants.length > 5 ? [inRows(variants)] : variants.flatMap(inTable);
  const worth = differences
    .filter(({ name }) => name === 'scienceValue' || name === 'avoidableBreaches')
    .map(({ variant, name, mean, meanError, p5, p95 }) => `  ${variant}: ${columnWords(name).words} full less this ${mean.toFixed(2)} +- ${meanError.toFixed(2)} (P5 ${p5.toFixed(1)}, P95 ${p95.toFixed(1)})`); // prettier-ignore
  return [
    `${missionId}, ${fromUtc} to ${toUtc}, seeds ${first} to ${first + seeds - 1}`,
    ...tables,
    ...(worth.length === 0 ? [] : ['what each part is worth, on the same seeds:', ...worth]),
    ...failed.slice(0, 5).map(({ variant, seed, error }) => `failed: ${variant}, seed ${seed}: ${error}`),
    ...files.map((path) => `wrote ${path}`),
  ].join('\n');
}

function inTable(variant: VariantResult): string[] {
  const { failedSeeds: bad } = variant;
  const seen = bad.length === 0 ? '' : `; avoidable with seeds ${bad.slice(0, 8).join(', ')}${bad.length > 8 ? ', ...' : ''}`; // prettier-ignore
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join('');
  return [
    `${variant.id}: ${variant.seeds} lives, survived ${variant.survived}, breaches ${variant.avoidableBreaches} avoidable, ${variant.unavoidableBreaches} not${seen}`,
    `  ${'quantity'.padEnd(26)}${row(['P5', 'P50', 'P95', 'least', 'most'])}`,
    ...variant.spreads.map(({ name, p5, p50, p95, least, most }) => `  ${columnWords(name).words.padEnd(26)}${row([p5, p50, p95, least, most].map(columnWords(name).written))}`),
    `  records  sha256 ${variant.recordsDigest}`,
  ]; // prettier-ignore
}

/** One line a variant: what it came to. */
function inRows(variants: readonly VariantResult[]): string {
  const width = Math.max(...variants.map(({ id }) => id.length)) + 2;
  const rows = variants.map(({ id, seeds, survived, provedFatal, avoidableBreaches, unavoidableBreaches, spreads }) => {
    const share = spreads.find(({ name }) => name === 'valueOverBound')!.p50;
    const fate =
      survived === seeds ? 'survived' : survived + provedFatal === seeds ? 'proved fatal' : 'lost, not proved fatal';
    return `  ${id.padEnd(width)}${`${(100 * share).toFixed(1)} %`.padStart(9)}  ${fate.padEnd(24)}breaches ${avoidableBreaches} avoidable, ${unavoidableBreaches} not`;
  });
  return [`  ${''.padEnd(width)}value over bound, P50`, ...rows].join('\n');
}
