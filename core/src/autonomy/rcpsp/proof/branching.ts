import type { BoundTrail } from './bound-trail.ts';

export interface Choice {
  /** The literal to decide next, or null when every start is fixed. The record is used again. */
  next(): { readonly x: number; readonly v: number } | null;
  /** Notes that a literal took part in a conflict. */
  bump(x: number, v: number): void;
  /** Makes what comes count more than what was. */
  decay(): void;
}

const DECAY = 1 / 0.95;

/** Branches where conflicts were of late (VSIDS, Moskewicz et al. 2001): the most active start, split at its most active value, the earlier part first. */
export function createChoice(trail: BoundTrail, n: number): Choice {
  const { first, bound } = trail;
  const base = new Int32Array(n);
  let total = 0;
  for (let i = 0; i < n; i += 1) {
    base[i] = total - first[2 * i]!;
    total += Math.max(0, -first[2 * i + 1]! - first[2 * i]!) + 1;
  }
  const ofStart = new Float64Array(n);
  const ofValue = new Float64Array(total);
  let step = 1;
  const chosen = { x: 0, v: 0 };

  function rescale(): void {
    for (let i = 0; i < n; i += 1) ofStart[i]! *= 1e-100;
    for (let k = 0; k < total; k += 1) ofValue[k]! *= 1e-100;
    step *= 1e-100;
  }

  return {
    next() {
      let best = -1;
      for (let i = 0; i < n; i += 1) {
        if (bound[2 * i]! + bound[2 * i + 1]! === 0) continue;
        if (best < 0 || ofStart[i]! > ofStart[best]! || (ofStart[i] === ofStart[best] && bound[2 * i]! < bound[2 * best]!)) best = i; // prettier-ignore
      }
      if (best < 0) return null;
      const [from, to] = [bound[2 * best]!, -bound[2 * best + 1]!];
      let split = from + 1;
      for (let v = from + 2; v <= to; v += 1) if (ofValue[base[best]! + v]! > ofValue[base[best]! + split]!) split = v;
      chosen.x = 2 * best + 1;
      chosen.v = 1 - split; // start <= split - 1
      return chosen;
    },
    bump(x, v) {
      const i = x >> 1;
      const value = (x & 1) === 0 ? v : 1 - v;
      ofStart[i]! += step;
      ofValue[base[i]! + value]! += step;
    },
    decay() {
      step *= DECAY;
      if (step > 1e100) rescale();
    },
  };
}
