import { createHash } from 'node:crypto';
import { basename, isAbsolute, join } from 'node:path';
import type { World } from '@openilrs/core/mission';
import { bundledKernelPaths, readKernels } from '../kernels/index.ts';
import type { MissionOnDisk } from './read-mission.ts';

/** Input name -> sha256 in hex, as provenance has them. */
export type Inputs = Readonly<Record<string, string>>;

/** Digests of what every verb reads: the mission file, its terrain and its kernels. */
export async function missionInputs(onDisk: MissionOnDisk, { terrain }: Pick<World, 'terrain'>): Promise<Inputs> {
  const { kernels } = onDisk.mission;
  const path = (file: string) => (isAbsolute(file) ? file : join(onDisk.folder, file));
  const read = await readKernels(kernels === 'bundled' ? await bundledKernelPaths() : kernels.map(path));
  return namedInputs([
    [onDisk.name, onDisk.sha256],
    ...terrain.map(({ name, sha256 }) => [name, sha256] as const),
    ...read.map(({ name, bytes }) => [name, sha256Of(bytes)] as const),
  ]);
}

/** Digests by name. A name that stands for two different files is numbered (`map.tif (2)`), so that none is left out. */
export function namedInputs(files: Iterable<readonly [name: string, sha256: string]>): Inputs {
  const inputs = new Map<string, string>();
  for (const [given, sha256] of files) {
    const name = isAbsolute(given) ? basename(given) : given;
    let free = name;
    for (let n = 2; inputs.has(free) && inputs.get(free) !== sha256; n += 1) free = `${name} (${n})`;
    inputs.set(free, sha256);
  }
  return Object.fromEntries(inputs);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
