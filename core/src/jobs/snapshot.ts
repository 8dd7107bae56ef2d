/**
 * The state of long work as JSON, and back: so that it can be left anywhere and taken up again, on another machine too, with the same bytes after it.
 *
 * State is plain data: objects, arrays, maps, sets, typed arrays, numbers (with infinities and -0, to the bit), strings, booleans, null. One object that is reached twice stays one object.
 * What does not change (a specification, a grid) is left out: it is handed over as `fixed`, by name, when writing and again when reading.
 */
export type Snapshot = string | number | boolean | null | readonly Snapshot[] | { readonly [key: string]: Snapshot };

/** Objects that are not part of the state, each with the name under which the state refers to it. */
export type Fixed = ReadonlyMap<object, string>;

type TypedArray = Float64Array | Int32Array | Uint8Array;
const TYPED = { Float64Array, Int32Array, Uint8Array } as const;

/**
 * @throws Error when the state holds a function, a symbol or an object of a class: it could not be read again
 */
export function takeSnapshot(state: object, fixed: Fixed = new Map()): Snapshot {
  const seen = new Map<object, number>();
  const write = (value: unknown, where: string): Snapshot => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $n: Object.is(value, -0) ? '-0' : String(value) }; // prettier-ignore
    if (typeof value !== 'object') throw new Error(`a ${typeof value} at ${where} cannot be saved`);
    const name = fixed.get(value);
    if (name !== undefined) return { $x: name };
    const before = seen.get(value);
    if (before !== undefined) return { $r: before };
    seen.set(value, seen.size);
    if (Array.isArray(value)) return value.map((one, i) => write(one, `${where}.${i}`));
    if (value instanceof Map) return { $m: [...value].map(([k, v]) => [write(k, where), write(v, `${where}.${k}`)]) };
    if (value instanceof Set) return { $s: [...value].map((one) => write(one, where)) };
    const typed = typedName(value);
    if (typed !== null) return { $t: typed, $v: Array.from(value as TypedArray, (n) => write(n, where)) };
    return writeRecord(value, where, write);
  };
  return write(state, 'state');
}

function writeRecord(value: object, where: string, write: (value: unknown, where: string) => Snapshot): Snapshot {
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) throw new Error(`an object of a class at ${where} cannot be saved`);
  const record: Record<string, Snapshot> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key.startsWith('$')) throw new Error(`the name ${key} at ${where} is kept for the snapshot itself`);
    if (one !== undefined) record[key] = write(one, `${where}.${key}`);
  }
  return record;
}

function typedName(value: object): keyof typeof TYPED | null {
  for (const name of ['Float64Array', 'Int32Array', 'Uint8Array'] as const)
    if (value instanceof TYPED[name]) return name;
  return null;
}

/**
 * Brings `state`, freshly made as the saved one once was, to what the snapshot holds. Objects that are there already are changed in place, so closures over them keep working.
 *
 * @throws Error when the snapshot refers to something fixed that is not handed over
 */
export function restoreSnapshot(state: object, snapshot: Snapshot, fixed: Fixed = new Map()): void {
  const named = new Map<string, object>();
  for (const [object, name] of fixed) named.set(name, object);
  const seen: object[] = [];
  const keep = <T extends object>(object: T): T => {
    seen.push(object);
    return object;
  };
  const read = (saved: Snapshot, now: unknown): unknown => {
    if (saved === null || typeof saved !== 'object') return saved;
    if (Array.isArray(saved)) {
      const list = keep(Array.isArray(now) ? (now as unknown[]) : []);
      list.length = saved.length;
      saved.forEach((one: Snapshot, i) => (list[i] = read(one, list[i])));
      return list;
    }
    const record = saved as { readonly [key: string]: Snapshot };
    if ('$n' in record) return record['$n'] === '-0' ? -0 : Number(record['$n']);
    if ('$r' in record) return seen[record['$r'] as number];
    if ('$x' in record) return fixedOne(named, record['$x'] as string);
    if ('$m' in record) return readMap(record['$m'] as [Snapshot, Snapshot][], keep(now instanceof Map ? now : new Map()), read); // prettier-ignore
    if ('$s' in record) {
      const set = keep(now instanceof Set ? (now as Set<unknown>) : new Set<unknown>());
      set.clear();
      for (const one of record['$s'] as Snapshot[]) set.add(read(one, undefined));
      return set;
    }
    if ('$t' in record) return readTyped(record, now, keep, read);
    return readRecord(record, keep(isRecord(now) ? now : {}), read);
  };
  read(snapshot, state);
}

type Read = (saved: Snapshot, now: unknown) => unknown;

function fixedOne(named: ReadonlyMap<string, object>, name: string): object {
  const object = named.get(name);
  if (object === undefined) throw new Error(`the snapshot refers to "${name}", which this run does not have`);
  return object;
}

function readMap(
  entries: readonly [Snapshot, Snapshot][],
  map: Map<unknown, unknown>,
  read: Read,
): Map<unknown, unknown> {
  const before = new Map(map);
  map.clear();
  for (const [k, v] of entries) {
    const key = read(k, undefined);
    map.set(key, read(v, before.get(key)));
  }
  return map;
}

function readTyped(
  record: { readonly [key: string]: Snapshot },
  now: unknown,
  keep: <T extends object>(object: T) => T,
  read: Read,
): TypedArray {
  const values = record['$v'] as Snapshot[];
  const Typed = TYPED[record['$t'] as keyof typeof TYPED];
  const array = keep(now instanceof Typed && now.length === values.length ? now : new Typed(values.length));
  values.forEach((one, i) => (array[i] = read(one, undefined) as number));
  return array;
}

function readRecord(
  saved: { readonly [key: string]: Snapshot },
  record: Record<string, unknown>,
  read: Read,
): Record<string, unknown> {
  for (const key of Object.keys(record)) if (!(key in saved)) delete record[key];
  for (const [key, one] of Object.entries(saved)) record[key] = read(one, record[key]);
  return record;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Names every object inside `root` by its path, for {@link Fixed}. */
export function namesInside(root: object, name: string, into: Map<object, string> = new Map()): Map<object, string> {
  if (into.has(root)) return into;
  into.set(root, name);
  if (ArrayBuffer.isView(root)) return into;
  for (const [key, one] of Object.entries(root))
    if (typeof one === 'object' && one !== null) namesInside(one as object, `${name}.${key}`, into);
  return into;
}
