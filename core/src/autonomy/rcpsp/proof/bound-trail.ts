import { grown } from '../../../math/index.ts';

/**
 * Bounds of all starts, the order in which they were raised, and why.
 *
 * Each activity i has two sides, written so that both only ever rise: side 2i holds the earliest start, side 2i + 1 the latest start with its sign turned. A literal
 * (x, v) says `bound[x] >= v`; its negation is (x ^ 1, 1 - v). A domain is empty when `bound[2i] + bound[2i + 1] > 0`.
 */
export class BoundTrail {
  readonly bound: Int32Array;
  /** Bounds before anything was decided or learned. */
  readonly first: Int32Array;
  /** Number of entries. */
  size = 0;
  /** Side, bound before and after, entry before it on this side (-1: none), level and reason, by entry. */
  side = new Int32Array(4096);
  before = new Int32Array(4096);
  after = new Int32Array(4096);
  previous = new Int32Array(4096);
  level = new Int32Array(4096);
  reason = new Int32Array(4096);
  /** Newest entry of each side, -1 when it has none. */
  readonly newest: Int32Array;
  /** First entry of each level; level 0 begins at 0. */
  readonly levelStart: number[] = [0];
  /** Literals that cannot all hold, set when {@link raise} fails. */
  readonly conflict: number[] = [];
  /** Explanations: `header, x, v, x, v, ...` with header = 2 x literals + (1 when shiftable). */
  #why = new Int32Array(1 << 16);
  #whySize = 0;
  readonly #whyStart: number[] = [0];
  /** Learned nogoods, which may be reasons: `literals, x, v, x, v, ...`; the first literal is the one whose negation was asserted. */
  nogoods = new Int32Array(1 << 16);

  constructor(first: Int32Array) {
    this.first = first;
    this.bound = first.slice();
    this.newest = new Int32Array(first.length).fill(-1);
  }

  holds(x: number, v: number): boolean {
    return this.bound[x]! >= v;
  }

  fails(x: number, v: number): boolean {
    return this.bound[x ^ 1]! >= 1 - v;
  }

  /** Begins an explanation. `shiftable`: it has one literal, and asks one unit less of it for each unit less that is to be explained. */
  because(shiftable: boolean): number {
    if (this.#whySize + 1024 > this.#why.length) this.#why = grown(this.#why);
    this.#why[this.#whySize] = shiftable ? 1 : 0;
    return this.#whySize++;
  }

  literal(reason: number, x: number, v: number): void {
    if (this.#whySize + 2 > this.#why.length) this.#why = grown(this.#why);
    this.#why[reason]! += 2;
    this.#why[this.#whySize++] = x;
    this.#why[this.#whySize++] = v;
  }

  /**
   * Raises a side. `reason`: what {@link because} gave, -2 - k for the nogood at k, -1 for a decision or a fact. False when the domain is empty: then
   * {@link conflict} says why.
   */
  raise(x: number, v: number, reason: number): boolean {
    if (v <= this.bound[x]!) return true;
    if (this.bound[x ^ 1]! >= 1 - v) {
      this.conflict.length = 0;
      this.#explain(reason, 0, this.conflict);
      this.conflict.push(x ^ 1, 1 - v);
      return false;
    }
    if (this.size === this.side.length) this.#grow();
    const e = this.size++;
    this.side[e] = x;
    this.before[e] = this.bound[x]!;
    this.after[e] = v;
    this.previous[e] = this.newest[x]!;
    this.level[e] = this.levelStart.length - 1;
    this.reason[e] = reason;
    this.newest[x] = e;
    this.bound[x] = v;
    return true;
  }

  /** Makes an explanation the conflict itself. */
  contradict(reason: number): false {
    this.conflict.length = 0;
    this.#explain(reason, 0, this.conflict);
    return false;
  }

  /** Appends literals that made entry `e` reach `v` (at most its bound) to `out`. */
  explain(e: number, v: number, out: number[]): void {
    this.#explain(this.reason[e]!, this.after[e]! - v, out);
  }

  #explain(reason: number, less: number, out: number[]): void {
    if (reason === -1) return;
    if (reason < -1) {
      const at = -2 - reason;
      const end = at + 1 + 2 * this.nogoods[at]!;
      for (let k = at + 3; k < end; k += 1) out.push(this.nogoods[k]!);
      return;
    }
    const header = this.#why[reason]!;
    if ((header & 1) === 1) out.push(this.#why[reason + 1]!, this.#why[reason + 2]! - less);
    else for (let k = 1; k <= header; k += 1) out.push(this.#why[reason + k]!);
  }

  /** The entry by which (x, v), which holds, came to hold; -1 when it held from the first. */
  entryOf(x: number, v: number): number {
    let e = this.newest[x]!;
    while (e >= 0 && this.before[e]! >= v) e = this.previous[e]!;
    return e;
  }

  push(): void {
    this.levelStart.push(this.size);
    this.#whyStart.push(this.#whySize);
  }

  /** Takes back everything above a level. */
  backTo(level: number): void {
    if (this.levelStart.length - 1 <= level) return;
    const to = this.levelStart[level + 1]!;
    for (let e = this.size - 1; e >= to; e -= 1) {
      const x = this.side[e]!;
      this.bound[x] = this.before[e]!;
      this.newest[x] = this.previous[e]!;
    }
    this.size = to;
    this.#whySize = this.#whyStart[level + 1]!;
    this.levelStart.length = level + 1;
    this.#whyStart.length = level + 1;
  }

  #grow(): void {
    this.side = grown(this.side);
    this.before = grown(this.before);
    this.after = grown(this.after);
    this.previous = grown(this.previous);
    this.level = grown(this.level);
    this.reason = grown(this.reason);
  }
}
