import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ArchiveError } from '@openilrs/core/archive';
import { isInputError } from '@openilrs/core/errors';
import type { ShareResult } from '@openilrs/core/mission';
import { openHub, readIdentity, type Hub, type HubOptions } from '../hub-store/index.ts';

/** A hub that cannot be read, and why; `code` is that of the error, `HUB_UNREADABLE` for what the disk itself refuses. */
export interface DamagedHub {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

export interface OpenedHubs {
  readonly hubs: readonly Hub[];
  /** Those that did not open, by folder. */
  readonly damaged: ReadonlyMap<string, DamagedHub>;
  /** What the first of those threw. */
  readonly firstError: unknown;
}

/** Opens every hub that can be opened, for reading unless `options` say otherwise: one that is damaged must not take the others with it. */
export async function openHubs(
  folders: readonly string[],
  options: Omit<HubOptions, 'create' | 'seed'> = { readOnly: true },
): Promise<OpenedHubs> {
  const hubs: Hub[] = [];
  const damaged = new Map<string, DamagedHub>();
  let firstError: unknown = null;
  for (const folder of folders) {
    try {
      hubs.push(await openHub(folder, options));
    } catch (error) {
      firstError ??= error;
      damaged.set(folder, await damagedHub(folder, error));
    }
  }
  return { hubs, damaged, firstError };
}

/** {@link openHubs} for reading; throws what the first hub throws when none opens. */
export async function openSomeHub(folders: readonly string[]): Promise<OpenedHubs> {
  const opened = await openHubs(folders);
  if (opened.hubs.length === 0) throw opened.firstError;
  return opened;
}

async function damagedHub(folder: string, error: unknown): Promise<DamagedHub> {
  const id = await readIdentity(folder).then(
    (card) => card.id,
    () => basename(folder), // its card is what is damaged
  );
  const message = error instanceof Error ? error.message : String(error);
  const isKnown = error instanceof ArchiveError || isInputError(error);
  return { id, code: isKnown ? error.code : 'HUB_UNREADABLE', message };
}

/** Hubs that `share.json` says were made and of which no folder is left. */
export function missingHubs(shareFolder: string, present: Iterable<string>): DamagedHub[] {
  const file = join(shareFolder, 'share.json');
  if (!existsSync(file)) return [];
  const there = new Set(present);
  const { hubs } = JSON.parse(readFileSync(file, 'utf8')) as Pick<ShareResult, 'hubs'>;
  return hubs
    .filter(({ id }) => !there.has(id))
    .map(({ id }) => ({ id, code: 'HUB_MISSING', message: `the folder of hub ${id} is not there` }));
}
