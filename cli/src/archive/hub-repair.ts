import { dirname, resolve } from 'node:path';
import { localPeer, repairHub, type RepairReport } from '@openilrs/node/hub-exchange';
import { isHubFolder, type Hub } from '@openilrs/node/hub-store';
import { findHubs, openHubs, type DamagedHub } from '@openilrs/node/share';

type ShowProgress = (done: number, total: number, what: string) => void;

export interface RepairAnswer {
  /** Every object of every hub is whole, and every hub could be opened. */
  readonly ok: boolean;
  readonly hubs: readonly RepairReport[];
  /** Hubs whose objects were not looked at, and why. */
  readonly damaged: readonly DamagedHub[];
}

/**
 * Re-hashes all objects of the hubs in `dir` and puts back the bad ones from the other hubs there (of one hub: from those beside it) and in `from`.
 *
 * @throws InputError `HUB_MISSING`
 */
export async function repairHubsIn(
  dir: string,
  from: string | undefined,
  progress?: ShowProgress,
): Promise<RepairAnswer> {
  const folders = findHubs(dir).map((folder) => resolve(folder));
  const beside = isHubFolder(dir) ? findHubs(dirname(resolve(dir))) : [];
  const elsewhere = [...beside, ...(from === undefined ? [] : findHubs(from))].map((folder) => resolve(folder));
  const opened = await openHubs(folders, { objectsOnly: true });
  const { hubs: others } = await openHubs(elsewhere.filter((folder) => !folders.includes(folder)));
  try {
    const reports = [];
    for (const hub of opened.hubs) {
      const peers = [...opened.hubs, ...others].filter((peer: Hub) => peer !== hub).map(localPeer);
      reports.push(await repairHub(hub, peers, progress === undefined ? {} : { progress }));
    }
    const damaged = [...opened.damaged.values()];
    const ok = damaged.length === 0 && reports.every(({ lost }) => lost.length === 0);
    return { ok, hubs: reports, damaged };
  } finally {
    for (const hub of [...opened.hubs, ...others]) await hub.close();
  }
}
