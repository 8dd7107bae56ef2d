import type { ProductsQuery } from '@openilrs/api/contract';
import type { AccessPolicy } from '@openilrs/core/archive';
import type { ProductSummary } from '@openilrs/core/mission';
import type { CatalogueProduct, SearchQuery, SearchResult } from '@openilrs/node/catalogue';
import { openRunArchive, type ReadAs } from '@openilrs/node/share';
import { ApiError } from '../http/api-error.ts';
import type { Archive, Found } from './archive.ts';

export interface HubArchiveOptions {
  /** The run's folder `share`. */
  readonly folder: string;
  /** Receipts of this many hubs in as many countries make a deposit safe. */
  readonly k: number;
  readonly policy: AccessPolicy;
  /** The instant at which embargoes are judged. */
  readonly nowUtc: string;
}

/** The hubs and the catalogue of a run in the words of the contract. */
export async function openHubArchive({ folder, k, policy, nowUtc }: HubArchiveOptions): Promise<Archive> {
  const archive = await openRunArchive(folder, { k, policy });
  const readAs = (reader: string): ReadAs => ({ reader: reader === 'public' ? null : reader, nowUtc });
  return {
    nowUtc,
    search: async (query) => found(await archive.search(searchQuery(query), readAs(query.as))),
    async product(lidvid, reader) {
      const product = await archive.product(lidvid, readAs(reader));
      if (product === null || product.access === 'announced') return product;
      return { access: 'full', product: summary(product), files: product.files };
    },
    async bytes(sha256, reader) {
      const bytes = await archive.object(sha256, readAs(reader));
      if (bytes !== null) return bytes;
      throw new ApiError('UNAVAILABLE', `no hub of this server holds the object ${sha256} for this reader`, {
        remedy: 'Verify the hubs: POST /api/share/verify',
      });
    },
    hubs: async () => ({
      hubs: await archive.hubs(),
      ...(archive.damaged.length > 0 && { damaged: [...archive.damaged] }),
    }),
    async verify() {
      const verified = (await archive.verify()).map(({ id, entries, objects, rootHash, problems }) => ({
        id,
        ok: problems.length === 0,
        logSize: entries,
        rootHashHex: rootHash,
        objectsChecked: objects,
        problems: problems.map(inWords),
      }));
      const unread = archive.damaged.filter(({ id }) => !verified.some((one) => one.id === id));
      const nothing = { ok: false, logSize: 0, rootHashHex: '', objectsChecked: 0 };
      return [...verified, ...unread.map((hub) => ({ id: hub.id, ...nothing, problems: [inWords(hub)] }))];
    },
    close: () => archive.close(),
  };
}

const inWords = ({ code, message }: { readonly code: string; readonly message: string }) => `${code}: ${message}`;

function found({ total, items, facets, announced }: SearchResult): Found {
  const { missionId, instrumentId, ownerId } = facets;
  return {
    total,
    products: items.map(summary),
    facets: { missionId: [...missionId], instrumentId: [...instrumentId], ownerId: [...ownerId] },
    announced: {
      total: announced.total,
      items: announced.items.map((one) => ({
        lidvid: one.lidvid,
        ownerId: one.ownerId,
        embargoUntilUtc: one.embargoUntilUtc,
      })),
    },
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
