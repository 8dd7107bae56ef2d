import type { ShareCurve } from '../light/light-share-curve.ts';

/** The greater of two share curves at every time (same period): power comes from the site that sees more of the disc. Exact: a node is added where the lines cross. */
export function bestShare(a: ShareCurve, b: ShareCurve): ShareCurve {
  const et: number[] = [];
  const share: number[] = [];
  let [i, j] = [0, 0];
  let [t, va, vb] = [NaN, 0, 0];
  while (i < a.et.length && j < b.et.length) {
    const next = Math.min(a.et[i]!, b.et[j]!);
    const [na, nb] = [valueAt(a, i, next), valueAt(b, j, next)];
    if (t === t && va > vb !== na > nb && va !== vb && na !== nb) {
      const weight = (va - vb) / (va - vb - (na - nb));
      et.push(t + weight * (next - t));
      share.push(va + weight * (na - va));
    }
    et.push(next);
    share.push(Math.max(na, nb));
    [t, va, vb] = [next, na, nb];
    if (a.et[i] === next) i++;
    if (b.et[j] === next) j++;
  }
  return { et: Float64Array.from(et), share: Float64Array.from(share) };
}

/** Value at `at`, which lies between node i - 1 and node i. */
function valueAt({ et, share }: ShareCurve, i: number, at: number): number {
  if (i === 0 || et[i] === at) return share[i]!;
  return share[i - 1]! + ((at - et[i - 1]!) / (et[i]! - et[i - 1]!)) * (share[i]! - share[i - 1]!);
}
