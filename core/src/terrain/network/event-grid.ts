import type { Window, Windows } from '../../time/index.ts';

/**
 * Light of many places over one period as rows of bits: the period is cut at every first and last light of every place, so that within an element each place is lit or dark
 * throughout and sums over elements are exact.
 *
 *      place 0   ____████████______████____        edges of all places, merged
 *      place 1   ______████████████________   ->   | | |   |   |   |   |      elements e, lasting weightMs[e]
 *                                                  0 1 1   1   0   1   0      bits of place 0
 *
 * Edges are kept to a millisecond (crossings are solved to 0.1 s): sums of whole milliseconds are exact in a double, whatever their order.
 *
 * With several layers (parts of the solar disc) a place has one row over the elements of all layers, one after the other; a sum over them, divided by the number of layers, is
 * the mean over time of the best share of the disc.
 */
export interface EventGrid {
  readonly places: number;
  readonly layers: number;
  /** Words of 32 elements in a row. */
  readonly words: number;
  readonly weightMs: Float64Array;
  /** Row after row, lowest bit first; on shared memory where the platform has it. */
  readonly lit: Uint32Array;
}

/** @param lightOf for each place its windows of light in each layer, within `period` */
export function eventGrid(period: Window, lightOf: readonly (readonly Windows[])[]): EventGrid {
  const layers = lightOf[0]?.length ?? 0;
  const edges = Array.from({ length: layers }, (_, layer) => mergedEdges(period, lightOf, layer));
  const firsts = edges.map(() => 0);
  let elements = 0;
  for (const [layer, list] of edges.entries()) {
    firsts[layer] = elements;
    elements += list.length - 1;
  }
  const words = Math.ceil(elements / 32);
  const weightMs = new Float64Array(shared(8 * 32 * words));
  for (const [layer, list] of edges.entries())
    for (let i = 0; i + 1 < list.length; i++) weightMs[firsts[layer]! + i] = list[i + 1]! - list[i]!;
  const lit = new Uint32Array(shared(4 * words * lightOf.length));
  for (const [place, light] of lightOf.entries())
    for (const [layer, windows] of light.entries())
      for (const window of windows) {
        const [from, to] = window.map((et) => indexOf(edges[layer]!, millis(period, et))) as [number, number];
        setBits(lit, place * words, firsts[layer]! + from, firsts[layer]! + to);
      }
  return { places: lightOf.length, layers, words, weightMs, lit };
}

/** Whole milliseconds since the start of the period, within it. */
export function millis([fromEt, toEt]: Window, et: number): number {
  return Math.round(1000 * (Math.min(Math.max(et, fromEt), toEt) - fromEt));
}

function mergedEdges(period: Window, lightOf: readonly (readonly Windows[])[], layer: number): Float64Array {
  const all = [0, millis(period, period[1])];
  for (const light of lightOf) for (const [start, end] of light[layer]!) all.push(millis(period, start), millis(period, end)); // prettier-ignore
  const sorted = Float64Array.from(all).sort();
  return sorted.filter((edge, i) => i === 0 || edge !== sorted[i - 1]);
}

function indexOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function setBits(row: Uint32Array, base: number, from: number, to: number): void {
  for (let word = from >>> 5; word << 5 < to; word++) {
    const low = Math.max(from - (word << 5), 0);
    const high = Math.min(to - (word << 5), 32);
    const mask = (high === 32 ? 0xffffffff : 2 ** high - 1) - (2 ** low - 1);
    row[base + word] = (row[base + word]! | mask) >>> 0;
  }
}

function shared(bytes: number): ArrayBuffer | SharedArrayBuffer {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
