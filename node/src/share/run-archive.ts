import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentAddress, type AccessPolicy, type Reader } from '@openilrs/core/archive';
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
import { isHub, openHub, nodeCrypto, verifyHubs, type Hub, type HubReport } from '../hub-store/index.ts';
import { hubState } from './hub-state.ts';

/** For whom and when. */
export interface ReadAs {
  readonly reader: Reader;
  readonly nowUtc: string;
}

/** The hubs of a run, opened for reading, with a catalogue in memory built from their logs. Every answer is judged by the agreements at `nowUtc`. */
export class RunArchive {
  private readonly opened: readonly Hub[];
  private readonly catalogue: Catalogue;
  private readonly policy: AccessPolicy;

  /** Use {@link openRunArchive}. */
  constructor(opened: readonly Hub[], catalogue: Catalogue, policy: AccessPolicy) {
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
      const bytes = await hub.objects.get(sha256);
      if (bytes !== null && contentAddress(bytes, nodeCrypto) === sha256) return bytes;
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
  if (isHub(folder)) return [folder];
  for (const parent of [join(folder, 'share', 'hubs'), join(folder, 'hubs'), folder]) {
    if (!existsSync(parent)) continue;
    const found = readdirSync(parent).map((name) => join(parent, name)).filter(isHub).sort(); // prettier-ignore
    if (found.length > 0) return found;
  }
  throw new InputError('HUB_MISSING', 'there is no hub in this folder', {
    where: folder,
    remedy: 'Give the folder of a run, or of a hub (it holds hub.json)',
  });
}

/**
 * Opens the archive of a run.
 *
 * @param folder the run's `share` folder
 * @param k hubs in as many countries that make a deposit safe
 * @throws InputError `HUB_MISSING`; ArchiveError `DAMAGED_LOG`
 */
export async function openRunArchive(
  folder: string,
  { k, policy }: { readonly k: number; readonly policy: AccessPolicy },
): Promise<RunArchive> {
  const hubs: Hub[] = [];
  try {
    for (const path of findHubs(folder)) hubs.push(await openHub(path, { readOnly: true }));
    const catalogue = await openCatalogue({ k });
    await catalogue.rebuild(hubs);
    return new RunArchive(hubs, catalogue, policy);
  } catch (error) {
    for (const hub of hubs) await hub.close();
    throw error;
  }
}
