import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { HubState } from '@openilrs/core/mission';
import { openCatalogue } from '@openilrs/node/catalogue';
import { isHubFolder, verifyHubs, type Hub, type HubReport } from '@openilrs/node/hub-store';
import { findHubs, hubState, missingHubs, openHubs, openSomeHub, type DamagedHub } from '@openilrs/node/share';

/** One hub of `ilrs hub verify --json`. */
export type VerifiedHub = HubReport & { readonly ok: boolean; readonly folder: string };

type ShowProgress = (done: number, total: number, what: string) => void;

export interface ListedHubs {
  readonly hubs: readonly (HubState & { readonly folder: string })[];
  readonly damaged: readonly DamagedHub[];
}

/** What each hub holds, and which cannot say. @throws InputError `HUB_MISSING`, or what the first hub throws when none opens */
export async function listHubs(dir: string): Promise<ListedHubs> {
  return withSomeHub(dir, async (hubs, damaged) => {
    const states = [];
    for (const hub of hubs) states.push({ ...(await hubState(hub)), folder: hub.folder });
    return { hubs: states, damaged };
  });
}

/** Reports of all hubs, with what each says of the others; one that cannot even be opened, or is gone, is reported, not thrown. @throws InputError `HUB_MISSING` */
export async function verifyHubsIn(dir: string, progress?: ShowProgress): Promise<VerifiedHub[]> {
  const folders = findHubs(dir);
  const { hubs, damaged } = await openHubs(folders);
  try {
    const reports = await verifyHubs(hubs, progress === undefined ? {} : { progress });
    const byFolder = new Map(hubs.map(({ folder }, i) => [folder, reports[i]!] as const));
    const present = folders.map((folder) => {
      const report = byFolder.get(folder) ?? emptyReport(damaged.get(folder)!);
      return { ...report, ok: report.problems.length === 0, folder };
    });
    const gone = goneFrom(dir, folders, present.map(({ id }) => id)); // prettier-ignore
    const parent = dirname(folders[0]!);
    return [...present, ...gone.map((one) => ({ ...emptyReport(one), ok: false, folder: join(parent, one.id) }))];
  } finally {
    for (const hub of hubs) await hub.close();
  }
}

function emptyReport({ id, code, message }: DamagedHub): HubReport {
  const problems = [{ code, subject: code === 'DAMAGED_LOG' ? 'log' : 'hub', message }];
  return { id, entries: 0, checkpoints: 0, objects: 0, bytes: 0, orphans: 0, rootHash: '', problems };
}

/** Hubs of a run that have no folder any more; nothing when one hub alone was named. */
function goneFrom(dir: string, folders: readonly string[], present: readonly string[]): DamagedHub[] {
  return isHubFolder(dir) ? [] : missingHubs(beside(dir, folders), present);
}

export interface RebuiltCatalogue {
  readonly products: number;
  readonly catalogue: string;
  readonly tookMs: number;
  /** Hubs that could not be read: what only they hold is not in the catalogue. */
  readonly damaged: readonly DamagedHub[];
}

/** Builds `catalogue/` beside the hubs, in PGlite. @throws InputError `HUB_MISSING`, or what the first hub throws when none opens */
export async function rebuildCatalogue(dir: string): Promise<RebuiltCatalogue> {
  const folder = join(beside(dir, findHubs(dir)), 'catalogue');
  return withSomeHub(dir, async (hubs, damaged) => {
    const started = performance.now();
    await rm(folder, { recursive: true, force: true });
    const catalogue = await openCatalogue({ folder, k: Math.min(2, hubs.length + damaged.length) });
    try {
      const products = await catalogue.rebuild(hubs);
      return { products, catalogue: folder, tookMs: performance.now() - started, damaged };
    } finally {
      await catalogue.close();
    }
  });
}

/** The folder in which the catalogue of these hubs belongs: `share/` of a run, the hub itself when only one was named. */
function beside(dir: string, [first = dir]: readonly string[]): string {
  if (resolve(first) === resolve(dir)) return dir;
  const parent = dirname(first);
  return basename(parent) === 'hubs' ? dirname(parent) : parent;
}

async function withSomeHub<T>(
  dir: string,
  use: (hubs: readonly Hub[], damaged: readonly DamagedHub[]) => Promise<T>,
): Promise<T> {
  const folders = findHubs(dir);
  const { hubs, damaged } = await openSomeHub(folders);
  try {
    const bad = [...damaged.values()];
    const gone = goneFrom(dir, folders, [...hubs.map((hub) => hub.identity.id), ...bad.map(({ id }) => id)]);
    return await use(hubs, [...bad, ...gone]);
  } finally {
    for (const hub of hubs) await hub.close();
  }
}
