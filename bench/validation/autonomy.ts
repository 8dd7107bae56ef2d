import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAMPAIGN_COLUMNS, campaignTable, componentLosses, noContact, pairedDifference, type SeedRecord, type Variant } from '@openilrs/core/mission'; // prettier-ignore
import { utcToEt } from '@openilrs/core/time';
import { projectPath } from '@openilrs/node/bundled';
import { ABLATION, createSeedCrew, makeCase, openCampaign, recordsOf, runCampaign, type CaseOptions, type SeedCrew } from '@openilrs/node/campaign'; // prettier-ignore
import { openWorld, readMission } from '@openilrs/node/mission';
import { prepareOperations } from '@openilrs/node/operate';

const MISSION = 'examples/ilrs-reference.yaml';
/** Where the survey of the reference mission puts the station. */
const SITE = { latDeg: -89.4516, lonDeg: 222.7581 };
/** The same station with a programme that asks for more than it can do: what each part of the autonomy is worth where a plan has to choose. */
const HARD_MISSION = 'examples/challenge/ilrs-oversubscribed.yaml';
const DAY_S = 86_400;
const LOST_ON_DAY = 30;
const SILENT_FROM = '2035-01-05';
const SILENT_DAYS = 400;

export interface AutonomyRuns {
  readonly nominal: SeedRecord;
  readonly seeds: readonly SeedRecord[];
  readonly silent: readonly SeedRecord[];
  readonly losses: readonly { readonly id: string; readonly what: string; readonly record: SeedRecord }[];
  readonly ablation: ReadonlyMap<string, readonly SeedRecord[]>;
  readonly hardAblation: ReadonlyMap<string, readonly SeedRecord[]>;
  /** Commands that make each of them again. */
  readonly commands: readonly string[];
}

export interface AutonomySizes {
  readonly seeds: number;
  readonly ablationSeeds: number;
  readonly hardSeeds: number;
  /** Campaigns are kept here, and taken up again. */
  readonly folder: string;
}

/** `AUTONOMY_SEEDS`, `AUTONOMY_ABLATION_SEEDS`, `AUTONOMY_HARD_SEEDS`, `AUTONOMY_DIR` of the environment. */
export function autonomySizes(env: NodeJS.ProcessEnv): AutonomySizes {
  const count = (name: string, otherwise: number) => Math.max(1, Math.floor(Number(env[name] ?? otherwise)));
  return {
    seeds: count('AUTONOMY_SEEDS', 24),
    ablationSeeds: count('AUTONOMY_ABLATION_SEEDS', 8),
    hardSeeds: count('AUTONOMY_HARD_SEEDS', 4),
    folder: env['AUTONOMY_DIR'] ?? mkdtempSync(join(tmpdir(), 'autonomy-')),
  };
}

/** The campaigns behind the page: one year of the reference station, nominal, with spreads, silent, with each component lost, and without each part of the autonomy. */
export async function autonomyRuns(sizes: AutonomySizes, say: (line: string) => void): Promise<AutonomyRuns> {
  const crew = await createSeedCrew(availableParallelism());
  const commands: string[] = [];
  const first = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  try {
    const year = await prepared();
    const part = (name: string, asked: Omit<Part, 'name'>) =>
      run({ name, ...asked }, sizes.folder, crew, commands, say);
    const nominal = await part('nominal', { ...year, options: { nominal: true }, seeds: [1], word: '' });
    const seeds = await part('full', { ...year, options: {}, seeds: first(sizes.seeds), word: '' });
    const long = await prepared(410);
    const silence = noContact(long.prepared.station, utcToEt(long.leapSeconds, SILENT_FROM), SILENT_DAYS * DAY_S);
    const silent = await part('silent', { ...long, options: { extraFaults: silence, words: ['--days 410'] }, seeds: first(3), word: '' }); // prettier-ignore
    const losses = componentLosses(year.prepared.station, year.prepared.environment.startEt + LOST_ON_DAY * DAY_S);
    const lost = await part('lose', { ...year, options: { nominal: true }, seeds: [1], variants: losses, word: ` --lose-each ${LOST_ON_DAY}` }); // prettier-ignore
    const ablation = await part('ablation', { ...year, options: {}, seeds: first(sizes.ablationSeeds), variants: ABLATION, word: ' --ablation' }); // prettier-ignore
    const hard = await prepared(undefined, HARD_MISSION);
    const hardAblation = await part('hard', { ...hard, options: {}, seeds: first(sizes.hardSeeds), variants: ABLATION, word: ' --ablation' }); // prettier-ignore
    return {
      nominal: nominal.get('full')![0]!,
      seeds: seeds.get('full')!,
      silent: silent.get('full')!,
      losses: losses.map(({ id, what }) => ({ id, what, record: lost.get(id)![0]! })),
      ablation,
      hardAblation,
      commands,
    };
  } finally {
    await crew.close();
  }
}

