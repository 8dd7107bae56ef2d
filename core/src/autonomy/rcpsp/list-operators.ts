import type { Random } from '../../math/index.ts';
import type { Network } from './network.ts';

/** Writes an activity list: at each place the most urgent (longest way to the end) of `tries` eligible activities drawn at random; 1 draws blindly. */
export type DrawList = (list: Int32Array, tries: number, random: Random) => void;

export function drawList({ n, duration, tail, predFrom, succ, succFrom }: Network): DrawList {
  const waiting = new Int32Array(n);
  const eligible = new Int32Array(n);
  const urgency = Int32Array.from(tail, (rest, i) => rest + duration[i]!);
  return (list, tries, random) => {
    let count = 0;
    for (let i = 0; i < n; i += 1) if ((waiting[i] = predFrom[i + 1]! - predFrom[i]!) === 0) eligible[count++] = i;
    for (let k = 0; k < n; k += 1) {
      let at = random.int(count);
      for (let t = 1; t < tries; t += 1) {
        const other = random.int(count);
        if (urgency[eligible[other]!]! > urgency[eligible[at]!]!) at = other;
      }
      const i = eligible[at]!;
      eligible[at] = eligible[--count]!;
      list[k] = i;
      for (let s = succFrom[i]!; s < succFrom[i + 1]!; s += 1)
        if ((waiting[succ[s]!]! -= 1) === 0) eligible[count++] = succ[s]!;
    }
  };
}

/** Writes a child: the mother's order, but for a window of 20 to 80 % of the places, which the father's order fills. Keeps predecessors first. */
export function twoPointCross(n: number) {
  const taken = new Uint8Array(n);
  return (mother: Int32Array, father: Int32Array, child: Int32Array, random: Random): void => {
    const length = 1 + Math.floor((0.2 + 0.6 * random.next()) * n);
    const from = random.int(n);
    const to = Math.min(n, from + length);
    taken.fill(0);
    let k = 0;
    for (; k < from; k += 1) taken[(child[k] = mother[k]!)] = 1;
    for (let q = 0; k < to; q += 1) if (taken[father[q]!] === 0) taken[(child[k++] = father[q]!)] = 1;
    for (let q = 0; k < n; q += 1) if (taken[mother[q]!] === 0) taken[(child[k++] = mother[q]!)] = 1;
  };
}

/** Moves each activity with this probability to a random place between its predecessors and its successors. */
export function moveSome({ n, pred, predFrom, succ, succFrom }: Network, probability: number) {
  const place = new Int32Array(n);
  return (list: Int32Array, random: Random): void => {
    for (let k = 0; k < n; k += 1) place[list[k]!] = k;
    for (let i = 0; i < n; i += 1) {
      if (random.next() >= probability) continue;
      let [low, high] = [0, n - 1];
      for (let p = predFrom[i]!; p < predFrom[i + 1]!; p += 1) low = Math.max(low, place[pred[p]!]! + 1);
      for (let p = succFrom[i]!; p < succFrom[i + 1]!; p += 1) high = Math.min(high, place[succ[p]!]! - 1);
      if (high <= low) continue;
      const from = place[i]!;
      const to = low + random.int(high - low + 1);
      const step = to < from ? -1 : 1;
      for (let q = from; q !== to; q += step) place[(list[q] = list[q + step]!)] = q;
      list[(place[i] = to)] = i;
    }
  };
}

/** Puts the activities at places `from` to `to` (not included) of a list into a random order that keeps predecessors first. */
export function shuffleStretch({ n, pred, predFrom, succ, succFrom }: Network) {
  const waiting = new Int32Array(n); // predecessors in the stretch that are still to come; -1 outside
  const eligible = new Int32Array(n);
  return (list: Int32Array, from: number, to: number, random: Random): void => {
    waiting.fill(-1);
    for (let k = from; k < to; k += 1) waiting[list[k]!] = 0;
    let count = 0;
    for (let k = from; k < to; k += 1) {
      const i = list[k]!;
      for (let p = predFrom[i]!; p < predFrom[i + 1]!; p += 1) if (waiting[pred[p]!]! >= 0) waiting[i]! += 1;
      if (waiting[i] === 0) eligible[count++] = i;
    }
    for (let k = from; k < to; k += 1) {
      const at = random.int(count);
      const i = eligible[at]!;
      eligible[at] = eligible[--count]!;
      list[k] = i;
      for (let s = succFrom[i]!; s < succFrom[i + 1]!; s += 1)
        if (waiting[succ[s]!]! > 0 && (waiting[succ[s]!]! -= 1) === 0) eligible[count++] = succ[s]!;
    }
  };
}
