import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Where PDS4 dictionaries (`PDS4_PDS_1Q00.xsd`, `.sch`) come from: by file name only, never from the network. */
export interface Dictionaries {
  /** The bytes of a dictionary file, or null when it is not at hand. */
  find(fileName: string): Uint8Array | null;
  /** File names at hand, sorted. */
  names(): readonly string[];
}

/** Dictionaries in folders and the folders below them; `.gz` files are unpacked. The first of equal names counts. */
export function folderDictionaries(...folders: readonly string[]): Dictionaries {
  const paths = new Map<string, string>();
  for (const folder of folders)
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const name = basename(path).replace(/\.gz$/, '');
      if (/\.(xsd|sch)$/i.test(name) && !paths.has(name)) paths.set(name, join(folder, path));
    }
  return {
    find(fileName) {
      const path = paths.get(fileName);
      if (path === undefined) return null;
      const bytes = readFileSync(path);
      return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    },
    names: () => [...paths.keys()].sort(),
  };
}