interface Part extends Awaited<ReturnType<typeof prepared>> {
  readonly name: string;
  readonly options: CaseOptions;
  readonly seeds: readonly number[];
  readonly variants?: readonly Variant[];
  readonly word: string;
}

async function prepared(days?: number, file = MISSION) {
  const onDisk = readMission(projectPath(file));
  const { mission } = onDisk.mission;
  const end =
    days === undefined ? mission.end : new Date(Date.parse(mission.start) + days * DAY_S * 1000).toISOString();
  const lasting = { ...onDisk, file, mission: { ...onDisk.mission, mission: { ...mission, end } } };
  const world = await openWorld(lasting);
  return { prepared: await prepareOperations(lasting, world, SITE), leapSeconds: world.ephemeris.leapSeconds };
}

async function run(
  { name, prepared: ready, leapSeconds, options, seeds, variants = [{ id: 'full' }], word }: Part,
  folder: string,
  crew: SeedCrew,
  commands: string[],
  say: (line: string) => void,
): Promise<Map<string, readonly SeedRecord[]>> {
  const made = makeCase(ready, leapSeconds, options);
  const campaign = await openCampaign(made, join(folder, name));
  const failed = await runCampaign(campaign, crew, variants, seeds, {
    progress: (done, total) => say(`${name}: ${done} of ${total} lives`),
  });
  if (failed.length > 0)
    throw new Error(`${name}: ${failed[0]!.variant}, seed ${failed[0]!.seed}: ${failed[0]!.error}`);
  commands.push(made.case.provenance.command.replace('--first-seed {seed} --seeds 1', `--first-seed ${seeds[0]} --seeds ${seeds.length}${word}`)); // prettier-ignore
  const records = new Map<string, readonly SeedRecord[]>();
  for (const { id } of variants) records.set(id, await recordsOf(campaign, id, seeds));
  return records;
}

const TARGETS = { nominal: 0.95, withFaults: 0.85 };

