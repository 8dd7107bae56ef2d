import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { ArchiveError } from './archive-error.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { openNote, signNote, type NoteKey, type NoteSigner } from './signed-note.ts';

/** The head of a log at one size; https://c2sp.org/tlog-checkpoint. */
export interface Checkpoint {
  /** Identity of the log; equal to the name of the key that signs it. */
  readonly origin: string;
  readonly size: number;
  /** RFC 6962 root, 32 bytes. */
  readonly root: Uint8Array;
}

/** The three lines of the note's text. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Reads a checkpoint's text; extension lines are allowed and ignored, as the specification says. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', sizeText = '', rootText = '', ...extension] = text.split('\n');
  const root = decodeBase64(rootText);
  const size = Number(sizeText);
  const isSize = /^(0|[1-9][0-9]*)$/.test(sizeText) && Number.isSafeInteger(size);
  if (origin === '' || !isSize || root?.length !== 32 || extension.slice(0, -1).includes('') || !text.endsWith('\n'))
    throw new ArchiveError('BAD_NOTE', 'not a checkpoint: origin, size and base64 root, each on its line', origin);
  return { origin, size, root };
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner, crypto: ArchiveCrypto = pureCrypto): string {
  return signNote(formatCheckpoint(checkpoint), [signer], crypto);
}

/** Verifies the signature of `key` and, unless told otherwise, that the checkpoint is of the log that the key is named after. */
export function openCheckpoint(
  note: string,
  key: NoteKey,
  crypto: ArchiveCrypto = pureCrypto,
  origin = key.name,
): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [key], crypto).text);
  if (checkpoint.origin !== origin)
    throw new ArchiveError('BAD_NOTE', `checkpoint of ${checkpoint.origin}, expected ${origin}`, checkpoint.origin);
  return checkpoint;
}
