import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { signDeposit, type HubSpec, type OpenedHeads } from '@openilrs/core/archive';
import type { Progress } from '@openilrs/core/jobs';
import {
  makeIndexFiles,
  makeProducts,
  runDigest,
  simulatedDepositor,
  simulationSeed,
  summarize,
  type ExecutedActivity,
  type HubState,
  type IndexFile,
  type Mission,
  type ProductSummary,
  type Provenance,
  type ScienceProduct,
  type ShareInput,
  type ShareResult,
} from '@openilrs/core/mission';
import { etToUtc, utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { bundledPath } from '../bundled/index.ts';
import { exchange, receiptsOf } from '../hub-exchange/index.ts';
import { nodeCrypto, openHub, syncFolder, writeSynced, type Hub } from '../hub-store/index.ts';
import { folderDictionaries, formatFinding, Pds4Validator } from '../pds4-validator/index.ts';
import { hubState } from './hub-state.ts';
import { writeBundle } from './write-bundle.ts';

export interface ShareOptions {
  readonly mission: Mission;
  /** What `operate` executed. */
  readonly activities: readonly ExecutedActivity[];
  /** Place of the station, degrees. */
  readonly site: { readonly latDeg: number; readonly lonDeg: number };
  /** Seed of the run; default: that of the mission file. */
  readonly seed?: number;
  readonly leapSeconds: LeapSeconds;
  /** Run folder; `share/` in it is replaced as a whole. */
  readonly outDir: string;
  /** Of the mission file. */
  readonly missionSha256: string;
  /** Of the operations that executed the activities. */
  readonly eventLogDigest: string;
  readonly provenance: Provenance;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/**
 * The verb `share`: makes the products of a run, validates every label (XSD and Schematron), deposits them in the hubs, lets the hubs
 * exchange and gathers their receipts. Writes `share/share.json`, `share/hubs/<id>/` and `share/bundle/` (a PDS4 bundle); until all is
 * done, and if anything fails, an earlier `share/` stays as it was.
 *
 * The clock of the archive is the end of the simulated mission and the keys derive from mission and seed, so that the same run gives the same bytes.
 *
 * @returns what `share.json` holds
 */
export async function runShare(options: ShareOptions): Promise<ShareResult> {
  const { signal, progress, outDir } = options;
  const input = shareInput(options);
  const products = makeProducts(input);
  const index = makeIndexFiles(products, input);
  validateAll(products, index, signal, progress);
  const building = join(outDir, 'share.part');
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const hubs: Hub[] = [];
  try {
    for (const spec of input.hubs.list)
      hubs.push(await openSimulatedHub(join(building, 'hubs', spec.id), spec, options));
    const summaries = await depositAll(hubs, products, input, options);
    const result = await shareResult(hubs, summaries, options);
    await writeBundle(join(building, 'bundle'), products, index);
    await writeSynced(join(building, 'share.json'), `${JSON.stringify(result, null, 2)}\n`);
    for (const hub of hubs.splice(0)) await hub.close();
    await replaceFolder(building, join(outDir, 'share'));
    return result;
  } finally {
    for (const hub of hubs) await hub.close();
    await rm(building, { recursive: true, force: true });
  }
}

/** What the pure part needs, out of the mission file. */
export function shareInput(options: ShareOptions): ShareInput {
  const { mission: file, activities, site, leapSeconds, provenance, missionSha256, eventLogDigest } = options;
  const { software, command } = provenance;
  const seed = options.seed ?? file.mission.seed;
  return {
    context: {
      missionId: file.mission.id,
      missionTitle: file.mission.title.en,
      stationName: file.station.name,
      runDigest: runDigest([software, command, missionSha256, seed, site.latDeg, site.lonDeg, eventLogDigest]),
      software,
      missionSha256,
      command,
      seed,
      latDeg: site.latDeg,
      lonDeg: site.lonDeg,
      frame: file.frame,
    },
    instruments: file.station.instruments,
    programme: file.programme,
    hubs: file.hubs,
    activities,
    leapSeconds,
    crypto: nodeCrypto,
  };
}

/** Labels are made by this program: one that does not validate is a fault of the program, and nothing is deposited. */
function validateAll(
  products: readonly ScienceProduct[],
  index: readonly IndexFile[],
  signal?: AbortSignal,
  progress?: Progress,
): void {
  const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core')));
  const labels = [
    ...products.map(({ labelName, label }) => ({ name: labelName, bytes: label })),
    ...index.filter(({ name }) => name.endsWith('.xml')),
  ];
  for (const [done, { name, bytes }] of labels.entries()) {
    signal?.throwIfAborted();
    const [finding] = validator.validate(bytes, { file: name });
    if (finding !== undefined) throw new Error(`a label of this program does not validate: ${formatFinding(finding)}`);
    progress?.(done + 1, labels.length, 'validating labels');
  }
}

function openSimulatedHub(
  folder: string,
  spec: HubSpec,
  { mission: { mission }, leapSeconds, seed }: ShareOptions,
): Promise<Hub> {
  const { id, title, country } = spec;
  const endUtc = etToUtc(leapSeconds, utcToEt(leapSeconds, mission.end), 3);
  const keySeed = simulationSeed(mission.id, seed ?? mission.seed, 'hub', id, nodeCrypto);
  return openHub(folder, { create: { id, title, country }, seed: keySeed, now: () => endUtc });
}

const WAVE = 512; // deposits handed over at once: bounds what waits in memory

async function depositAll(
  hubs: readonly Hub[],
  products: readonly ScienceProduct[],
  { context, hubs: section }: ShareInput,
  { signal, progress }: ShareOptions,
): Promise<ProductSummary[]> {
  const hashes: string[] = [];
  for (let i = 0; i < products.length; i += WAVE) {
    signal?.throwIfAborted();
    const wave = products.slice(i, i + WAVE).map(async ({ statement, objects, hubId }) => {
      const depositor = simulatedDepositor(context.missionId, context.seed, statement.ownerId, nodeCrypto);
      const hub = hubs.find(({ identity }) => identity.id === hubId)!;
      return hub.deposit({ entry: signDeposit(statement, depositor, nodeCrypto), objects });
    });
    hashes.push(...(await Promise.all(wave)).map((receipt) => receipt.entryHash));
    progress?.(hashes.length, products.length, 'depositing');
  }
  await exchange(hubs, { ...(signal && { signal }), ...(progress && { progress }) });
  const known = hubs.map((hub) => hub.known);
  const heads: OpenedHeads = new Map();
  return products.map(({ statement, hubId }, i) => {
    const hub = hubs.find(({ identity }) => identity.id === hubId)!;
    const receipts = receiptsOf(hub, hashes[i]!, known, heads).map(({ hubId: id, country, logIndex, atUtc }) => {
      return { hubId: id, country, logIndex, atUtc };
    });
    return summarize(statement, receipts, section.k);
  });
}

async function shareResult(
  hubs: readonly Hub[],
  products: readonly ProductSummary[],
  options: ShareOptions,
): Promise<ShareResult> {
  const states: HubState[] = [];
  for (const hub of hubs) states.push(await hubState(hub));
  return { missionId: options.mission.mission.id, hubs: states, products, provenance: options.provenance };
}

/**
 * Puts `fresh` in the place of `folder`: at every instant one of the two, whole, has a name in the run folder, also after a power cut: what a
 * folder holds is made durable before it is renamed, and the renames before the old one is deleted.
 */
async function replaceFolder(fresh: string, folder: string): Promise<void> {
  const old = `${folder}.old`;
  await syncFolder(join(fresh, 'hubs'));
  await syncFolder(fresh);
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, folder);
  await syncFolder(dirname(folder));
  await rm(old, { recursive: true, force: true });
}
