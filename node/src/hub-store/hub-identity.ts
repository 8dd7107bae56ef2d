import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import {
  decodeBase64,
  encodeBase64,
  formatKey,
  noteSigner,
  parseKey,
  type NoteKey,
  type NoteSigner,
} from '@openilrs/core/archive';
import { z } from 'zod';
import { replaceDurably } from './durable-file.ts';
import { nodeCrypto } from './node-crypto.ts';

export interface HubIdentity {
  readonly id: string;
  readonly title: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

const fileSchema = z.strictObject({
  format: z.literal('openilrs-hub/1'),
  id: z.string(),
  title: z.string(),
  country: z.string(),
  key: z.string(),
});

/** Name under which a hub signs. `.example` (RFC 2606) until somebody runs one under a name of their own. */
export const hubOrigin = (id: string) => `openilrs.example/hub/${id}`;

/** True when the folder holds a hub. */
export const isHub = (folder: string) => existsSync(join(folder, 'hub.json'));

/** True for a hub, also one that has lost its card: such a folder must be named as damaged, not passed over. */
export const isHubFolder = (folder: string) =>
  isHub(folder) || (existsSync(join(folder, 'log')) && existsSync(join(folder, 'objects')));

/** Creates the hub's key and card where they are missing; a crash between the two is made good by the next call. */
export async function createIdentity(folder: string, identity: HubIdentity, seed?: Uint8Array): Promise<void> {
  if (isHub(folder)) return;
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, 'key'))) {
    const signer = noteSigner(hubOrigin(identity.id), seed ?? randomBytes(32), nodeCrypto);
    const secret = encodeBase64(Buffer.concat([Buffer.from([1]), signer.seed]));
    const [name, id] = formatKey(signer.key).split('+');
    await replaceDurably(join(folder, 'key'), `PRIVATE+KEY+${name}+${id}+${secret}\n`, 0o600);
  }
  const { key } = await readSigner(folder);
  const { id, title, country } = identity;
  const card = { format: 'openilrs-hub/1', id, title, country, key: formatKey(key) };
  await replaceDurably(join(folder, 'hub.json'), `${JSON.stringify(card, null, 2)}\n`);
}

/** Who the hub is; throws {@link InputError} when the folder holds none. */
export async function readIdentity(folder: string): Promise<HubIdentity & { readonly key: NoteKey }> {
  const where = join(folder, 'hub.json');
  const text = await readFile(where, 'utf8').catch(() => {
    throw new InputError('HUB_MISSING', 'there is no hub in this folder', {
      where: folder,
      remedy: 'Give the folder that holds hub.json, or one with such folders in it',
    });
  });
  try {
    const card = fileSchema.parse(JSON.parse(text));
    return { id: card.id, title: card.title, country: card.country, key: parseKey(card.key, nodeCrypto) };
  } catch (cause) {
    throw new InputError('HUB_CARD', 'not the card of a hub', { where, cause });
  }
}

/** The private key, in the text form of the C2SP and Go note tools. */
export async function readSigner(folder: string): Promise<NoteSigner> {
  const where = join(folder, 'key');
  const text = await readFile(where, 'utf8').catch(() => '');
  const match = /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+(\S+)\s*$/.exec(text);
  const bytes = match === null ? null : decodeBase64(match[2]!);
  if (match === null || bytes?.length !== 33 || bytes[0] !== 1) {
    throw new InputError('HUB_KEY', 'the private key of the hub is missing or cannot be read', {
      where,
      remedy: 'Put it back from its backup; the log can be read and verified without it',
    });
  }
  return noteSigner(match[1]!, bytes.slice(1), nodeCrypto);
}
