import { ArchiveError, contentAddress, parseEntry } from '@openilrs/core/archive';
import type { Progress } from '@openilrs/core/jobs';
import { nodeCrypto, type Hub } from '../hub-store/index.ts';
import type { HubPeer } from './hub-peer.ts';

export interface RepairOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** An object that was missing or altered, and the first product that names it. */
export interface BadObject {
  readonly sha256: string;
  readonly product: string;
  readonly name: string;
  readonly code: 'MISSING_OBJECT' | 'ALTERED_OBJECT';
}

export interface RepairReport {
  readonly id: string;
  /** Objects that the log names; each was read and hashed. */
  readonly objects: number;
  /** Whole again, by the bytes of the hub `from`. */
  readonly healed: readonly (BadObject & { readonly from: string })[];
  /** Still bad: what each peer had to say. The bytes that are there stay as they are. */
  readonly lost: readonly (BadObject & { readonly message: string })[];
}

/**
 * Reads and hashes every object that the hub's log names and puts back what is missing or altered, from the first peer whose bytes have the digest.
 * Nobody's word is taken: the digest in the signed log decides. `pull` cannot do this: it does not read again what it has read.
 *
 * @param hub open for writing, or with `objectsOnly`
 * @param peers asked in this order; one that fails is passed over
 */
export async function repairHub(
  hub: Hub,
  peers: readonly HubPeer[],
  { signal, progress }: RepairOptions = {},
): Promise<RepairReport> {
  const named = await objectsOf(hub);
  const healed: RepairReport['healed'][number][] = [];
  const lost: RepairReport['lost'][number][] = [];
  let done = 0;
  for (const [sha256, facts] of named) {
    signal?.throwIfAborted();
    if (!(await hub.objects.isIntact(sha256))) {
      const code = (await hub.objects.size(sha256)) === null ? 'MISSING_OBJECT' : 'ALTERED_OBJECT';
      const bad: BadObject = { sha256, ...facts, code };
      const { from, said } = await heal(hub, peers, sha256);
      if (from === null) lost.push({ ...bad, message: said.join('; ') || 'there is no other hub to ask' });
      else healed.push({ ...bad, from });
    }
    progress?.(++done, named.size, `checking objects of hub ${hub.identity.id}`);
  }
  return { id: hub.identity.id, objects: named.size, healed, lost };
}

type Facts = Pick<BadObject, 'product' | 'name'>;

async function objectsOf(hub: Hub): Promise<Map<string, Facts>> {
  const named = new Map<string, Facts>();
  for await (const bytes of hub.entries()) {
    const { product, objects } = parseEntry(bytes);
    for (const { sha256, name } of objects) if (!named.has(sha256)) named.set(sha256, { product, name });
  }
  return named;
}

/** Which peer gave the bytes, or what each of them said instead. */
async function heal(
  hub: Hub,
  peers: readonly HubPeer[],
  sha256: string,
): Promise<{ from: string | null; said: string[] }> {
  const said: string[] = [];
  for (const peer of peers) {
    const answer = await ask(peer, sha256);
    if (typeof answer === 'string') {
      said.push(`${peer.id} ${answer}`);
      continue;
    }
    await hub.objects.putAll(new Map([[sha256, answer]]));
    if (await hub.objects.isIntact(sha256)) return { from: peer.id, said };
    throw new ArchiveError('ALTERED_OBJECT', `hub ${hub.identity.id} does not keep what is written to it`, sha256);
  }
  return { from: null, said };
}

/** Bytes with the digest asked for, or why there are none. */
async function ask(peer: HubPeer, sha256: string): Promise<Uint8Array | string> {
  try {
    const bytes = await peer.object(sha256);
    if (bytes === null) return 'does not have it';
    return contentAddress(bytes, nodeCrypto) === sha256 ? bytes : 'has it altered, too';
  } catch (error) {
    return `cannot give it (${error instanceof Error ? error.message : String(error)})`;
  }
}
