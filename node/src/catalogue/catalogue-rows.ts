import { isReceiptValid, parseEntry, type DepositEntry, type KnownHub, type OpenedHeads } from '@openilrs/core/archive';
import { InputError } from '@openilrs/core/errors';
import { nodeCrypto, type Hub } from '../hub-store/index.ts';
import type { FileRow, ProductRow, ReceiptRow } from './tables.ts';

export interface CatalogueRows {
  readonly products: ProductRow[];
  readonly files: FileRow[];
  readonly receipts: ReceiptRow[];
}

/**
 * An instant as the catalogue writes it, to milliseconds; a leap second sorts as the end of the second before.
 * @throws InputError `SEARCH_TIME`
 */
export function sortableUtc(utc: string): string {
  const instant = new Date(utc.replace(/:60(\.\d+)?(?=Z$)/, ':59.999'));
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new InputError('SEARCH_TIME', `"${utc}" is not a time`, { legal: 'ISO 8601 UTC, e.g. 2035-01-01T00:00:00Z' });
}

/** The place of latitude and east longitude (degrees) on the unit sphere. */
export function unitVector(latDeg: number, lonDeg: number): readonly [number, number, number] {
  const [lat, lon] = [(latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180];
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

/** Everything that the union of the hubs' logs says, sorted by entry hash: the same rows from the same logs, in whatever order these are read. */
export async function catalogueRows(hubs: readonly Hub[], known: readonly KnownHub[]): Promise<CatalogueRows> {
  const rows: CatalogueRows = { products: [], files: [], receipts: [] };
  const seen = new Map<string, DepositEntry>();
  for (const hub of hubs) {
    const hashes = [...hub.entryHashes()];
    let index = 0;
    for await (const bytes of hub.entries()) {
      const hash = hashes[index++]!;
      if (!seen.has(hash)) seen.set(hash, parseEntry(bytes));
    }
  }
  const heads: OpenedHeads = new Map();
  for (const [hash, entry] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    rows.products.push(productRow(hash, entry));
    rows.files.push(...fileRows(hash, entry));
    rows.receipts.push(...receiptRows(hash, hubs, known, heads));
  }
  return rows;
}

function productRow(hash: string, entry: DepositEntry): ProductRow {
  const { metadata, objects } = entry;
  const [x, y, z] = unitVector(metadata.latDeg, metadata.lonDeg);
  const words = [
    entry.product,
    entry.ownerId,
    metadata.title,
    metadata.missionId,
    metadata.instrumentId,
    metadata.experimentId,
  ];
  return {
    entry_hash: hash,
    lidvid: entry.product,
    title: metadata.title,
    mission_id: metadata.missionId,
    instrument_id: metadata.instrumentId,
    experiment_id: metadata.experimentId,
    activity_id: metadata.activityId,
    owner_id: entry.ownerId,
    agreement_id: entry.agreementId,
    start_utc: sortableUtc(metadata.startUtc),
    stop_utc: sortableUtc(metadata.stopUtc),
    lat_deg: metadata.latDeg,
    lon_deg: ((metadata.lonDeg % 360) + 360) % 360,
    x,
    y,
    z,
    embargo_until: entry.embargoUntilUtc === null ? null : sortableUtc(entry.embargoUntilUtc),
    quality: metadata.quality,
    simulated: metadata.simulated,
    bytes: objects.reduce((sum, object) => sum + object.bytes, 0),
    depositor: entry.depositor,
    words: words.join(' ').toLowerCase(),
  };
}

function fileRows(hash: string, { objects }: DepositEntry): FileRow[] {
  return objects.map(({ role, name, mediaType, sha256, bytes }, position) => {
    return { entry_hash: hash, position, role, name, media_type: mediaType, sha256, bytes };
  });
}

/**
 * One row per hub that vouches for the entry: the hubs read here by their logs, which were verified when they were opened; others by their
 * receipts, verified here with the keys of the hubs known. A hub that was read and has lost the entry does not vouch for it, whatever it signed before.
 */
function receiptRows(hash: string, hubs: readonly Hub[], known: readonly KnownHub[], heads: OpenedHeads): ReceiptRow[] {
  const byHub = new Map<string, ReceiptRow>();
  const read = new Set(hubs.map(({ identity }) => identity.id));
  for (const hub of hubs) {
    const place = hub.acknowledged(hash);
    const { id, country } = hub.identity;
    if (place !== null)
      byHub.set(id, { entry_hash: hash, hub_id: id, country, log_index: place.logIndex, at_utc: place.atUtc });
  }
  for (const receipt of hubs.flatMap((hub) => hub.peers.of(hash))) {
    const { hubId, country, logIndex, atUtc } = receipt;
    const hub = read.has(hubId) || byHub.has(hubId) ? undefined : known.find(({ id }) => id === hubId);
    if (hub !== undefined && isReceiptValid(receipt, hub, nodeCrypto, heads))
      byHub.set(hubId, { entry_hash: hash, hub_id: hubId, country, log_index: logIndex, at_utc: atUtc });
  }
  return [...byHub.values()].sort((a, b) => (a.hub_id < b.hub_id ? -1 : 1));
}
