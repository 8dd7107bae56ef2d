import { concatBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { ArchiveCrypto } from './archive-crypto.ts';
import { contentAddress, isContentAddress, pureCrypto } from './archive-crypto.ts';
import { ArchiveError } from './archive-error.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { canonicalBytes, type JsonValue } from './canonical-json.ts';
import { leafHash } from './merkle-tree.ts';
import { formatKey, parseKey, type NoteSigner } from './signed-note.ts';

/** ISO 8601 UTC to whole seconds or finer, with Z: sorts as text only among equals of length, so compare with {@link Date.parse} or in SQL. */
const utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/, 'expected UTC as YYYY-MM-DDThh:mm:ss[.fff]Z');

const objectSchema = z.strictObject({
  role: z.enum(['data', 'label', 'inventory', 'document', 'browse']),
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/),
  mediaType: z.string().min(1),
  sha256: z.string().refine(isContentAddress, 'expected 64 lower-case hex digits'),
  bytes: z.int().nonnegative(),
});

const metadataSchema = z.strictObject({
  title: z.string().min(1),
  missionId: z.string().min(1),
  instrumentId: z.string().min(1),
  experimentId: z.string().min(1),
  /** The executed activity that the product came from. */
  activityId: z.string().min(1),
  startUtc: utc,
  stopUtc: utc,
  latDeg: z.number().min(-90).max(90),
  lonDeg: z.number().min(-360).max(360),
  quality: z.enum(['complete', 'partial']),
  /** True for measurements that a program made up; shown wherever the product is. */
  simulated: z.boolean(),
});

export const depositSchema = z.strictObject({
  format: z.literal('openilrs-deposit/1'),
  /** PDS4 logical identifier with version, `urn:...::1.0`. */
  product: z.string().regex(/^urn(:[a-z0-9][a-z0-9._-]*){3,6}::[1-9]\d*\.\d+$/),
  objects: z.array(objectSchema).min(1),
  ownerId: z.string().min(1),
  /** The agreement whose data rights hold. Its terms may change: they are looked up when the product is read. */
  agreementId: z.string().min(1),
  /** Others may read from this instant; null from the start. */
  embargoUntilUtc: utc.nullable(),
  metadata: metadataSchema,
  /** Verifier key (`name+hash+base64`) of who deposits. */
  depositor: z.string().min(1),
  /** Base64 Ed25519 signature over {@link statementBytes}. */
  signature: z.string().min(1),
});

export type DepositEntry = z.infer<typeof depositSchema>;
export type DepositObject = DepositEntry['objects'][number];
export type DepositMetadata = DepositEntry['metadata'];
export type DepositStatement = Omit<DepositEntry, 'signature' | 'depositor' | 'format'>;

const DOMAIN = new TextEncoder().encode('openilrs-deposit/1\n'); // keeps the signature from meaning anything else

/** What the depositor signs: the domain line and the canonical JSON of the entry without its signature. */
export function statementBytes(entry: Omit<DepositEntry, 'signature'>): Uint8Array {
  return concatBytes(DOMAIN, canonicalBytes(entry as JsonValue));
}

/** Completes and signs a deposit. Deterministic: the same statement and key give the same entry. */
export function signDeposit(
  statement: DepositStatement,
  depositor: NoteSigner,
  crypto: ArchiveCrypto = pureCrypto,
): DepositEntry {
  const unsigned = { format: 'openilrs-deposit/1' as const, ...statement, depositor: formatKey(depositor.key) };
  return { ...unsigned, signature: encodeBase64(crypto.sign(depositor.seed, statementBytes(unsigned))) };
}

/** The bytes that go into the log: canonical JSON in UTF-8. */
export function entryBytes(entry: DepositEntry): Uint8Array {
  return canonicalBytes(entry as JsonValue);
}

/** Identity of an entry, the same in every hub: its RFC 6962 leaf hash. */
export function entryHash(entry: DepositEntry, crypto: ArchiveCrypto = pureCrypto): Uint8Array {
  return leafHash(entryBytes(entry), crypto);
}

/**
 * Reads an entry from the bytes of a log: it must be well-formed, canonical to the byte, and signed by its depositor.
 * Throws {@link ArchiveError} `BAD_ENTRY`.
 */
export function readEntry(bytes: Uint8Array, crypto: ArchiveCrypto = pureCrypto): DepositEntry {
  const entry = parseEntry(bytes);
  checkDepositSignature(entry, crypto);
  return entry;
}

/** Like {@link readEntry}, without the signature: for entries of one's own log, which were verified when they came in. */
export function parseEntry(bytes: Uint8Array): DepositEntry {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ArchiveError('BAD_ENTRY', 'a log entry is not JSON', undefined, cause);
  }
  const parsed = depositSchema.safeParse(value);
  if (!parsed.success)
    throw new ArchiveError('BAD_ENTRY', `a log entry is no deposit: ${z.prettifyError(parsed.error)}`);
  const again = entryBytes(parsed.data);
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i]))
    throw new ArchiveError('BAD_ENTRY', 'a log entry is not in canonical form', parsed.data.product);
  return parsed.data;
}

/** Throws `BAD_ENTRY` unless the depositor's signature verifies. */
export function checkDepositSignature(entry: DepositEntry, crypto: ArchiveCrypto = pureCrypto): void {
  const { signature, ...unsigned } = entry;
  const bytes = decodeBase64(signature);
  const key = parseKey(entry.depositor, crypto);
  if (bytes === null || !crypto.verify(key.publicKey, statementBytes(unsigned), bytes))
    throw new ArchiveError('BAD_ENTRY', `the depositor's signature on ${entry.product} does not verify`, entry.product);
}

/** Throws `ALTERED_OBJECT` unless `bytes` are those that the entry names. */
export function checkObject(
  object: Pick<DepositObject, 'sha256'>,
  bytes: Uint8Array,
  crypto: ArchiveCrypto = pureCrypto,
): void {
  const got = contentAddress(bytes, crypto);
  if (got !== object.sha256)
    throw new ArchiveError('ALTERED_OBJECT', `object ${object.sha256} has the digest ${got}`, object.sha256);
}
