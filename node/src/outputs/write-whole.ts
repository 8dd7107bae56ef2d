import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Name and content of a file of a folder. */
export type OutputFile = readonly [name: string, content: string | Uint8Array];

/**
 * Writes files of a folder (made if need be) whole or not at all: all of them beside their places first, then each into its place at once. Whoever reads
 * meanwhile, or after a full disk or an interruption, finds the old files or the new ones.
 *
 * @returns their paths
 */
export async function writeFilesWhole(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const moves = files.map(([name]) => [join(folder, `.${name}.${process.pid}.part`), join(folder, name)] as const);
  try {
    for (const [i, [, content]] of files.entries()) await writeFile(moves[i]![0], content);
    for (const [part, path] of moves) await rename(part, path);
  } finally {
    for (const [part] of moves) await rm(part, { force: true });
  }
  return moves.map(([, path]) => path);
}

/** {@link writeFilesWhole} for one file, in a folder that exists. */
export async function writeFileWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    await writeFile(part, content);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}
