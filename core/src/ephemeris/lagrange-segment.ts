import { malformed } from './daf.ts';
import type { Segment, SegmentFacts } from './segment.ts';

/**
 * States at equal time steps with Lagrange interpolation, SPK type 8: how NAIF's and ESA's kernels hold ground stations.
 *
 *   n states of six numbers, then: start, step, polynomial degree, number of states
 *
 * Positions and velocities are interpolated each for themselves over the `degree + 1` states nearest to the time.
 * @see NAIF SPK Required Reading, "Type 8"
 */
export function lagrangeSegment(facts: SegmentFacts, words: Float64Array): Segment {
  const size = words.length;
  const [start, step, degree, states] = [words[size - 4]!, words[size - 3]!, words[size - 2]!, words[size - 1]!];
  const isWhole = Number.isInteger(degree) && Number.isInteger(states) && degree >= 1 && degree < states;
  if (!isWhole || !(step > 0) || !Number.isFinite(start) || states * 6 + 4 !== size)
    throw malformed(facts.kernel, `has a Lagrange segment of ${size} words that does not hold ${states} states`);
  const window = degree + 1;
  const evaluate = (et: number, out: Float64Array, components: number) => {
    const at = (et - start) / step;
    // an even window has as many states on either side of the time, an odd one is centred on the nearest
    const nearest = window % 2 === 0 ? Math.floor(at) - window / 2 + 1 : Math.round(at) - (window - 1) / 2;
    const first = Math.min(Math.max(nearest, 0), states - window);
    for (let k = 0; k < components; k += 1) out[k] = 0;
    for (let i = 0; i < window; i += 1) {
      const weight = lagrangeWeight(at - first, i, window);
      for (let k = 0; k < components; k += 1) out[k]! += weight * words[(first + i) * 6 + k]!;
    }
  };
  return { ...facts, evaluate: (et, out) => evaluate(et, out, 6), evaluatePosition: (et, out) => evaluate(et, out, 3) };
}

/** Value at `x` of the polynomial that is 1 at node `i` and 0 at the other nodes 0..count-1. */
function lagrangeWeight(x: number, i: number, count: number): number {
  let weight = 1;
  for (let j = 0; j < count; j += 1) if (j !== i) weight *= (x - j) / (i - j);
  return weight;
}
