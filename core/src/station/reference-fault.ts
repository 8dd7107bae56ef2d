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

export function unknown(path: Fault['path'], name: string, known: readonly string[], what: string): Fault[] {
  if (known.includes(name)) return [];
  return [{ path, message: `no ${what} "${name}" is declared (legal: ${known.join(', ') || 'none'})` }];
}
