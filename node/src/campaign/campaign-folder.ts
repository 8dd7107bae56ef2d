import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { SeedRecord } from '@openilrs/core/mission';
import { requireWritable, type Inputs } from '../mission/index.ts';
import { writeFileWhole } from '../outputs/index.ts';
import { softwareOf, type Software } from '../tiles/software-digest.ts';
import type { MadeCase } from './make-case.ts';

/** What the records of a folder are a function of; the number of seeds and the variants are not: more may follow. */
interface CampaignSpec {
  readonly format: 1;
  readonly software: Software;
  readonly command: string;
  readonly caseDigest: string;
  readonly inputs: Inputs;
}

/**
 * A campaign on disk: `campaign/run.json`, `campaign/case.json` (all that a worker needs) and `campaign/seeds/<variant>/<seed>.json`, each written whole. It can be ended at any
 * time and taken up again.
 */
export interface CampaignFolder {
  readonly folder: string;
  readonly software: Software;
  readonly made: MadeCase;
  /** Seeds of a variant that are done. */
  done(variantId: string): Promise<Set<number>>;
  read(variantId: string, seed: number): Promise<SeedRecord>;
  write(variantId: string, record: SeedRecord): Promise<void>;
}

/**
 * @param outDir run folder; null keeps everything in memory
 * @throws InputError `CAMPAIGN_OTHER_RUN` when the folder holds a campaign of another mission, other options or other software; `OUT_FOLDER`
 */
export async function openCampaign(made: MadeCase, outDir: string | null): Promise<CampaignFolder> {
  const software = await softwareOfSeeds();
  if (outDir === null) return inMemory(made, software);
  await requireWritable(outDir);
  const folder = join(outDir, 'campaign');
  const { command, inputs } = made.case.provenance;
  const spec: CampaignSpec = { format: 1, software, command, caseDigest: made.digest, inputs };
  await mkdir(join(folder, 'seeds'), { recursive: true });
  await claim(folder, spec);
  await writeFileWhole(join(folder, 'case.json'), made.text);
  const records = (variantId: string) => join(folder, 'seeds', variantId);
  return {
    folder,
    software,
    made,
    async done(variantId) {
      await mkdir(records(variantId), { recursive: true });
      const names = await readdir(records(variantId));
      return new Set(names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number(name.slice(0, -5))] : [])));
    },
    async read(variantId, seed) {
      const file = join(records(variantId), `${seed}.json`);
      try {
        return JSON.parse(await readFile(file, 'utf8')) as SeedRecord;
      } catch (cause) {
        throw new InputError('CAMPAIGN_RECORD', 'is not the record of a seed', {
          where: file,
          remedy: 'Remove it and give the same command again: the seed is run again',
          cause,
        });
      }
    },
    async write(variantId, record) {
      await writeFileWhole(join(records(variantId), `${record.seed}.json`), `${JSON.stringify(record)}\n`);
    },
  };
}

/** Version of the program, and digest of the built code that lets stations live and bounds their value. */
export function softwareOfSeeds(): Promise<Software> {
  return softwareOf('mission/campaign/run-seed.js');
}

async function claim(folder: string, spec: CampaignSpec): Promise<void> {
  const file = join(folder, 'run.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return writeFileWhole(file, `${JSON.stringify(spec, null, 1)}\n`);
  const other = differences(parse(text, file), spec);
  if (other.length === 0) return;
  throw new InputError('CAMPAIGN_OTHER_RUN', `the folder holds another campaign: ${other.join('; ')}`, {
    where: folder,
    legal: 'the same mission, options, data and software',
    remedy: 'Give another --out folder, or remove this one',
  });
}

function parse(text: string, file: string): CampaignSpec {
  try {
    const spec = JSON.parse(text) as CampaignSpec;
    if (spec.format === 1) return spec;
  } catch {
    // said below
  }
  throw new InputError('CAMPAIGN_RECORD', 'does not describe a campaign', {
    where: file,
    remedy: 'Give another --out folder',
  });
}

function differences(was: CampaignSpec, is: CampaignSpec): string[] {
  const facts: readonly (readonly [name: string, a: string, b: string])[] = [
    ['software', `${was.software.version} (${was.software.digest.slice(0, 12)})`, `${is.software.version} (${is.software.digest.slice(0, 12)})`],
    ['command', was.command, is.command],
  ]; // prettier-ignore
  const plain = facts.flatMap(([name, a, b]) => (a === b ? [] : [`${name} was ${a}, is ${b}`]));
  const names = [...new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)])].sort();
  const inputs = names.flatMap((name) => (was.inputs[name] === is.inputs[name] ? [] : [`input ${name} is another`]));
  const rest = was.caseDigest === is.caseDigest || plain.length + inputs.length > 0 ? [] : ['the station, its light or its programme is another']; // prettier-ignore
  return [...plain, ...inputs, ...rest];
}

function inMemory(made: MadeCase, software: Software): CampaignFolder {
  const records = new Map<string, SeedRecord>();
  return {
    folder: '',
    software,
    made,
    done: (variantId) => Promise.resolve(new Set([...records].flatMap(([key, { seed }]) => (key.startsWith(`${variantId} `) ? [seed] : [])))), // prettier-ignore
    read: (variantId, seed) => Promise.resolve(records.get(`${variantId} ${seed}`)!),
    write: (variantId, record) => Promise.resolve(void records.set(`${variantId} ${record.seed}`, record)),
  };
}
