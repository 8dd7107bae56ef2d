import { concatBytes } from '@noble/hashes/utils.js';
import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { ArchiveError } from './archive-error.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';

/**
 * Signed notes, C2SP signed-note v1.0.0 (https://c2sp.org/signed-note), Ed25519 only:
 *
 *     text, ending in a newline
 *
 *     — name base64(key id, 4 bytes || signature, 64 bytes)
 */
export interface NoteKey {
  readonly name: string;
  /** First 4 bytes of SHA-256(name || 0x0A || 0x01 || public key), as a number. */
  readonly id: number;
  readonly publicKey: Uint8Array;
}

export interface NoteSigner {
  readonly key: NoteKey;
  readonly seed: Uint8Array;
}

const ED25519 = 1; // signature type identifier byte
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Key names are non-empty and hold neither white space nor plus. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s+\p{Z}\p{Cc}]/u.test(name);
}

export function noteKey(name: string, publicKey: Uint8Array, crypto: ArchiveCrypto = pureCrypto): NoteKey {
  if (!isKeyName(name)) throw new ArchiveError('BAD_NOTE', `"${name}" cannot name a key: white space or +`, name);
  const hash = crypto.sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey));
  return { name, id: new DataView(hash.buffer, hash.byteOffset).getUint32(0), publicKey };
}

/** The signer of a 32-byte Ed25519 seed. */
export function noteSigner(name: string, seed: Uint8Array, crypto: ArchiveCrypto = pureCrypto): NoteSigner {
  return { key: noteKey(name, crypto.publicKey(seed), crypto), seed };
}

/** `name+hash+base64(0x01 || public key)`, the text form that people exchange (a "vkey"). */
export function formatKey(key: NoteKey): string {
  const id = key.id.toString(16).padStart(8, '0');
  return `${key.name}+${id}+${encodeBase64(concatBytes(Uint8Array.of(ED25519), key.publicKey))}`;
}

/** Reads a vkey; refuses other algorithms and a hash that is not the key's. */
export function parseKey(text: string, crypto: ArchiveCrypto = pureCrypto): NoteKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const bytes = match === null ? null : decodeBase64(match[3]!);
  if (match === null || bytes?.length !== 33 || bytes[0] !== ED25519)
    throw new ArchiveError('BAD_NOTE', `"${text}" is not an Ed25519 verifier key (name+hash+base64)`, text);
  const key = noteKey(match[1]!, bytes.slice(1), crypto);
  if (key.id !== parseInt(match[2]!, 16))
    throw new ArchiveError('BAD_NOTE', `the hash in "${text}" is not that of its key`, text);
  return key;
}

/** Signs `text`, which must end in a newline, with one or several keys. */
export function signNote(text: string, signers: readonly NoteSigner[], crypto: ArchiveCrypto = pureCrypto): string {
  checkText(text);
  return [`${text}\n`, ...signers.map((signer) => signatureLine(text, signer, crypto))].join('');
}

function signatureLine(text: string, signer: NoteSigner, crypto: ArchiveCrypto): string {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, signer.key.id);
  const signature = crypto.sign(signer.seed, utf8(text));
  return `— ${signer.key.name} ${encodeBase64(concatBytes(id, signature))}\n`;
}

export interface OpenedNote {
  readonly text: string;
  /** Keys whose signature was verified; never empty. */
  readonly signedBy: readonly NoteKey[];
}

/**
 * The text of a note signed by at least one of `keys`. Signatures of unknown keys are passed over; one of a known key that does not verify
 * refuses the whole note, as the specification recommends.
 */
export function openNote(note: string, keys: readonly NoteKey[], crypto: ArchiveCrypto = pureCrypto): OpenedNote {
  const { text, signatures } = parseNote(note);
  const signedBy: NoteKey[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((candidate) => candidate.name === name && candidate.id === id);
    if (key === undefined || signedBy.includes(key)) continue;
    if (!crypto.verify(key.publicKey, utf8(text), signature))
      throw new ArchiveError('BAD_SIGNATURE', `the signature of ${name} does not verify`, name);
    signedBy.push(key);
  }
  if (signedBy.length === 0)
    throw new ArchiveError('BAD_SIGNATURE', `the note is signed by none of ${keys.map((key) => key.name).join(', ')}`);
  return { text, signedBy };
}

interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

function parseNote(note: string): { text: string; signatures: NoteSignature[] } {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new ArchiveError('BAD_NOTE', 'not a signed note: no signature block');
  const text = note.slice(0, split + 1);
  checkText(text);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > 64) throw new ArchiveError('BAD_NOTE', `${lines.length} signatures on a note; 64 are accepted`);
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const match = /^— (\S+) (\S+)$/.exec(line);
  const bytes = match === null ? null : decodeBase64(match[2]!);
  if (match === null || bytes === null || bytes.length < 5 || !isKeyName(match[1]!))
    throw new ArchiveError('BAD_NOTE', `not a signature line: ${JSON.stringify(line)}`);
  return {
    name: match[1]!,
    id: new DataView(bytes.buffer, bytes.byteOffset).getUint32(0),
    signature: bytes.slice(4),
  };
}

function checkText(text: string): void {
  if (!text.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(text))
    throw new ArchiveError('BAD_NOTE', 'a note ends in a newline and has no other control characters');
}
