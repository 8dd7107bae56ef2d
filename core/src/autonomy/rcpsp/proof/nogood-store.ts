import { grown } from '../../../math/index.ts';
import type { BoundTrail } from './bound-trail.ts';

/** Learned nogoods (sets of literals that cannot all hold), each watched at two literals that do not hold yet. */
export interface NogoodStore {
  /** Adds a nogood of at least two literals `x, v, x, v, ...`, the first two watched, and returns where it lies. */
  add(literals: readonly number[], levels: number): number;
  /** Tells the watchers of side `x` that its bound rose. False on a conflict, which is then on the trail. */
  raised(x: number, from: number, to: number): boolean;
  /** Number of nogoods. */
  readonly count: number;
  /** Forgets the half that is of least use. Only at level 0, with no entry above it. */
  forget(): void;
}

interface Nogood {
  readonly at: number;
  /** Different decision levels among its literals when learned: few is good (Audemard & Simon 2009). */
  readonly levels: number;
}

export function createNogoods(trail: BoundTrail): NogoodStore {
  const { first, bound } = trail;
  const base = new Int32Array(first.length);
  let total = 0;
  for (let x = 0; x < first.length; x += 1) {
    base[x] = total - first[x]! - 1;
    total += Math.max(0, -first[x ^ 1]! - first[x]!) + 1;
  }
  const watches: (number[] | undefined)[] = new Array<undefined>(total).fill(undefined);
  let all: Nogood[] = [];
  let size = 0;

  function watch(at: number, x: number, v: number): void {
    const slot = base[x]! + v;
    const list = watches[slot];
    if (list === undefined) watches[slot] = [at];
    else list.push(at);
  }

  function add(literals: readonly number[], levels: number): number {
    while (size + literals.length + 1 > trail.nogoods.length) trail.nogoods = grown(trail.nogoods);
    const at = size;
    trail.nogoods[at] = literals.length / 2;
    for (let k = 0; k < literals.length; k += 1) trail.nogoods[at + 1 + k] = literals[k]!;
    size += literals.length + 1;
    watch(at, literals[0]!, literals[1]!);
    watch(at, literals[2]!, literals[3]!);
    all.push({ at, levels });
    return at;
  }

  /** Visits one nogood of which watched literal (x, v) holds now: 0 keep watching here, 1 watched elsewhere, 2 conflict. */
  function visit(at: number, x: number, v: number): 0 | 1 | 2 {
    const pool = trail.nogoods;
    if (pool[at + 1] === x && pool[at + 2] === v) {
      pool[at + 1] = pool[at + 3]!;
      pool[at + 2] = pool[at + 4]!;
      pool[at + 3] = x;
      pool[at + 4] = v;
    }
    const [x0, v0] = [pool[at + 1]!, pool[at + 2]!];
    if (bound[x0 ^ 1]! >= 1 - v0) return 0;
    const end = at + 1 + 2 * pool[at]!;
    for (let k = at + 5; k < end; k += 2) {
      const [xk, vk] = [pool[k]!, pool[k + 1]!];
      if (bound[xk]! >= vk) continue;
      pool[at + 3] = xk;
      pool[at + 4] = vk;
      pool[k] = x;
      pool[k + 1] = v;
      watch(at, xk, vk);
      return 1;
    }
    return trail.raise(x0 ^ 1, 1 - v0, -2 - at) ? 0 : 2;
  }

  function raised(x: number, from: number, to: number): boolean {
    for (let v = from + 1; v <= to; v += 1) {
      const list = watches[base[x]! + v];
      if (list === undefined || list.length === 0) continue;
      let kept = 0;
      for (let k = 0; k < list.length; k += 1) {
        const outcome = visit(list[k]!, x, v);
        if (outcome !== 1) list[kept++] = list[k]!;
        if (outcome === 2) {
          for (k += 1; k < list.length; k += 1) list[kept++] = list[k]!;
          list.length = kept;
          return false;
        }
      }
      list.length = kept;
    }
    return true;
  }

  function forget(): void {
    const old = trail.nogoods.slice(0, size);
    const byUse = all.map((nogood, age) => ({ ...nogood, age })).sort((a, b) => a.levels - b.levels || b.age - a.age);
    const keep = byUse.filter(({ levels }, rank) => levels <= 2 || rank < byUse.length / 2).sort((a, b) => a.age - b.age); // prettier-ignore
    watches.fill(undefined);
    all = [];
    size = 0;
    for (const { at, levels } of keep) {
      const literals: number[] = [];
      let settled = false;
      for (let k = at + 1; k < at + 1 + 2 * old[at]!; k += 2) {
        const [x, v] = [old[k]!, old[k + 1]!];
        if (trail.fails(x, v)) settled = true;
        if (!trail.holds(x, v)) literals.push(x, v);
      }
      if (!settled && literals.length >= 4) add(literals, levels);
    }
  }

  return {
    add,
    raised,
    forget,
    get count() {
      return all.length;
    },
  };
}
