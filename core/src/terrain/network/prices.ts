import type { EventGrid } from './event-grid.ts';

const STEPS = 80;

/**
 * Prices for bound 2 of light-search.ts, made small where many places light an element: the Lagrangian dual of "an element counts once" by Polyak's subgradient steps toward the
 * light `bestMs` of a known network. Any prices between 0 and the weights give a valid bound; these give a good one.
 *
 * Elements that more than half of the places light are left at price 0; those that nobody lights keep their weight, so that nothing is given away for them.
 */
export function elementPrices(grid: EventGrid, sites: number, bestMs: number): Float64Array {
  const { weightMs, places } = grid;
  const hard = hardElements(grid);
  const litOf = Array.from({ length: places }, (_, place) => hard.filter((e) => isLit(grid, place, e)));
  const priceMs = new Float64Array(weightMs.length);
  const share = new Float64Array(weightMs.length); // price / weight
  for (const e of hard) share[e] = 1;
  let easyMs = 0;
  for (const weight of weightMs) easyMs += weight;
  for (const e of hard) easyMs -= weightMs[e]!;
  const count = new Int32Array(weightMs.length);
  let lowest = Infinity;
  for (let step = 0; step < STEPS; step++) {
    const worth = litOf.map((list) => priceOf(list, share, weightMs));
    const taken = [...worth.keys()].sort((a, b) => worth[b]! - worth[a]! || a - b).slice(0, sites);
    let bound = easyMs;
    for (const place of taken) bound += worth[place]!;
    for (const e of hard) bound += (1 - share[e]!) * weightMs[e]!;
    if (bound < lowest) {
      lowest = bound;
      for (const e of hard) priceMs[e] = share[e]! * weightMs[e]!;
    }
    if (bound <= bestMs) break;
    count.fill(0);
    for (const place of taken) litOf[place]!.forEach((e) => (count[e] = count[e]! + 1));
    let norm = 0;
    for (const e of hard) norm += weightMs[e]! * (count[e]! - 1) ** 2;
    if (norm === 0) break;
    const length = ((bound - bestMs) / norm) * (step < STEPS / 2 ? 1 : 0.5);
    for (const e of hard) share[e] = Math.min(Math.max(share[e]! - length * (count[e]! - 1), 0), 1);
  }
  return priceMs;
}

function priceOf(list: Int32Array, share: Float64Array, weightMs: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += share[list[i]!]! * weightMs[list[i]!]!;
  return sum;
}

function hardElements(grid: EventGrid): Int32Array {
  const { words, weightMs, places, lit } = grid;
  const count = new Int32Array(weightMs.length);
  for (let place = 0; place < places; place++)
    for (let word = 0; word < words; word++)
      for (let b = lit[place * words + word]! | 0; b !== 0; b &= b - 1) {
        const e = (word << 5) + 31 - Math.clz32(b & -b);
        count[e] = count[e]! + 1;
      }
  const hard: number[] = [];
  for (let e = 0; e < count.length; e++) if (weightMs[e]! > 0 && 2 * count[e]! <= places) hard.push(e);
  return Int32Array.from(hard);
}

function isLit({ words, lit }: EventGrid, place: number, element: number): boolean {
  return ((lit[place * words + (element >>> 5)]! >>> (element & 31)) & 1) === 1;
}
