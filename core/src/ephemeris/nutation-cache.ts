import { meanObliquity, nutation2000b, type Nutation } from './precession-nutation.ts';

/** Distance of the nodes; cubic interpolation then misses the series by less than 5 microarcseconds (nutation.test.ts), as its shortest terms last five days. */
const NODE_DAYS = 0.25;
const DAYS_PER_CENTURY = 36525;
/** 13 years of nodes; then the table starts anew. */
const MOST_NODES = 20_000;

/**
 * IAU 2000B nutation from a table that fills as it is asked: the series costs 7 microseconds, this 0.2. A node is computed from its own time alone, so answers do not depend on the order of
 * the questions.
 */
export class NutationCache {
  readonly #nodes = new Map<number, Float64Array>();
  readonly #scratch: Nutation = { psi: 0, eps: 0, meanObliquity: 0, complementary: 0 };

  at(t: number, out: Nutation): Nutation {
    const position = (t * DAYS_PER_CENTURY) / NODE_DAYS;
    const first = Math.floor(position) - 1;
    const x = position - first;
    const a = this.#node(first);
    const b = this.#node(first + 1);
    const c = this.#node(first + 2);
    const d = this.#node(first + 3);
    const wa = (-(x - 1) * (x - 2) * (x - 3)) / 6;
    const wb = (x * (x - 2) * (x - 3)) / 2;
    const wc = (-x * (x - 1) * (x - 3)) / 2;
    const wd = (x * (x - 1) * (x - 2)) / 6;
    out.psi = wa * a[0]! + wb * b[0]! + wc * c[0]! + wd * d[0]!;
    out.eps = wa * a[1]! + wb * b[1]! + wc * c[1]! + wd * d[1]!;
    out.complementary = wa * a[2]! + wb * b[2]! + wc * c[2]! + wd * d[2]!;
    out.meanObliquity = meanObliquity(t);
    return out;
  }

  #node(index: number): Float64Array {
    const known = this.#nodes.get(index);
    if (known !== undefined) return known;
    const { psi, eps, complementary } = nutation2000b((index * NODE_DAYS) / DAYS_PER_CENTURY, this.#scratch);
    const node = Float64Array.of(psi, eps, complementary);
    if (this.#nodes.size >= MOST_NODES) this.#nodes.clear();
    this.#nodes.set(index, node);
    return node;
  }
}
