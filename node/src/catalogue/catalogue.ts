import { PGlite } from '@electric-sql/pglite';
import { isSafe, type KnownHub } from '@openilrs/core/archive';
import { InputError } from '@openilrs/core/errors';
import { Kysely, sql, type SqlBool, type Transaction } from 'kysely';
import type { Hub } from '../hub-store/index.ts';
import { catalogueRows, type CatalogueRows } from './catalogue-rows.ts';
import { announcedOnly, matches, readable, type Filter } from './filters.ts';
import { newDatabase } from './empty-database.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type {
  AnnouncedProduct,
  CatalogueProduct,
  Facet,
  ReadContext,
  SearchQuery,
  SearchResult,
} from './search-query.ts';
import { recreateTables, type CatalogueTables, type FileRow, type ProductRow, type ReceiptRow } from './tables.ts';

export interface CatalogueOptions {
  /** Folder of the database; default: in memory, rebuilt at every start. */
  readonly folder?: string;
  /** Receipts of this many hubs in as many countries make a deposit safe. */
  readonly k: number;
}

const INSERT = 200; // rows per statement: PostgreSQL takes 65535 parameters, PGlite is quickest below
const PAGE = { usual: 50, most: 100_000 };

/**
 * The index of the archive: it can be thrown away and rebuilt from the logs at any time and knows nothing that they do not say. Rights are
 * evaluated at every reading, in the same statement that finds, counts and measures.
 */
export class Catalogue {
  private readonly db: Kysely<CatalogueTables>;
  private readonly k: number;

  /** Use {@link openCatalogue}. */
  constructor(db: Kysely<CatalogueTables>, k: number) {
    this.db = db;
    this.k = k;
  }

  /**
   * Drops all tables and fills them from the union of the hubs' logs. Readers see the old catalogue until the new one is complete.
   *
   * @param known hubs whose receipts count, beside those read; default: those read
   * @returns the number of products
   */
  async rebuild(hubs: readonly Hub[], known: readonly KnownHub[] = hubs.map((hub) => hub.known)): Promise<number> {
    const rows = await catalogueRows(hubs, known);
    await this.db.transaction().execute(async (transaction) => {
      await recreateTables(transaction);
      await insertAll(transaction, rows);
    });
    return rows.products.length;
  }

  /** One page of the products that fit and may be read, with counts and extent of all of them. */
  async search(query: SearchQuery, context: ReadContext): Promise<SearchResult> {
    const { limit = PAGE.usual, offset = 0 } = query;
    checkPage(limit, offset);
    const fits: Filter = (eb) => eb.and([readable(context)(eb), matches(query)(eb)]);
    const products = this.db.selectFrom('products').where(fits);
    const extent = await products
      .select(({ fn }) => [
        fn.countAll<string>().as('total'),
        fn.min('start_utc').as('startUtc'),
        fn.max('stop_utc').as('stopUtc'),
        fn.min('lat_deg').as('latMinDeg'),
        fn.max('lat_deg').as('latMaxDeg'),
        fn.min('lon_deg').as('lonMinDeg'),
        fn.max('lon_deg').as('lonMaxDeg'),
      ])
      .executeTakeFirstOrThrow();
    const page = products.selectAll().orderBy('start_utc').orderBy('lidvid').orderBy('entry_hash');
    const rows = await page.limit(limit).offset(offset).execute();
    const { total, ...span } = extent;
    return {
      total: Number(total),
      items: await this.complete(rows),
      facets: {
        missionId: await this.facet('mission_id', fits),
        instrumentId: await this.facet('instrument_id', fits),
        ownerId: await this.facet('owner_id', fits),
      },
      extent: Number(total) === 0 ? null : (span as NonNullable<SearchResult['extent']>),
      announced: await this.announced(query, context),
    };
  }

  /** The product, or that it exists and is closed, or null: not there and not to be known are the same answer. */
  async product(lidvid: string, context: ReadContext): Promise<CatalogueProduct | AnnouncedProduct | null> {
    const products = this.db.selectFrom('products').where('lidvid', '=', lidvid).orderBy('entry_hash').limit(1);
    const row = await products.selectAll().where(readable(context)).executeTakeFirst();
    if (row !== undefined) return (await this.complete([row]))[0]!;
    const closed = await products.selectAll().where(announcedOnly(context)).executeTakeFirst();
    return closed === undefined ? null : announcement(closed);
  }

  /** True when the reader may have these bytes: a product that he may read names them. */
  async mayReadObject(sha256: string, context: ReadContext): Promise<boolean> {
    const hashes = this.db.selectFrom('files').select('entry_hash').where('sha256', '=', sha256);
    const found = this.db.selectFrom('products').select('entry_hash').where('entry_hash', 'in', hashes);
    return (await found.where(readable(context)).limit(1).executeTakeFirst()) !== undefined;
  }

