import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProductsQuery, VerifyAnswer } from '@openilrs/api/contract';
import type { AccessPolicy } from '@openilrs/core/archive';
import type { HubState, ProductSummary } from '@openilrs/core/mission';
import {
  openCatalogue,
  type Catalogue,
  type CatalogueProduct,
  type ReadContext,
  type SearchQuery,
} from '@openilrs/node/catalogue';
import { isHub, openHub, verifyHub, type Hub } from '@openilrs/node/hub-store';
import { ApiError } from '../http/api-error.ts';
import type { Archive, Found, ProductFound } from './archive.ts';

export interface HubArchiveOptions {
  /** Folders of the hubs. */
  readonly folders: readonly string[];
  /** Receipts of this many hubs in as many countries make a deposit safe. */
  readonly k: number;
  readonly policy: AccessPolicy;
  /** The instant at which embargoes are judged. */
  readonly nowUtc: string;
}

/** Folders with a hub below `folder`, at most `depth` levels down, sorted by name. */
export function hubFolders(folder: string, depth = 3): string[] {
  if (!existsSync(folder)) return [];
  if (isHub(folder)) return [folder];
  if (depth === 0) return [];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return below.flatMap(({ name }) => hubFolders(join(folder, name), depth - 1)).sort();
}

/** The hubs of a run, opened for reading, with a catalogue in memory made from their logs. */
export async function openHubArchive(options: HubArchiveOptions): Promise<Archive> {
  const hubs = await Promise.all(options.folders.map((folder) => openHub(folder, { readOnly: true })));
  const catalogue = await openCatalogue({ k: options.k });
  await catalogue.rebuild(hubs);
  return new HubArchive(hubs, catalogue, options);
}

class HubArchive implements Archive {
  readonly nowUtc: string;
  private readonly members: readonly Hub[];
  private readonly catalogue: Catalogue;
  private readonly policy: AccessPolicy;

  constructor(hubs: readonly Hub[], catalogue: Catalogue, { policy, nowUtc }: HubArchiveOptions) {
    this.members = hubs;
    this.catalogue = catalogue;
    this.policy = policy;
    this.nowUtc = nowUtc;
  }

  async search(query: ProductsQuery): Promise<Found> {
    const found = await this.catalogue.search(searchQuery(query), this.context(query.as));
    const { total, facets, announced } = found;
    return {
      total,
      products: found.items.map(summary),
      facets: {
        missionId: [...facets.missionId],
        instrumentId: [...facets.instrumentId],
        ownerId: [...facets.ownerId],
      },
      announced: {
        total: announced.total,
        items: announced.items.map(({ lidvid, ownerId, embargoUntilUtc }) => ({ lidvid, ownerId, embargoUntilUtc })),
      },
    };
  }

  async product(lidvid: string, reader: string): Promise<ProductFound> {
    const found = await this.catalogue.product(lidvid, this.context(reader));
    if (found === null || found.access === 'announced') return found;
    return { access: 'full', product: summary(found), files: found.files };
  }

  async bytes(sha256: string): Promise<Uint8Array> {
    for (const hub of this.members) {
      const bytes = await hub.objects.get(sha256);
      if (bytes !== null) return bytes;
    }
    throw new ApiError('UNAVAILABLE', `no hub of this server holds the object ${sha256}`, {
      remedy: 'Verify the hubs: POST /api/share/verify',
    });
  }

  async hubs(): Promise<readonly HubState[]> {
    return Promise.all(this.members.map(stateOf));
  }

  async verify(): Promise<VerifyAnswer['hubs']> {
    const reports = await Promise.all(this.members.map((hub) => verifyHub(hub)));
    return reports.map(({ id, entries, objects, rootHash, problems }) => ({
      id,
      ok: problems.length === 0,
      logSize: entries,
      rootHashHex: rootHash,
      objectsChecked: objects,
      problems: problems.map(({ code, message }) => `${code}: ${message}`),
    }));
  }

  async close(): Promise<void> {
    await this.catalogue.close();
    for (const hub of this.members) await hub.close();
  }

  private context(reader: string): ReadContext {
    return { reader: reader === 'public' ? null : reader, policy: this.policy, nowUtc: this.nowUtc };
  }
}

async function stateOf(hub: Hub): Promise<HubState> {
  const objects = await hub.objects.list();
  const sizes = await Promise.all(objects.map((sha256) => hub.objects.size(sha256)));
  const { id, title, country } = hub.identity;
  return {
    id,
    title,
    country,
    publicKeyHex: Buffer.from(hub.key.publicKey).toString('hex'),
    logSize: hub.size,
    rootHashHex: hub.rootHash,
    objects: objects.length,
    bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
  };
}

function searchQuery(query: ProductsQuery): SearchQuery {
  const { mission, instrument, owner, fromUtc, toUtc, bbox, text, page, pageSize } = query;
  const box = bbox?.split(',').map(Number);
  return {
    ...(mission !== undefined && { missionId: mission }),
    ...(instrument !== undefined && { instrumentId: instrument }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(fromUtc !== undefined && { fromUtc: instant(fromUtc, 'fromUtc') }),
    ...(toUtc !== undefined && { toUtc: instant(toUtc, 'toUtc') }),
    ...(text !== undefined && { text }),
    ...(box !== undefined && {
      box: { lonMinDeg: box[0]!, latMinDeg: box[1]!, lonMaxDeg: box[2]!, latMaxDeg: box[3]! },
    }),
    limit: pageSize,
    offset: (page - 1) * pageSize,
  };
}

/** A date or instant as the catalogue compares it. */
function instant(utc: string, where: string): string {
  const ms = Date.parse(utc.endsWith('Z') || !utc.includes('T') ? utc : `${utc}Z`);
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  throw new ApiError('BAD_REQUEST', `"${utc}" is not a date`, { where, legal: '2035-06-01 or 2035-06-01T12:00:00Z' });
}

function summary(product: CatalogueProduct): ProductSummary {
  const { lidvid, title, missionId, instrumentId, ownerId, startUtc, stopUtc, latDeg, lonDeg } = product;
  const { embargoUntilUtc, bytes, simulated, receipts, safe, files } = product;
  const digest = (role: string) => files.find((file) => file.role === role)?.sha256 ?? '';
  return {
    ...{ lidvid, title, missionId, instrumentId, ownerId, startUtc, stopUtc, latDeg, lonDeg },
    ...{ embargoUntilUtc, bytes, simulated, receipts, safe },
    dataSha256: digest('data'),
    labelSha256: digest('label'),
  };
}
