import type { LinearProgram, LpSolution, SolveLp } from '@openilrs/core/autonomy';
import loadHighs from 'highs';

export interface HighsOptions {
  /** The solver stops there; its prices still make a bound. Counted, not timed, so that the bound is the same on every machine. Default 500,000. */
  readonly mostIterations?: number;
}

/**
 * HiGHS (1.15, WebAssembly, one thread) as the solver of the planner's relaxation. Loading takes some 50 ms; solving holds the thread.
 *
 * Source: Huangfu and Hall, Parallelizing the dual revised simplex method, Math. Prog. Comp. 10 (2018) 119; https://highs.dev
 */
export async function highsSolver({ mostIterations = 500_000 }: HighsOptions = {}): Promise<SolveLp> {
  // the package's types describe its CommonJS form, whose function is a property; as a module it is the default export itself
  const load = loadHighs as unknown as typeof loadHighs.default;
  const highs = await load();
  return (programme: LinearProgram): LpSolution | null =>
    highs.withModel((model) => {
      model.options.set({ output_flag: false, simplex_iteration_limit: mostIterations });
      model.passModel({
        numCols: programme.objective.length,
        numRows: programme.rowLower.length,
        sense: highs.constants.objectiveSense.maximize,
        colCost: programme.objective,
        colLower: programme.columnLower,
        colUpper: programme.columnUpper,
        rowLower: programme.rowLower,
        rowUpper: programme.rowUpper,
        matrix: {
          format: 'csr',
          numRows: programme.rowLower.length,
          numCols: programme.objective.length,
          starts: programme.rowStart,
          indices: programme.column,
          values: programme.coefficient,
        },
      });
      model.run();
      const { colValue, rowDual } = model.getSolution();
      if (rowDual.length !== programme.rowLower.length) return null;
      return {
        optimal: model.getModelStatus() === highs.constants.modelStatus.optimal,
        columnValue: colValue,
        rowDual,
      };
    });
}
