/** A binary heap of numbered things by a key; equal keys leave in the order of their numbers, so that a search repeats. */
export interface MinHeap {
  readonly size: () => number;
  push(key: number, id: number): void;
  /** Number of the least key; the heap must not be empty. */
  pop(): number;
}

export function minHeap(): MinHeap {
  const keys: number[] = [];
  const ids: number[] = [];
  const before = (a: number, b: number): boolean => keys[a]! < keys[b]! || (keys[a] === keys[b] && ids[a]! < ids[b]!);
  const swap = (a: number, b: number): void => {
    [keys[a], keys[b]] = [keys[b]!, keys[a]!];
    [ids[a], ids[b]] = [ids[b]!, ids[a]!];
  };
  return {
    size: () => ids.length,
    push(key, id) {
      let at = ids.length;
      keys.push(key);
      ids.push(id);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!before(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop() {
      const top = ids[0]!;
      const [key, id] = [keys.pop()!, ids.pop()!];
      if (ids.length === 0) return top;
      keys[0] = key;
      ids[0] = id;
      for (let at = 0; ;) {
        let least = at;
        for (let child = 2 * at + 1; child <= 2 * at + 2 && child < ids.length; child++)
          if (before(child, least)) least = child;
        if (least === at) return top;
        swap(at, least);
        at = least;
      }
    },
  };
}
