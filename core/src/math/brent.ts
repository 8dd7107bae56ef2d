/**
 * A root of a continuous function between `a` and `b`, where its signs differ.
 *
 * @param tolerance half-width of the final bracket, in the unit of the argument (e.g. 1e-3 for a millisecond)
 * @param maxIterations safety net; bisection alone needs log2(|b - a| / tolerance)
 * @returns argument within `tolerance` of a sign change
 * @throws RangeError when f(a) and f(b) have the same sign, or after `maxIterations` (with the residual)
 * @see Brent, R. P. (1973), Algorithms for Minimization Without Derivatives, chapter 4 (`zero`)
 */
export function brentRoot(
  f: (x: number) => number,
  a: number,
  b: number,
  tolerance: number,
  maxIterations = 200,
): number {
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) throw new RangeError(`no sign change between ${a} (f = ${fa}) and ${b} (f = ${fb})`);
  let c = a;
  let fc = fa;
  let step = b - a;
  let previous = step;
  for (let i = 0; i < maxIterations; i += 1) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tol = 2 * Number.EPSILON * Math.abs(b) + tolerance;
    const m = 0.5 * (c - b);
    if (Math.abs(m) <= tol || fb === 0) return b;
    const trial = Math.abs(previous) >= tol && Math.abs(fa) > Math.abs(fb) ? interpolate(a, fa, b, fb, c, fc) : null;
    if (
      trial !== null &&
      Math.abs(trial) < Math.min(1.5 * Math.abs(m) - 0.5 * tol, 0.5 * Math.abs(previous)) &&
      trial * m > 0
    ) {
      previous = step;
      step = trial;
    } else {
      previous = m;
      step = m;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > tol ? step : Math.sign(m) * tol;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previous = step;
    }
  }
  throw new RangeError(`no root to ${tolerance} in ${maxIterations} iterations; residual ${fb} at ${b}`);
}

/** Step from b by the secant, or by inverse quadratic interpolation when three points differ. */
function interpolate(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const s = fb / fa;
  const m = 0.5 * (c - b);
  if (a === c) return (-2 * m * s) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const p = s * (2 * m * q * (q - r) - (b - a) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}
