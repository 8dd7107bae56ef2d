import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { openEphemeris, type Ephemeris, type KernelFile } from '@openilrs/core/ephemeris';
import { bundledPath } from '../bundled/index.ts';

/** Relative to the bundled data folder, in the order of loading. */
export async function bundledKernelPaths(): Promise<readonly string[]> {
  const list = JSON.parse(await readFile(bundledPath('ephemeris/kernels.json'), 'utf8')) as { kernels: string[] };
  return list.kernels.map((relative) => bundledPath(relative));
}

/**
 * Reads kernel files in the order given (later ones take precedence).
 *
 * @throws InputError `KERNEL_FILE` when a file cannot be read
 */
export async function readKernels(paths: readonly string[]): Promise<readonly KernelFile[]> {
  return Promise.all(paths.map(readKernel));
}

/** The bundled kernels (see data/ephemeris/kernels.json), followed by `more` if given, so that a user's files take precedence. */
export async function loadBundledKernels(more: readonly string[] = []): Promise<readonly KernelFile[]> {
  return readKernels([...(await bundledKernelPaths()), ...more]);
}

/** {@link loadBundledKernels}, opened. */
export async function openBundledEphemeris(more: readonly string[] = []): Promise<Ephemeris> {
  return openEphemeris(await loadBundledKernels(more));
}

async function readKernel(path: string): Promise<KernelFile> {
  try {
    const bytes = await readFile(path);
    return { name: basename(path), bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  } catch (cause) {
    throw new InputError('KERNEL_FILE', 'cannot be read', {
      where: path,
      legal: 'a readable SPK, PCK, LSK or FK file',
      remedy: 'Correct the path',
      cause,
    });
  }
}
