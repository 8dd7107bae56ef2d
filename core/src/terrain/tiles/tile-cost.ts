/** What finished tiles have cost. */
export interface TileCost {
  readonly cells: number;
  /** Time that one core worked on it, seconds. */
  readonly seconds: number;
  /** The first tile of its thread, in which code is still being compiled: dearer than those that follow. */
  readonly cold?: boolean;
}

export interface CostSum {
  readonly tiles: number;
  readonly cells: number;
  readonly seconds: number;
  /** Mean cost of a cell in tiles that were not the first of their thread (in all as long as there are not two such), seconds; NaN before the first tile. */
  readonly secondsPerCell: number;
  /** Standard error of that mean as a share of it, from the spread between tiles; infinite for less than two. */
  readonly relativeError: number;
}

/** Sums up costs; tiles differ (holes, relief, edges), so that the spread between them tells how far the mean can be trusted. */
export function sumCosts(costs: readonly TileCost[]): CostSum {
  const cells = costs.reduce((sum, cost) => sum + cost.cells, 0);
  const seconds = costs.reduce((sum, cost) => sum + cost.seconds, 0);
  const warm = costs.filter(({ cold }) => cold !== true);
  const basis = warm.length < 2 ? costs : warm;
  const total = (key: 'cells' | 'seconds'): number => basis.reduce((sum, cost) => sum + cost[key], 0);
  const secondsPerCell = total('seconds') / total('cells');
  // Ratio estimator (Cochran, Sampling Techniques, 3rd ed., section 6.4): residuals of cost against cells.
  const squares = basis.reduce((sum, cost) => sum + (cost.seconds - secondsPerCell * cost.cells) ** 2, 0);
  const n = basis.length;
  const relativeError = n < 2 ? Infinity : Math.sqrt((squares * n) / (n - 1)) / total('seconds');
  return { tiles: costs.length, cells, seconds, secondsPerCell, relativeError };
}

/** Core-hours that `cells` more cells take at the mean cost so far. */
export function coreHours(cost: CostSum, cells: number): number {
  return (cost.secondsPerCell * cells) / 3600;
}

/**
 * Seconds until the rest is done, or null before anything can be said.
 * @param workedS core-seconds that this session has finished, in `elapsedS` seconds of the clock: their ratio is how many cores really work for the run, wherever they are
 */
export function secondsLeft(cost: CostSum, cellsLeft: number, workedS: number, elapsedS: number): number | null {
  if (cellsLeft === 0) return 0;
  if (!(cost.secondsPerCell > 0 && workedS > 0 && elapsedS > 0)) return null;
  return (cost.secondsPerCell * cellsLeft) / (workedS / elapsedS);
}
