/** Eigenvalues and orthonormal eigenvectors of a real symmetric matrix. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** Row-major n x n; column k belongs to `values[k]`. */
  readonly vectors: Float64Array;
}

/**
 * Cyclic Jacobi rotations until the off-diagonal is nothing beside the diagonal (Golub & Van Loan, Matrix Computations, 4th ed., 8.5). For small matrices: each sweep costs
 * about 4 n^3, six are enough; eigenvalues are good to rounding times the norm of the matrix.
 *
 * @param a row-major n x n, symmetric; left as it is
 */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  const m = a.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0;
    let diagonal = 0;
    for (let p = 0; p < n; p += 1) {
      diagonal += m[p * n + p]! ** 2;
      for (let q = p + 1; q < n; q += 1) off += m[p * n + q]! ** 2;
    }
    if (off <= 1e-36 * diagonal) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(m, vectors, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => m[i * n + i]!), vectors };
}

/** Makes the element (p, q) zero. */
function rotate(m: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = m[p * n + q]!;
  if (apq === 0) return;
  const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k += 1) {
    const [kp, kq] = [m[k * n + p]!, m[k * n + q]!];
    m[k * n + p] = c * kp - s * kq;
    m[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k += 1) {
    const [pk, qk] = [m[p * n + k]!, m[q * n + k]!];
    m[p * n + k] = c * pk - s * qk;
    m[q * n + k] = s * pk + c * qk;
    const [vp, vq] = [vectors[k * n + p]!, vectors[k * n + q]!];
    vectors[k * n + p] = c * vp - s * vq;
    vectors[k * n + q] = s * vp + c * vq;
  }
  m[p * n + q] = 0;
  m[q * n + p] = 0;
}
