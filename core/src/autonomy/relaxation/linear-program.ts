/** A linear programme to be maximised: `rowLower <= A x <= rowUpper`, `columnLower <= x <= columnUpper`. Rows of `A` one after the other; all columns have finite bounds. */
export interface LinearProgram {
  readonly objective: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row `i` has the entries `rowStart[i]` to `rowStart[i + 1]` of `column` and `coefficient`. */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly coefficient: Float64Array;
}

export interface LpSolution {
  /** False when the solver stopped before the optimum; its duals still make a bound. */
  readonly optimal: boolean;
  readonly columnValue: Float64Array;
  readonly rowDual: Float64Array;
}

/** Solves a linear programme; null when the solver has nothing to offer. An adapter around a solver: no result of it is trusted, see {@link dualBound}. */
export type SolveLp = (programme: LinearProgram) => LpSolution | null;

/** Collects columns and rows; names of columns are their numbers. */
export interface LpBuilder {
  /** A column in `[lower, upper]` (finite). */
  readonly column: (lower: number, upper: number, objective?: number) => number;
  readonly row: (lower: number, upper: number, terms: readonly (readonly [column: number, coefficient: number])[]) => void; // prettier-ignore
  readonly finish: () => LinearProgram;
}

export function createLpBuilder(): LpBuilder {
  const objective: number[] = [];
  const columnLower: number[] = [];
  const columnUpper: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const rowStart = [0];
  const columns: number[] = [];
  const coefficients: number[] = [];
  return {
    column(lower, upper, worth = 0) {
      columnLower.push(lower);
      columnUpper.push(upper);
      return objective.push(worth) - 1;
    },
    row(lower, upper, terms) {
      for (const [column, coefficient] of terms)
        if (coefficient !== 0) {
          columns.push(column);
          coefficients.push(coefficient);
        }
      rowLower.push(lower);
      rowUpper.push(upper);
      rowStart.push(columns.length);
    },
    finish: () => ({
      objective: Float64Array.from(objective),
      columnLower: Float64Array.from(columnLower),
      columnUpper: Float64Array.from(columnUpper),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      rowStart: Int32Array.from(rowStart),
      column: Int32Array.from(columns),
      coefficient: Float64Array.from(coefficients),
    }),
  };
}

/**
 * An upper bound on the optimum from any prices of the rows, right or wrong: `c x = y A x + (c - y A) x`, each part at most what its bounds allow. With the optimal duals it
 * is the optimum; with those of a solver that is off or was stopped it is still a bound. Sums are in double precision; what their rounding can have taken from the bound is added to it, so that
 * it holds for the programme as it is, to the bit, as with the directed rounding of the source.
 *
 * Source: Neumaier and Shcherbina, Safe bounds in linear and mixed-integer programming, Math. Program. 99 (2004) 283.
 */
export function dualBound(programme: LinearProgram, rowDual: Float64Array): number {
  const { objective, columnLower, columnUpper, rowLower, rowUpper, rowStart, column, coefficient } = programme;
  const reduced = objective.slice();
  // of the terms of each reduced cost, and of the bound: how many, and the sum of their magnitudes
  const size = objective.map(Math.abs);
  const terms = new Int32Array(objective.length).fill(2);
  let [bound, boundSize, loss] = [0, 0, 0];
  for (let i = 0; i < rowLower.length; i += 1) {
    const price = rowDual[i]!;
    const limit = price > 0 ? rowUpper[i]! : rowLower[i]!;
    // a row without a limit on this side has no price
    if (price === 0 || !Number.isFinite(price) || !Number.isFinite(limit)) continue;
    bound += price * limit;
    boundSize += Math.abs(price * limit);
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k += 1) {
      const [j, part] = [column[k]!, price * coefficient[k]!];
      reduced[j]! -= part;
      size[j]! += Math.abs(part);
      terms[j]! += 1;
    }
  }
  for (let j = 0; j < reduced.length; j += 1) {
    const gain = reduced[j]!;
    const part = gain * (gain > 0 ? columnUpper[j]! : columnLower[j]!);
    bound += part;
    boundSize += Math.abs(part);
    loss += terms[j]! * size[j]! * Math.max(Math.abs(columnLower[j]!), Math.abs(columnUpper[j]!));
  }
  // twice the bound of the rounding of a sum, for the rounding of these sums themselves
  return bound + Number.EPSILON * (loss + (rowLower.length + reduced.length + 2) * boundSize);
}
