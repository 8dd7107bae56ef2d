/**
 * Distance from every cell to the nearest cell of a mask, exact Euclidean, in cells: the two-pass lower envelope of parabolas of Felzenszwalb and Huttenlocher (Theory of
 * Computing 8, 2012). Infinity where the mask is empty.
 */
export function distanceTo(mask: Uint8Array, rows: number, columns: number): Float64Array {
  const squared = Float64Array.from(mask, (inside) => (inside ? 0 : Infinity));
  const longest = Math.max(rows, columns);
  const line = new Float64Array(longest);
  const envelope = { vertex: new Int32Array(longest), from: new Float64Array(longest + 1) };
  const pass = (start: number, stride: number, count: number): void => {
    for (let i = 0; i < count; i++) line[i] = squared[start + i * stride]!;
    parabolas(line, count, envelope, (i, value) => (squared[start + i * stride] = value));
  };
  for (let column = 0; column < columns; column++) pass(column, columns, rows);
  for (let row = 0; row < rows; row++) pass(row * columns, 1, columns);
  return squared.map(Math.sqrt);
}

/** min over q of (p - q)^2 + f(q), for all p. */
function parabolas(
  f: Float64Array,
  n: number,
  { vertex, from }: { vertex: Int32Array; from: Float64Array },
  put: (p: number, value: number) => void,
): void {
  let k = -1;
  for (let q = 0; q < n; q++) {
    if (f[q] === Infinity) continue;
    let start = -Infinity;
    while (k >= 0) {
      const v = vertex[k]!;
      start = (f[q]! + q * q - (f[v]! + v * v)) / (2 * q - 2 * v);
      if (start > from[k]!) break;
      k--;
      start = -Infinity;
    }
    k++;
    vertex[k] = q;
    from[k] = start;
    from[k + 1] = Infinity;
  }
  if (k < 0) return;
  for (let p = 0, i = 0; p < n; p++) {
    while (from[i + 1]! < p) i++;
    const v = vertex[i]!;
    put(p, (p - v) * (p - v) + f[v]!);
  }
}

/** The mask without patches (of cells that touch at a side) of fewer than `least` cells. */
export function withoutSpecks(mask: Uint8Array, rows: number, columns: number, least: number): Uint8Array {
  const kept = Uint8Array.from(mask);
  const seen = new Uint8Array(mask.length);
  const patch: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    patch.length = 0;
    patch.push(start);
    seen[start] = 1;
    for (let i = 0; i < patch.length; i++) {
      const at = patch[i]!;
      const column = at % columns;
      const visit = (next: number, inside: boolean): void => {
        if (!inside || !mask[next] || seen[next]) return;
        seen[next] = 1;
        patch.push(next);
      };
      visit(at - 1, column > 0);
      visit(at + 1, column < columns - 1);
      visit(at - columns, at >= columns);
      visit(at + columns, at < (rows - 1) * columns);
    }
    if (patch.length < least) for (const at of patch) kept[at] = 0;
  }
  return kept;
}
