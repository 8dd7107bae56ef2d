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
  readonly value: number;
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
