import { difference, intersect, union, type Windows } from '../time/index.ts';
import { firstAfter } from './ascending.ts';
import { BIN_S, ROUNDING_S } from './bins.ts';
import type { Outlet } from './data-flow.ts';
import type { Beliefs, StationModel } from './station-model.ts';

type Link = StationModel['links'][number];

/**
 * When which link can send, by bin: one link works at a time, of those open the one that needs the least energy per bit at the rate of the moment, as the executive chooses it. A link believed to be down carries nothing until its retry.
 *
 * @param edges of the bins, et
 */
export function linkOutlets(model: StationModel, beliefs: Beliefs, edges: Float64Array): Outlet[][] {
  const outlets = emptyBins(edges);
  const cheapestFirst = model.links
    .flatMap((link) => atEachRate(link, openOf(link, beliefs, edges)))
    .sort((a, b) => a.powerW / a.rateBitS - b.powerW / b.rateBitS);
  let taken: Windows = [];
  for (const { rateBitS, powerW, open } of cheapestFirst) {
    if (!(rateBitS > 0)) continue;
    for (const [from, to] of difference(open, taken)) addOutlet(outlets, edges, from, to, rateBitS, powerW);
    taken = union(taken, open);
  }
  return inOrder(outlets);
}

/** A link as one of a single rate for each rate that it has. */
function atEachRate(link: Link, windows: Windows): { readonly rateBitS: number; readonly powerW: number; readonly open: Windows }[] {
  const byRate = new Map<number, (readonly [number, number])[]>();
  for (const { from, to, rateBitS } of steadily(link, windows)) {
    const same = byRate.get(rateBitS) ?? [];
    same.push([from, to]);
    byRate.set(rateBitS, same);
  }
  return [...byRate].map(([rateBitS, open]) => ({ rateBitS, powerW: link.powerW, open }));
} // prettier-ignore

/** As {@link linkOutlets}, but at every instant as fast as the fastest open link and as cheap a bit as on the cheapest: no choice among the links carries more or needs less. */
export function bestOutlets(model: StationModel, beliefs: Beliefs, edges: Float64Array): Outlet[][] {
  const outlets = emptyBins(edges);
  const pieces = model.links
    .flatMap((link) =>
      steadily(link, openOf(link, beliefs, edges)).map((one) => ({ ...one, jBit: link.powerW / one.rateBitS })),
    ) // prettier-ignore
    .filter(({ rateBitS }) => rateBitS > 0)
    .sort((a, b) => a.from - b.from);
  const ets = [...new Set(pieces.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let [next, open] = [0, [] as typeof pieces];
  let before: { from: number; to: number; rateBitS: number; jBit: number } | null = null;
  const close = () => {
    if (before !== null) addOutlet(outlets, edges, before.from, before.to, before.rateBitS, before.jBit * before.rateBitS); // prettier-ignore
  };
  for (const [i, from] of ets.slice(0, -1).entries()) {
    const to = ets[i + 1]!;
    while (next < pieces.length && pieces[next]!.from <= from) open.push(pieces[next++]!);
    open = open.filter((one) => one.to > from);
    if (open.length === 0) continue;
    const rateBitS = Math.max(...open.map((one) => one.rateBitS));
    const jBit = Math.min(...open.map((one) => one.jBit));
    if (before !== null && before.to === from && before.rateBitS === rateBitS && before.jBit === jBit) before.to = to;
    else {
      close();
      before = { from, to, rateBitS, jBit };
    }
  }
  close();
  return inOrder(outlets);
}

function emptyBins(edges: Float64Array): Outlet[][] {
  return Array.from({ length: edges.length - 1 }, (): Outlet[] => []);
}

function openOf({ id, windows }: Link, { linkDownUntil }: Beliefs, edges: Float64Array): Windows {
  const [fromEt, toEt] = [edges[0]!, edges[edges.length - 1]!];
  return intersect(windows, [[Math.max(fromEt, linkDownUntil[id] ?? -Infinity), toEt]]);
}

/** What a link sends at an instant, bit/s. */
export function rateAt({ rateBitS, steps }: Pick<Link, 'rateBitS' | 'steps'>, et: number): number {
  const passed = steps === undefined ? 0 : firstAfter(steps.et, et);
  return steps?.rateBitS[passed - 1] ?? rateBitS;
}

/** When a link's rate changes next; never where it has no steps. */
export function nextRateEt({ steps }: Pick<Link, 'steps'>, et: number): number {
  return steps === undefined ? Infinity : (steps.et[firstAfter(steps.et, et)] ?? Infinity);
}

/** Windows of a link, cut where its rate changes. */
function steadily(
  { rateBitS, steps }: Link,
  windows: Windows,
): { readonly from: number; readonly to: number; readonly rateBitS: number }[] {
  if (steps === undefined) return windows.map(([from, to]) => ({ from, to, rateBitS }));
  return windows.flatMap(([from, to]) => {
    let k = firstAfter(steps.et, from);
    const pieces: { from: number; to: number; rateBitS: number }[] = [];
    for (let begin = from; begin < to; k += 1) {
      const end = Math.min(to, steps.et[k] ?? Infinity);
      pieces.push({ from: begin, to: end, rateBitS: steps.rateBitS[k - 1] ?? rateBitS });
      begin = end;
    }
    return pieces;
  });
}

function addOutlet(
  outlets: Outlet[][],
  edges: Float64Array,
  start: number,
  end: number,
  rateBitS: number,
  powerW: number,
): void {
  for (let bin = Math.floor((start - edges[0]!) / BIN_S); bin < outlets.length && edges[bin]! < end; bin += 1) {
    const fromS = start - edges[bin]! < ROUNDING_S ? 0 : start - edges[bin]!;
    const toS = end - edges[bin]! > BIN_S - ROUNDING_S ? BIN_S : end - edges[bin]!;
    if (toS > fromS) outlets[bin]!.push({ fromS, toS, rateBitS, powerW });
  }
}

function inOrder(outlets: Outlet[][]): Outlet[][] {
  for (const inBin of outlets) inBin.sort((a, b) => a.fromS - b.fromS);
  return outlets;
}
