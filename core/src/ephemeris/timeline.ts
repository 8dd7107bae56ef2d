import type { KernelSpan } from './segment.ts';

interface Reign<T> {
  readonly startEt: number;
  readonly endEt: number;
  readonly holder: T;
}

/**
 * Which of several overlapping spans counts at a time: SPICE's rule that the file loaded last wins, and in a file its last segment.
 *
 * The rule is applied once: between neighbouring ends the winner does not change, so a look-up is one comparison when times come in order.
 */
export class Timeline<T extends KernelSpan> {
  readonly spans: readonly T[];
  readonly #reigns: readonly Reign<T>[];
  #current: Reign<T> | undefined;

  /** @param spans in the order of loading: later ones take precedence */
  constructor(spans: readonly T[]) {
    this.spans = spans;
    const ends = [...new Set(spans.flatMap((span) => [span.startEt, span.endEt]))].sort((a, b) => a - b);
    const reigns: Reign<T>[] = [];
    for (let i = 0; i + 1 < ends.length; i += 1) {
      const [startEt, endEt] = [ends[i]!, ends[i + 1]!];
      const holder = spans.findLast((span) => span.startEt <= startEt && span.endEt >= endEt);
      if (holder !== undefined) reigns.push({ startEt, endEt, holder });
    }
    this.#reigns = reigns;
  }

  /** The span that counts at `et`, or null in a gap. */
  at(et: number): T | null {
    const current = this.#current;
    if (current !== undefined && et > current.startEt && et < current.endEt) return current.holder;
    const reign = this.reignAt(et);
    if (reign === null) return this.spans.findLast((span) => span.startEt <= et && et <= span.endEt) ?? null;
    this.#current = reign;
    return reign.holder;
  }

  /** The open interval around `et` in which one span counts; null in gaps and exactly at ends, where closed spans may tie. */
  reignAt(et: number): Reign<T> | null {
    let low = 0;
    let high = this.#reigns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#reigns[middle]!.endEt <= et) low = middle + 1;
      else high = middle;
    }
    const reign = this.#reigns[low];
    return reign !== undefined && et > reign.startEt ? reign : null;
  }
}
