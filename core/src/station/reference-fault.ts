import { didYouMean } from '../errors/index.ts';

/** A field of a station file that does not fit the others. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Of an id declared twice, the path of its first declaration. */
  readonly first?: readonly (string | number)[];
}

export function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

/** `behind` stands after the name: `no component "arrray" with faults of kind ...`. */
export function unknown(
  path: Fault['path'],
  name: string,
  known: readonly string[],
  what: string,
  behind = '',
): Fault[] {
  if (known.includes(name)) return [];
  // an id that is declared twice is a fault of its own
  const legal = [...new Set(known)].join(', ') || 'none';
  return [{ path, message: `no ${what} "${name}"${behind} is declared${didYouMean(name, known)} (legal: ${legal})` }];
}
