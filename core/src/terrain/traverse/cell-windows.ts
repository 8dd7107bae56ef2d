/** When something is true at every cell: disjoint closed spans of slots, in order, cell after cell. */
export interface CellWindows {
  /** Spans of cell c: entries `first[c]` to below `first[c + 1]`. */
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The span of `cell` that holds the slot, or -1. */
export function windowAt({ first, from, to }: CellWindows, cell: number, slot: number): number {
  for (let k = first[cell]!; k < first[cell + 1]!; k++) {
    if (from[k]! > slot) return -1;
    if (to[k]! >= slot) return k;
  }
  return -1;
}

/** True when one span of `cell` holds all of [slot, end]. */
export function coversSpan(windows: CellWindows, cell: number, slot: number, end: number): boolean {
  const k = windowAt(windows, cell, slot);
  return k >= 0 && windows.to[k]! >= end;
}

/** Collects spans cell by cell. */
export function cellWindows(spans: readonly (readonly (readonly [from: number, to: number])[])[]): CellWindows {
  const first = new Int32Array(spans.length + 1);
  spans.forEach((list, cell) => (first[cell + 1] = first[cell]! + list.length));
  const flat = spans.flat();
  return {
    first,
    from: Int32Array.from(flat, ([from]) => from),
    to: Int32Array.from(flat, ([, to]) => to),
  };
}