/** The page `docs/validation/autonomy.md`. */
export function autonomyPage(runs: AutonomyRuns, made: string): string {
  const { nominal, seeds, silent, losses, ablation, hardAblation, commands } = runs;
  const table = campaignTable(seeds);
  const share = table.spreads.find(({ name }) => name === 'valueOverBound')!;
  const yes = (holds: boolean) => (holds ? 'met' : '**not met**');
  const fates = losses.map(({ id, what, record }) => ({ id, what, record, fate: fateOf(record) }));
  const open = fates.filter(({ fate }) => fate.startsWith('lost'));
  return `# Autonomy of the reference station over a year

Made by \`npm run validation -- autonomy\` (${made}); do not edit. With \`AUTONOMY_SEEDS=1000\` it runs a thousand seeds; \`AUTONOMY_DIR\` keeps the campaigns, which can be ended and taken up.
The station of \`${MISSION}\` at ${SITE.latDeg}, ${SITE.lonDeg}. The bound is clairvoyant: no policy can be worth more under the light, dust, durations and faults of that very seed (\`clairvoyantBound\`); how
far each seed may be from what is declared is said in [the guide](../guide/campaign.md).

| target | asked | measured | |
|---|---|---|---|
| nominal value over bound | >= ${percent(TARGETS.nominal)} | ${percent(nominal.valueOverBound)} | ${yes(nominal.valueOverBound >= TARGETS.nominal)} |
| with the declared rates of faults, and spreads, P50 | >= ${percent(TARGETS.withFaults)} | ${percent(share.p50)} (P5 ${percent(share.p5)}, least ${percent(share.least)}) | ${yes(share.p50 >= TARGETS.withFaults)} |
| avoidable breaches of safety limits | 0 in 1,000 seeds | ${table.avoidableBreaches} in ${table.seeds} seeds | ${table.avoidableBreaches > 0 ? yes(false) : table.seeds >= 1000 ? yes(true) : `none so far; 95 % confidence: fewer than ${(300 / table.seeds).toPrecision(2)} % of seeds`} |
| ${SILENT_DAYS} days without any ground contact | survived | survived ${silent.filter(({ survived }) => survived).length} of ${silent.length} seeds, value over bound ${percent(Math.min(...silent.map(({ valueOverBound }) => valueOverBound)))} at the least | ${yes(silent.every(({ survived }) => survived))} |
| loss of any single component | survived or proved fatal | ${fates.filter(({ fate }) => fate === 'survived').length} survived, ${fates.filter(({ fate }) => fate.startsWith('proved')).length} proved fatal, ${open.length} open, of ${fates.length} | ${yes(open.length === 0)} |

## ${table.seeds} seeds

| quantity | unit | P5 | P50 | P95 | least | most |
|---|---|---|---|---|---|---|
${table.spreads.map(({ name, unit, p5, p50, p95, least, most }) => `| ${name} | ${unit} | ${[p5, p50, p95, least, most].map(figure).join(' | ')} |`).join('\n')}

Seeds with an avoidable breach: ${table.failedSeeds.length === 0 ? 'none' : table.failedSeeds.map((seed) => `${seed} (sunrises ${(seeds.find((one) => one.seed === seed)!.disturbance.laterS / 3600).toFixed(1)} h late)`).join(', ')}.

Survived: ${table.survived} of ${table.seeds}. Breaches that physics left no choice about: ${table.unavoidableBreaches}.

## What each part of the autonomy is worth

On the reference mission, where nearly all that is asked for can be done:

${ablationTable(ablation)}

On \`${HARD_MISSION}\`: the same station and site with all facilities, through two months of long nights, asked for about twice what robots, still ground, nights and links have room for, with executions that take 15 % more or
less, six times the declared rates of faults and sunrises that are hours off:

${ablationTable(hardAblation)}

The same seeds with one part taken away; differences are seed by seed, the whole less the part taken away, with the standard error of their mean. \`search\` away is the plain priority-greedy planner (what Aerie's scheduler does).
\`lookAhead\` away has no almanac: what was begun in the light and went on into the dark counts nothing. The bound knows the future and lets requests be met in parts, so some of what is missing to it cannot be had:
\`ilrs plan ${HARD_MISSION}\` tells how far the best plan found is from the bound when nothing goes wrong.

## Each component lost for good on day ${LOST_ON_DAY}

Everything else nominal. *Proved fatal*: the certificate (a station with everything switched off from the first second, or with power without limit) passes the same limit. Every kind of component of the library is among them.

| component | loss | value over bound | fate | breaches avoidable | not |
|---|---|---|---|---|---|
${fates.map(({ what, record, fate, id }) => `| ${id.replace(/^loses-/, '').replace(/-[a-zA-Z]+$/, '')} | ${what} | ${percent(record.valueOverBound)} | ${fate} | ${record.avoidableBreaches} | ${record.breaches.length - record.avoidableBreaches} |`).join('\n')}

Breaches after a station is lost are counted too; what is left of it is not a station that could be kept.

## Commands

\`\`\`
${commands.join('\n')}
\`\`\`
`;
}

function fateOf({ survived, lostEt, lostBy, breaches, startEt }: SeedRecord): string {
  if (survived) return 'survived';
  const proved = breaches.some(({ et, what, avoidable }) => et === lostEt && what === lostBy && !avoidable);
  return `${proved ? 'proved fatal' : 'lost, not proved fatal'}: ${lostBy} on day ${Math.floor((lostEt! - startEt) / DAY_S)}`;
}

function ablationTable(variants: ReadonlyMap<string, readonly SeedRecord[]>): string {
  const whole = variants.get('full')!;
  return `| without (${whole.length} seeds) | value over bound P50 | value lost, mean | P5 | P95 | of the whole's value | avoidable breaches more, mean | survived |
|---|---|---|---|---|---|---|---|
${[...variants].map(([id, records]) => ablationRow(id, records, whole)).join('\n')}`;
}

function ablationRow(id: string, records: readonly SeedRecord[], whole: readonly SeedRecord[]): string {
  const column = (name: string) => CAMPAIGN_COLUMNS.find(([one]) => one === name)!;
  const table = campaignTable(records);
  const share = percent(table.spreads.find(({ name }) => name === 'valueOverBound')!.p50);
  const alive = `${table.survived} of ${table.seeds}`;
  if (id === 'full') return `| nothing | ${share} | | | | | | ${alive} |`;
  const value = pairedDifference(id, whole, records, column('scienceValue'));
  const breaches = pairedDifference(id, whole, records, column('avoidableBreaches'));
  return `| ${id.replace('without-', '')} | ${share} | ${value.mean.toFixed(1)} ± ${value.meanError.toFixed(1)} | ${value.p5.toFixed(1)} | ${value.p95.toFixed(1)} | ${percent(value.mean / mean(whole.map(({ scienceValue }) => scienceValue)))} | ${(-breaches.mean).toFixed(1)} | ${alive} |`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(5)));
}
