import type { Progress } from '@openilrs/core/jobs';
import { ArchiveError, readEntry } from '@openilrs/core/archive';
import type { Hub } from './hub.ts';
import { nodeCrypto } from './node-crypto.ts';

export interface HubReport {
  readonly id: string;
  readonly entries: number;
  readonly checkpoints: number;
  readonly objects: number;
  readonly bytes: number;
  /** Objects that no entry names: left by a crash before the log entry was written. Harmless. */
  readonly orphans: number;
  readonly rootHash: string;
  readonly problems: readonly { readonly code: string; readonly subject: string; readonly message: string }[];
}

/**
 * Checks all that a hub vouches for, from the bytes on disk: every record of the log, every root and checkpoint signature, every depositor's
 * signature, and that every object named is there with its digest. Problems are reported, not thrown.
 */
export async function verifyHub(
  hub: Hub,
  options: { signal?: AbortSignal; progress?: Progress } = {},
): Promise<HubReport> {
  const problems: HubReport['problems'][number][] = [];
  const report = (error: unknown, subject: string) => {
    const code = error instanceof ArchiveError ? error.code : 'UNREADABLE';
    problems.push({ code, subject, message: error instanceof Error ? error.message : String(error) });
  };
  const named = new Map<string, number>();
  const observe = (bytes: Uint8Array, index: number) => {
    try {
      for (const object of readEntry(bytes, nodeCrypto).objects) named.set(object.sha256, object.bytes);
    } catch (error) {
      report(error, `entry ${index}`);
    }
  };
  const scan = await hub.rescan(observe).catch((error: unknown) => (report(error, 'log'), null));
  if (scan?.isTailAltered === true)
    report(new ArchiveError('DAMAGED_LOG', `a record after entry ${scan.tree.size} was altered`, 'log'), 'log');
  const counts = await verifyObjects(hub, named, report, options);
  const orphans = (await hub.objects.list()).filter((sha256) => !named.has(sha256)).length;
  const entries = scan?.tree.size ?? hub.size;
  return {
    id: hub.identity.id,
    entries,
    checkpoints: scan?.checkpoints ?? 0,
    ...counts,
    orphans,
    rootHash: hub.rootHash,
    problems,
  };
}

/** {@link verifyHub} for several hubs, and what each says of the others: a hub that has lost the end of its log is not aware of it, but its receipts lie elsewhere. */
export async function verifyHubs(
  hubs: readonly Hub[],
  options: { signal?: AbortSignal; progress?: Progress } = {},
): Promise<HubReport[]> {
  const reports: HubReport[] = [];
  for (const hub of hubs) {
    const report = await verifyHub(hub, options);
    reports.push({ ...report, problems: [...report.problems, ...lostDeposits(hub, hubs)] });
  }
  return reports;
}

/** What `hub` has lost, as far as the receipts that the others hold of it tell; quick: no object is read. */
export function lostDeposits(hub: Hub, hubs: readonly Hub[]): HubReport['problems'] {
  return hubs.filter((witness) => witness !== hub).flatMap((witness) => lostBy(hub, witness));
}

/** Entries for which `witness` holds receipts of `hub`, and which `hub` no longer has. Receipts were verified before they were stored. */
function lostBy(hub: Hub, witness: Hub): HubReport['problems'][number][] {
  const { id } = hub.identity;
  const lost = [...witness.entryHashes()].filter(
    (hash) => !hub.has(hash) && witness.peers.of(hash).some(({ hubId }) => hubId === id),
  );
  if (lost.length === 0) return [];
  const message = `${lost.length} deposits are missing for which hub ${witness.identity.id} holds receipts, the first with hash ${lost[0]}`;
  return [{ code: 'DAMAGED_LOG', subject: 'log', message }];
}

async function verifyObjects(
  hub: Hub,
  named: ReadonlyMap<string, number>,
  report: (error: unknown, subject: string) => void,
  { signal, progress }: { signal?: AbortSignal; progress?: Progress },
): Promise<{ objects: number; bytes: number }> {
  let [done, bytes] = [0, 0];
  for (const [sha256, size] of named) {
    signal?.throwIfAborted();
    if ((await hub.objects.size(sha256)) === null) {
      report(new ArchiveError('MISSING_OBJECT', `object ${sha256} is not in the store`, sha256), sha256);
    } else if (!(await hub.objects.isIntact(sha256))) {
      report(new ArchiveError('ALTERED_OBJECT', `the bytes of object ${sha256} have another digest`, sha256), sha256);
    }
    bytes += size;
    progress?.(++done, named.size, `verifying objects of hub ${hub.identity.id}`);
  }
  return { objects: named.size, bytes };
}
