import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IndexFile, ScienceProduct } from '@openilrs/core/mission';

/**
 * Writes the products of a run as a PDS4 bundle that any PDS4 tool can read: `bundle.xml`, and for each instrument a folder with its
 * collection, inventory, tables and labels. A copy for people; the archive itself is in the hubs.
 */
export async function writeBundle(
  folder: string,
  products: readonly ScienceProduct[],
  index: readonly IndexFile[],
): Promise<void> {
  const files = new Map<string, Uint8Array>();
  for (const { statement, objects } of products)
    for (const object of statement.objects)
      files.set(join(collectionFolder(statement.product), object.name), objects.get(object.sha256)!);
  for (const { name, bytes } of index) files.set(join(indexFolder(name), name), bytes);
  for (const path of new Set([...files.keys()].map(dirname))) await mkdir(join(folder, path), { recursive: true });
  for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
}

/** `urn:a:b:bundle:data_x:product::1.0` lies in `data_x`. */
const collectionFolder = (lidvid: string) => lidvid.split(':')[4]!;

/** `collection_x.xml` lies in `data_x`, `bundle.xml` above. */
const indexFolder = (name: string) => /^collection_(.+)\.(?:csv|xml)$/.exec(name)?.[1]?.replace(/^/, 'data_') ?? '.';
