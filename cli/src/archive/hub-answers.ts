import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from '@openilrs/core/archive';
import type { HubState } from '@openilrs/core/mission';
import { openCatalogue } from '@openilrs/node/catalogue';
import { Hub, openHub, readIdentity, verifyHubs, type HubReport } from '@openilrs/node/hub-store';
import { findHubs, hubState } from '@openilrs/node/share';

/** One hub of `ilrs hub verify --json`. */
export type VerifiedHub = HubReport & { readonly ok: boolean; readonly folder: string };

type ShowProgress = (done: number, total: number, what: string) => void;

/** @throws InputError `HUB_MISSING` */
export async function listHubs(dir: string): Promise<(HubState & { readonly folder: string })[]> {
  return withHubs(findHubs(dir), async (hubs) => {
    const states = [];
    for (const hub of hubs) states.push({ ...(await hubState(hub)), folder: hub.folder });
    return states;
  });
}

/** Reports of all hubs, with what each says of the others; one whose log cannot even be opened is reported, not thrown. @throws InputError `HUB_MISSING` */
export async function verifyHubsIn(dir: string, progress?: ShowProgress): Promise<VerifiedHub[]> {
  const hubs: Hub[] = [];
  const damaged = new Map<string, HubReport>();
  const folders = findHubs(dir);
  try {
    for (const folder of folders) {
      const hub = await openHub(folder, { readOnly: true }).catch((error: unknown) => damagedReport(folder, error));
      if (hub instanceof Hub) hubs.push(hub);
      else damaged.set(folder, hub);
    }
    const reports = await verifyHubs(hubs, progress === undefined ? {} : { progress });
    const byFolder = new Map([...damaged, ...hubs.map(({ folder }, i) => [folder, reports[i]!] as const)]);
    return folders.map((folder) => {
      const report = byFolder.get(folder)!;
      return { ...report, ok: report.problems.length === 0, folder };
    });
  } finally {
    for (const hub of hubs) await hub.close();
  }
}

async function damagedReport(folder: string, error: unknown): Promise<HubReport> {
  if (!(error instanceof ArchiveError)) throw error;
  const { id } = await readIdentity(folder);
  const problems = [{ code: error.code, subject: 'log', message: error.message }];
  return { id, entries: 0, checkpoints: 0, objects: 0, bytes: 0, orphans: 0, rootHash: '', problems };
}

/** Builds `catalogue/` beside the hubs, in PGlite. */
export async function rebuildCatalogue(dir: string): Promise<{ products: number; catalogue: string; tookMs: number }> {
  const folders = findHubs(dir);
  const folder = join(beside(dir, folders), 'catalogue');
  return withHubs(folders, async (hubs) => {
    const started = performance.now();
    await rm(folder, { recursive: true, force: true });
    const catalogue = await openCatalogue({ folder, k: Math.min(2, hubs.length) });
    try {
      return { products: await catalogue.rebuild(hubs), catalogue: folder, tookMs: performance.now() - started };
    } finally {
      await catalogue.close();
    }
  });
}

/** The folder in which the catalogue of these hubs belongs: `share/` of a run, the hub itself when only one was named. */
function beside(dir: string, [first = dir]: readonly string[]): string {
  if (first === dir) return dir;
  const parent = dirname(first);
  return basename(parent) === 'hubs' ? dirname(parent) : parent;
}

async function withHubs<T>(folders: readonly string[], use: (hubs: readonly Hub[]) => Promise<T>): Promise<T> {
  const hubs: Hub[] = [];
  try {
    for (const folder of folders) hubs.push(await openHub(folder, { readOnly: true }));
    return await use(hubs);
  } finally {
    for (const hub of hubs) await hub.close();
  }
}
