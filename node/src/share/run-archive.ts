import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessPolicy, Reader } from '@openilrs/core/archive';
import { InputError } from '@openilrs/core/errors';
import type { HubState } from '@openilrs/core/mission';
import {
  openCatalogue,
  type AnnouncedProduct,
  type Catalogue,
  type CatalogueProduct,
  type SearchQuery,
  type SearchResult,
} from '../catalogue/index.ts';
import { isHubFolder, lostDeposits, verifyHubs, type Hub, type HubReport } from '../hub-store/index.ts';
import { hubState } from './hub-state.ts';
import { missingHubs, openSomeHub, type DamagedHub } from './open-hubs.ts';

/** For whom and when. */
export interface ReadAs {
  readonly reader: Reader;
  readonly nowUtc: string;
}

/** The hubs of a run, opened for reading, with a catalogue in memory built from their logs. Every answer is judged by the agreements at `nowUtc`. */
export class RunArchive {
  /**
   * Hubs that could not be opened, or of which nothing is left: they answer nothing, and their receipts do not count. Also those that opened but
   * have lost deposits for which others hold their receipts.
   */
  readonly damaged: readonly DamagedHub[];
  private readonly opened: readonly Hub[];
  private readonly catalogue: Catalogue;
  private readonly policy: AccessPolicy;

  /** Use {@link openRunArchive}. */
  constructor(opened: readonly Hub[], damaged: readonly DamagedHub[], catalogue: Catalogue, policy: AccessPolicy) {
    this.damaged = damaged;
    this.opened = opened;
    this.catalogue = catalogue;
    this.policy = policy;
  }

  search(query: SearchQuery, as: ReadAs): Promise<SearchResult> {
    return this.catalogue.search(query, { ...as, policy: this.policy });
  }

  product(lidvid: string, as: ReadAs): Promise<CatalogueProduct | AnnouncedProduct | null> {
    return this.catalogue.product(lidvid, { ...as, policy: this.policy });
  }

  /** The bytes of an object from the first hub that holds them whole, or null when none does or this reader may not have them. */
  async object(sha256: string, as: ReadAs): Promise<Uint8Array | null> {
    if (!(await this.catalogue.mayReadObject(sha256, { ...as, policy: this.policy }))) return null;
    for (const hub of this.opened) {
      const bytes = await hub.objects.getIntact(sha256);
      if (bytes !== null) return bytes;
    }
    return null;
  }

  async hubs(): Promise<HubState[]> {
    return Promise.all(this.opened.map(hubState));
  }

  /** Re-hashes and re-verifies everything that the hubs hold. */
  verify(signal?: AbortSignal): Promise<HubReport[]> {
    return verifyHubs(this.opened, signal === undefined ? {} : { signal });
  }

  async close(): Promise<void> {
    await this.catalogue.close();
    for (const hub of this.opened) await hub.close();
  }
}

/** Folders of hubs in `folder`: itself, `hubs/` in it, or what lies directly in it; by name. */
export function findHubs(folder: string): string[] {
  if (isHubFolder(folder)) return [folder];
  for (const parent of [join(folder, 'share', 'hubs'), join(folder, 'hubs'), folder]) {
    if (!existsSync(parent)) continue;
    const found = readdirSync(parent).map((name) => join(parent, name)).filter(isHubFolder).sort(); // prettier-ignore
    if (found.length > 0) return found;
  }
  throw new InputError('HUB_MISSING', 'there is no hub in this folder', {
    where: folder,
    remedy: 'Give the folder of a run, or of a hub (it holds hub.json)',
  });
}

/**
 * Opens the archive of a run: every hub that can be read; the others are named in `damaged`.
 *
 * @param folder the run's `share` folder
 * @param k hubs in as many countries that make a deposit safe
 * @throws InputError `HUB_MISSING`, or what the first hub throws when none can be read
 */
export async function openRunArchive(
  folder: string,
  { k, policy }: { readonly k: number; readonly policy: AccessPolicy },
): Promise<RunArchive> {
  const { hubs, damaged } = await openSomeHub(findHubs(folder));
  try {
    const known = [...hubs.map(({ identity }) => identity.id), ...[...damaged.values()].map(({ id }) => id)];
    const missing = missingHubs(folder, known);
    const catalogue = await openCatalogue({ k });
    await catalogue.rebuild(hubs);
    const lost = hubs.flatMap((hub) => lostDeposits(hub, hubs).map((problem) => ({ ...problem, id: hub.identity.id })));
    return new RunArchive(hubs, [...damaged.values(), ...missing, ...lost], catalogue, policy);
  } catch (error) {
    for (const hub of hubs) await hub.close();
    throw error;
  }
}
