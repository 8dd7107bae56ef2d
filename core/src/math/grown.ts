type Column = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A column of numbers twice as long, what it held first, then zeros: pushing one at a time then takes constant time each on average. The column must not be empty. */
export function grown<C extends Column>(column: C): C {
  const larger = new (column.constructor as new (length: number) => C)(2 * column.length);
  larger.set(column);
  return larger;
}
