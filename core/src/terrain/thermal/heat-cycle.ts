import { conductivityRatio, contactResistance, kirchhoff, type Regolith } from './regolith.ts';
import { MIDDLE, type HeatColumn } from './heat-column.ts';

/** W m-2 taken in by the surface at a time in seconds. */
export type Absorbed = (timeS: number) => number;

/** What a column went through in a period. */
export interface HeatHistory {
  /** Ends of the steps, seconds, the start of the period first; and the surface then. */
  readonly timeS: Float64Array;
  readonly surfaceK: Float64Array;
  /** At the nodes of the column, over all ends of steps. */
  readonly maxK: Float64Array;
  readonly minK: Float64Array;
  readonly meanK: Float64Array;
  /** Time mean of Kirchhoff's transform at the nodes. */
  readonly meanKirchhoff: Float64Array;
  /** Heat that came in through the surface less what was radiated, J m-2. */
  readonly netHeat: number;
}

/** Takes a column through a period in equal steps of at most `stepS`. */
export function runColumn(
  regolith: Regolith,
  column: HeatColumn,
  absorbed: Absorbed,
  fromS: number,
  toS: number,
  stepS: number,
): HeatHistory {
  const steps = Math.max(1, Math.ceil((toS - fromS) / stepS));
  const step = (toS - fromS) / steps;
  const { tempK } = column;
  const n = tempK.length;
  const timeS = new Float64Array(steps + 1);
  const surfaceK = new Float64Array(steps + 1);
  const [maxK, minK] = [Float64Array.from(tempK), Float64Array.from(tempK)];
  const [meanK, meanKirchhoff] = [new Float64Array(n), new Float64Array(n)];
  timeS[0] = fromS;
  surfaceK[0] = tempK[0]!;
  let netHeat = 0;
  let start = absorbed(fromS);
  for (let k = 1; k <= steps; k++) {
    const began = fromS + (k - 1) * step;
    const ended = k === steps ? toS : fromS + k * step;
    const end = absorbed(ended);
    netHeat += column.step(ended - began, start, absorbed(began + MIDDLE * (ended - began)), end);
    start = end;
    timeS[k] = ended;
    surfaceK[k] = tempK[0]!;
    for (let i = 0; i < n; i++) {
      const temp = tempK[i]!;
      if (temp > maxK[i]!) maxK[i] = temp;
      if (temp < minK[i]!) minK[i] = temp;
      meanK[i] = meanK[i]! + temp / steps;
      meanKirchhoff[i] = meanKirchhoff[i]! + kirchhoff(regolith, temp) / steps;
    }
  }
  return { timeS, surfaceK, maxK, minK, meanK, meanKirchhoff, netHeat };
}

/** How well a column has settled, and in how many rounds. */
export interface Settled {
  readonly rounds: number;
  /** Largest change of any mean temperature in the last round, K. */
  readonly changeK: number;
  readonly history: HeatHistory;
}

export interface SettleOptions {
  readonly stepS: number;
  /** Mean temperatures must repeat to this; 0.02 K unless told. */
  readonly toleranceK?: number;
  readonly mostRounds?: number;
}

/**
 * Repeats a period until the column goes through it in the same way every time.
 *
 * Left alone, soil 5 m deep would need centuries. But when nothing changes from round to round, the mean heat flow at every depth is that of the interior; in Kirchhoff's transform this says
 * mean(z) = mean(0) + flow * resistance(0..z), exactly. So after every round the mean profile is laid onto that line and only the surface has to be found: 4 to 8 rounds.
 */
export function settle(
  regolith: Regolith,
  column: HeatColumn,
  absorbed: Absorbed,
  fromS: number,
  toS: number,
  { stepS, toleranceK = 0.02, mostRounds = 60 }: SettleOptions,
): Settled {
  const { tempK, depthM } = column;
  const before = new Float64Array(tempK.length).fill(NaN);
  for (let rounds = 1; ; rounds++) {
    const history = runColumn(regolith, column, absorbed, fromS, toS, stepS);
    let changeK = 0;
    for (let i = 0; i < tempK.length; i++) {
      const change = Math.abs(history.meanK[i]! - before[i]!);
      changeK = change <= changeK ? changeK : change; // NaN in the first round
      before[i] = history.meanK[i]!;
    }
    if (changeK < toleranceK) return { rounds, changeK, history };
    if (rounds === mostRounds)
      throw new Error(`the soil did not settle in ${rounds} rounds: means still change by ${changeK.toFixed(3)} K`);
    for (let i = 1; i < tempK.length; i++) {
      const target = history.meanKirchhoff[0]! + regolith.basalFlux * contactResistance(regolith, 0, depthM[i]!);
      const shift = (target - history.meanKirchhoff[i]!) / conductivityRatio(regolith, history.meanK[i]!);
      tempK[i] = Math.max(tempK[i]! + shift, 5);
    }
  }
}
