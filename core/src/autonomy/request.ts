import type { Windows } from '../time/index.ts';

/** One execution of an experiment that somebody asks for. */
export interface Request {
  readonly id: string;
  readonly experimentId: string;
  readonly instrumentId: string;
  readonly ownerId: string;
  /** Not before, and finished by. */
  readonly earliestEt: number;
  readonly latestEt: number;
  readonly durationS: number;
  readonly powerW: number;
  readonly dataBit: number;
  readonly condition: 'any' | 'sunlit' | 'dark' | 'linkAvailable';
  /** 1 matters most. */
  readonly priority: number;
  /** Of an execution in time; `valueCurve` says how it falls. */
  readonly value: number;
  /** Places and robots that it holds alone while it runs, beside its instrument. */
  readonly holds?: readonly string[];
  /** When it must not run. */
  readonly keepOut?: Windows;
  /** What must have ended before it starts; every one of them. */
  readonly after?: readonly Predecessor[];
  /** Of the requests that name the same, one is met at most: alternatives. */
  readonly oneOf?: string;
  /** Share of the value by lateness; without it the value does not fall. */
  readonly valueCurve?: readonly ValuePoint[];
  /** Serves others (a calibration): placed where one of them needs it, never for itself. */
  readonly support?: true;
}

/** Any one of `anyOf` has ended between `minLagS` and `maxLagS` before the start. */
export interface Predecessor {
  readonly anyOf: readonly string[];
  readonly minLagS: number;
  readonly maxLagS: number;
}

/** A request that ends `lateS` after its earliest end is worth `share` of its value; straight lines between, constant beyond the last. Lateness ascends, shares do not. */
export interface ValuePoint {
  readonly lateS: number;
  readonly share: number;
}

/** What an execution that begins at `startEt` is worth. */
export function valueAt(request: Request, startEt: number): number {
  const { value, valueCurve, earliestEt } = request;
  if (valueCurve === undefined || valueCurve.length === 0) return value;
  const lateS = startEt - earliestEt;
  let [beforeS, share] = [0, 1];
  for (const point of valueCurve) {
    if (lateS <= point.lateS) {
      const lengthS = point.lateS - beforeS;
      return value * (lengthS > 0 ? share + ((point.share - share) * Math.max(0, lateS - beforeS)) / lengthS : point.share); // prettier-ignore
    }
    [beforeS, share] = [point.lateS, point.share];
  }
  return value * share;
}

/** An experiment as it is proposed: `everyS` null is once, at any time of the run. */
export interface Experiment extends Omit<Request, 'id' | 'earliestEt' | 'latestEt'> {
  readonly everyS: number | null;
  readonly count: number | null;
}

/**
 * The requests of an experiment in a run: one for each period `[start + k every, start + (k + 1) every]`, as long as the whole execution fits before the end of the run.
 * Ids are the experiment's with a running number, so they stay when other experiments change.
 */
export function expandExperiment(experiment: Experiment, startEt: number, endEt: number): Request[] {
  const { everyS, count, ...what } = experiment;
  const requests: Request[] = [];
  const periodS = everyS ?? endEt - startEt;
  const most = everyS === null ? 1 : (count ?? Infinity);
  for (let k = 0; k < most && startEt + k * periodS + what.durationS <= endEt; k += 1) {
    const earliestEt = startEt + k * periodS;
    const latestEt = Math.min(endEt, Math.max(earliestEt + periodS, earliestEt + what.durationS));
    requests.push({ ...what, id: `${what.experimentId}-${String(k + 1).padStart(3, '0')}`, earliestEt, latestEt });
  }
  return requests;
}
