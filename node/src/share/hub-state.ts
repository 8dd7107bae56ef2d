import type { HubState } from '@openilrs/core/mission';
import { parseEntry } from '@openilrs/core/archive';
import type { Hub } from '../hub-store/index.ts';

/** What a hub holds, counted from its log. */
export async function hubState(hub: Hub): Promise<HubState> {
  const sizes = new Map<string, number>();
  for await (const bytes of hub.entries())
    for (const object of parseEntry(bytes).objects) sizes.set(object.sha256, object.bytes);
  return {
    ...hub.identity,
    publicKeyHex: Buffer.from(hub.key.publicKey).toString('hex'),
    logSize: hub.size,
    rootHashHex: hub.rootHash,
    objects: sizes.size,
    bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
}
