import { sql, type Kysely } from 'kysely';

/** Times are text in ISO 8601 UTC with milliseconds and Z, so that they sort as they should and come back as they went in. */
export interface ProductRow {
  /** Hex RFC 6962 leaf hash of the log entry: identity. */
  readonly entry_hash: string;
  readonly lidvid: string;
  readonly title: string;
  readonly mission_id: string;
  readonly instrument_id: string;
  readonly experiment_id: string;
  readonly activity_id: string;
  readonly owner_id: string;
  readonly agreement_id: string;
  readonly start_utc: string;
  readonly stop_utc: string;
  readonly lat_deg: number;
  /** East, 0 to 360. */
  readonly lon_deg: number;
  /** The place as a unit vector, for distances near the pole. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly embargo_until: string | null;
  readonly quality: string;
  readonly simulated: boolean;
  readonly bytes: number;
  readonly depositor: string;
  /** Lower-case words to search in. */
  readonly words: string;
}

export interface FileRow {
  readonly entry_hash: string;
  readonly position: number;
  readonly role: string;
  readonly name: string;
  readonly media_type: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface ReceiptRow {
  readonly entry_hash: string;
  readonly hub_id: string;
  readonly country: string;
  readonly log_index: number;
  readonly at_utc: string;
}

export interface CatalogueTables {
  readonly products: ProductRow;
  readonly files: FileRow;
  readonly receipts: ReceiptRow;
}

/** Throws the tables away and makes them anew, empty. */
export async function recreateTables(db: Kysely<CatalogueTables>): Promise<void> {
  await sql`drop table if exists receipts, files, products`.execute(db);
  await sql`create table products (
    entry_hash text primary key, lidvid text not null, title text not null, mission_id text not null,
    instrument_id text not null, experiment_id text not null, activity_id text not null, owner_id text not null, agreement_id text not null,
    start_utc text not null, stop_utc text not null, lat_deg double precision not null, lon_deg double precision not null,
    x double precision not null, y double precision not null, z double precision not null, embargo_until text,
    quality text not null, simulated boolean not null, bytes double precision not null, depositor text not null,
    words text not null)`.execute(db);
  await sql`create table files (
    entry_hash text not null, position integer not null, role text not null, name text not null,
    media_type text not null, sha256 text not null, bytes double precision not null,
    primary key (entry_hash, position))`.execute(db);
  await sql`create table receipts (
    entry_hash text not null, hub_id text not null, country text not null, log_index integer not null,
    at_utc text not null, primary key (entry_hash, hub_id))`.execute(db);
  await sql`create index products_time on products (start_utc, lidvid)`.execute(db);
  await sql`create index products_lidvid on products (lidvid)`.execute(db);
  await sql`create index files_sha256 on files (sha256)`.execute(db);
}