  /** All rows as they are, for comparing catalogues. */
  async dump(): Promise<CatalogueRows> {
    const products = await this.db.selectFrom('products').selectAll().orderBy('entry_hash').execute();
    const files = await this.db.selectFrom('files').selectAll().orderBy('entry_hash').orderBy('position').execute();
    const receipts = await this.db.selectFrom('receipts').selectAll().orderBy('entry_hash').orderBy('hub_id').execute();
    return { products, files, receipts };
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }

  private async facet(column: 'mission_id' | 'instrument_id' | 'owner_id', fits: Filter): Promise<Facet[]> {
    const counts = this.db.selectFrom('products').where(fits).groupBy(column);
    const rows = await counts.select(({ fn }) => [`${column} as value`, fn.countAll<string>().as('count')]).execute();
    return rows
      .map(({ value, count }) => ({ value, count: Number(count) }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  private async announced(query: SearchQuery, context: ReadContext): Promise<SearchResult['announced']> {
    const { ownerId, limit = PAGE.usual, offset: _, ...telling } = query;
    if (Object.values(telling).some((value) => value !== undefined && value !== '')) return { total: 0, items: [] };
    let closed = this.db.selectFrom('products').where(announcedOnly(context));
    if (ownerId !== undefined) closed = closed.where('owner_id', '=', ownerId);
    const { total } = await closed.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
    const page = closed.selectAll().orderBy('embargo_until').orderBy('lidvid').limit(limit); // not by time of measurement
    return { total: Number(total), items: (await page.execute()).map(announcement) };
  }

  /** Adds files and receipts to rows that may be read. */
  private async complete(rows: readonly ProductRow[]): Promise<CatalogueProduct[]> {
    if (rows.length === 0) return [];
    const ofThese = sql<SqlBool>`entry_hash = any(${rows.map((row) => row.entry_hash)}::text[])`;
    const files = await this.db.selectFrom('files').selectAll().where(ofThese).orderBy('position').execute();
    const receipts = await this.db.selectFrom('receipts').selectAll().where(ofThese).orderBy('hub_id').execute();
    const [filesOf, receiptsOf] = [byEntry(files), byEntry(receipts)];
    return rows.map((row) => {
      return product(row, filesOf.get(row.entry_hash) ?? [], receiptsOf.get(row.entry_hash) ?? [], this.k);
    });
  }
}

function byEntry<T extends { readonly entry_hash: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.entry_hash);
    if (group === undefined) groups.set(row.entry_hash, [row]);
    else group.push(row);
  }
  return groups;
}

function product(
  row: ProductRow,
  files: readonly FileRow[],
  receipts: readonly ReceiptRow[],
  k: number,
): CatalogueProduct {
  const vouchers = receipts.map(({ hub_id, country, log_index, at_utc }) => {
    return { hubId: hub_id, country, logIndex: log_index, atUtc: at_utc };
  });
  return {
    access: 'full',
    entryHash: row.entry_hash,
    lidvid: row.lidvid,
    title: row.title,
    missionId: row.mission_id,
    instrumentId: row.instrument_id,
    experimentId: row.experiment_id,
    activityId: row.activity_id,
    ownerId: row.owner_id,
    agreementId: row.agreement_id,
    startUtc: row.start_utc,
    stopUtc: row.stop_utc,
    latDeg: row.lat_deg,
    lonDeg: row.lon_deg,
    embargoUntilUtc: row.embargo_until,
    quality: row.quality,
    simulated: row.simulated,
    bytes: row.bytes,
    files: files.map(({ role, name, media_type, sha256, bytes }) => ({
      role,
      name,
      mediaType: media_type,
      sha256,
      bytes,
    })),
    receipts: vouchers,
    safe: isSafe(vouchers, k),
  };
}

function announcement(row: ProductRow): AnnouncedProduct {
  return { access: 'announced', lidvid: row.lidvid, ownerId: row.owner_id, embargoUntilUtc: row.embargo_until ?? '' };
}

function checkPage(limit: number, offset: number): void {
  const isWhole = (value: number) => Number.isInteger(value) && value >= 0;
  if (isWhole(limit) && limit <= PAGE.most && isWhole(offset)) return;
  throw new InputError('SEARCH_PAGE', `there is no page of ${limit} products from ${offset}`, {
    legal: `limit 0 to ${PAGE.most}, offset from 0`,
  });
}

async function insertAll(db: Transaction<CatalogueTables>, rows: CatalogueRows): Promise<void> {
  for (const table of ['products', 'files', 'receipts'] as const)
    for (let i = 0; i < rows[table].length; i += INSERT)
      await db
        .insertInto(table)
        .values(rows[table].slice(i, i + INSERT) as never) // each table its own rows: the compiler cannot follow the loop
        .execute();
}

/** Opens an empty or existing catalogue; call {@link Catalogue.rebuild} before the first search of a new one. */
export async function openCatalogue({ folder, k }: CatalogueOptions): Promise<Catalogue> {
  const database = folder === undefined ? await newDatabase() : await PGlite.create({ dataDir: folder });
  const db = new Kysely<CatalogueTables>({ dialect: pgliteDialect(database) });
  return new Catalogue(db, k);
}
