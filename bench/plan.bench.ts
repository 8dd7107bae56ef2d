import { designBeliefs, expandExperiment, openPlan, plan, relaxedBound, validateEdit, type Plan, type PlanInput, type Request } from '../core/src/autonomy/index.ts'; // prettier-ignore
import { bruteForceOfPlans } from '../core/src/autonomy/testing/brute-force.ts';
import { END_S, longNightProblem } from '../core/src/autonomy/testing/short-problem.ts';
import { createRandom } from '../core/src/math/index.ts';
import { stationModel } from '../core/src/mission/operate-model.ts';
import { polarEnvironment, RIDGE } from '../core/src/station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../core/src/station/testing/ridge-station.ts';
import { highsSolver } from '../node/src/optimise/index.ts';

export const title = 'Planning: five years, edits, a replan after a fault, and what the search is worth';

const START = 1.1e9;
const H = 3600;
const D = 86400;
/** Goals of the project for the planner. */
const GOAL = { editMs: 100, replanS: 2, memoryMb: 1024 };

export async function run(print: (line: string) => void): Promise<void> {
  const solveLp = await highsSolver();
  const fiveYears = inputOf(requestsOf(5 * 365, 7500), 5 * 365);
  const made = timed(() => plan(fiveYears));
  print(
    `${fiveYears.requests.length} requests in five years: ${made.result.activities.length} placed in ${made.s.toFixed(1)} s, value ${made.result.value}, priority-greedy ${made.result.greedyValue} (ratio ${(made.result.value / made.result.greedyValue).toFixed(3)}), resident ${residentMb()} MB (goal ${GOAL.memoryMb})`,
  );
  check(made.result, fiveYears);
  const bound = timed(() => relaxedBound(fiveYears, solveLp));
  print(
    `  its bound ${bound.result.bound.toFixed(1)} in ${bound.s.toFixed(1)} s (${bound.result.solved ? 'solved' : 'stopped'}), gap ${gap(made.result.value, bound.result.bound)}, resident ${residentMb()} MB`,
  );
  edits(print);
  replan(print, fiveYears, made.result);
  crowd(print, solveLp);
  smallNights(print, solveLp);
}

/** Problems in which the station has to choose when it falls asleep, small enough to try everything. */
export function smallNights(print: (line: string) => void, solveLp: Awaited<ReturnType<typeof highsSolver>>): void {
  const sums = { best: 0, constructed: 0, searched: 0, bound: 0, anyPolicy: 0, proved: 0 };
  for (let k = 0; k < 40; k += 1) {
    const { model, requests, night, input } = longNightProblem(k);
    const best = bruteForceOfPlans(model, requests, END_S, night);
    const { bound } = relaxedBound(input, solveLp, { ofPlans: true });
    const made = plan(input, { iterations: 150 });
    if (bound < Math.max(best, made.value) - 1e-9) throw new Error(`problem ${k} has a bound of ${bound} and a plan of ${Math.max(best, made.value)}`); // prettier-ignore
    sums.best += best;
    sums.constructed += made.search!.constructedValue;
    sums.searched += made.value;
    sums.bound += bound;
    sums.anyPolicy += relaxedBound(input, solveLp).bound;
    sums.proved += Number(bound <= Math.max(best, made.value) + 1e-9);
  }
  const share = (value: number) => `${((100 * value) / sums.best).toFixed(1)} %`;
  print(
    `forty small problems with a choice of sleep, of the best by trying everything: constructed ${share(sums.constructed)}, searched ${share(sums.searched)}, bound of plans ${share(sums.bound)} (${sums.proved} proved), bound of any policy ${share(sums.anyPolicy)}`,
  );
}

function crowd(print: (line: string) => void, solveLp: Awaited<ReturnType<typeof highsSolver>>): void {
  const asked = [3, 5, 8, 12].flatMap((hours, k) =>
    requestsOf(60, 330).map((one) => ({ ...one, id: `${one.id}-${k}`, durationS: Math.min(one.durationS, hours * H), value: 1 + ((7 * k + one.value * hours) % 13), priority: 1 + ((k + one.value) % 4) })),
  ); // prettier-ignore
  const input = inputOf(asked, 60);
  const { result, s } = timed(() => plan(input, { solveLp, iterations: 500 }));
  print(
    `${asked.length} requests in 60 days, four times what there is room for: priority-greedy ${result.greedyValue}, constructed ${result.search!.constructedValue}, searched ${result.value} (${result.search!.iterations} iterations, ${s.toFixed(1)} s with the bound), ${(result.value / result.greedyValue).toFixed(3)} of greedy; bound ${result.upperBound.toFixed(1)}, gap ${gap(result.value, result.upperBound)}`,
  );
}

/** Edits of a plan of ten thousand activities by hand: moves, removals and additions anywhere. */
function edits(print: (line: string) => void): void {
  const input = inputOf(requestsOf(5 * 365, 12_000, true), 5 * 365);
  const made = plan(input);
  const open = timed(() => openPlan(input, made.activities));
  const random = createRandom(1);
  const times: number[] = [];
  let [ok, moved] = [0, 0];
  for (let k = 0; k < 100; k += 1) {
    const { request, startEt } = made.activities[random.int(made.activities.length)]!;
    const wanted = startEt + (random.next() - 0.5) * 3 * D;
    const kind = k % 4 === 3 ? ('remove' as const) : ('move' as const);
    const edit = kind === 'remove' ? { kind, requestId: request.id } : { kind, requestId: request.id, startEt: wanted };
    const { result, s } = timed(() => validateEdit(open.result, edit));
    times.push(1000 * s);
    ok += Number(result.ok);
    moved += Number(!result.ok && result.nearestStartEt !== null);
  }
  times.sort((a, b) => a - b);
  print(
    `one edit in a plan of ${made.activities.length} activities: median ${times[50]!.toFixed(1)} ms, worst of 100 ${times[99]!.toFixed(1)} ms (goal ${GOAL.editMs}); ${ok} could be made, ${moved} with the nearest start that can; opened in ${open.s.toFixed(1)} s`,
  );
}

/** Half an array is lost in the middle of the plan: what the executive plans anew, 60 days ahead. */
function replan(print: (line: string) => void, input: PlanInput, made: Plan): void {
  const nowEt = START + 400 * D;
  const running = made.activities.filter(({ startEt, endEt }) => startEt <= nowEt && endEt > nowEt);
  const [first] = input.model.arrays;
  const beliefs = { ...input.beliefs, arrayFactor: { ...input.beliefs.arrayFactor, [first!.id]: 0.5 } };
  const requests = input.requests.filter(({ earliestEt, latestEt, durationS }) => earliestEt < nowEt + 60 * D && latestEt - durationS >= nowEt); // prettier-ignore
  const { result, s } = timed(() => plan({ ...input, nowEt, horizonS: 60 * D, beliefs, running, requests }));
  print(
    `replan after a fault, 60 days and ${requests.length} requests: ${s.toFixed(2)} s (goal ${GOAL.replanS}), ${result.activities.length} activities`,
  );
}

function inputOf(requests: readonly Request[], days: number): PlanInput {
  const environment = polarEnvironment(RIDGE, START, days);
  const model = stationModel(RIDGE_STATION, environment);
  return {
    model,
    beliefs: designBeliefs(model),
    nowEt: START,
    horizonS: days * D,
    batteryJ: 0.9 * model.battery.capacityJ,
    storeBit: 0,
    coldJ: 0,
    requests,
    running: [],
    utc: String,
  };
}

/** About `count` requests in so many days, on all instruments of the ridge station. `short` leaves room for nearly all of them. */
function requestsOf(days: number, count: number, short = false): Request[] {
  const endEt = START + days * D;
  const what = { ownerId: 'x', dataBit: 2e8, count: null };
  const perDay = count / days / 4;
  const every = D / perDay;
  const hours = (h: number) => Math.min(h * H, short ? 0.3 * every : 0.7 * every);
  return [
    { ...what, priority: 3, experimentId: 'long', instrumentId: 'seismograph', durationS: hours(30), powerW: 15, condition: 'any' as const, value: 5, everyS: every },
    { ...what, priority: 2, experimentId: 'sky', instrumentId: 'telescope', durationS: hours(9), powerW: 160, condition: 'any' as const, value: 4, everyS: every },
    { ...what, priority: 4, experimentId: 'dust', instrumentId: 'dust', durationS: hours(4), powerW: 20, condition: 'any' as const, value: 2, everyS: every },
    { ...what, priority: 1, experimentId: 'drive', instrumentId: 'rover', durationS: hours(5), powerW: 450, condition: 'sunlit' as const, value: 6, everyS: every },
  ].flatMap((experiment) => expandExperiment(experiment, START, endEt)); // prettier-ignore
}

/** A figure of a plan that breaks its windows would be worth nothing. */
function check({ activities }: Plan, { requests }: PlanInput): void {
  const byId = new Map(requests.map((one) => [one.id, one]));
  for (const { request, startEt, endEt } of activities) {
    const asked = byId.get(request.id)!;
    if (startEt < asked.earliestEt - 1e-3 || endEt > asked.latestEt + 1e-3) throw new Error(`${request.id} left its window`); // prettier-ignore
  }
}

function timed<T>(work: () => T): { readonly result: T; readonly s: number } {
  const from = performance.now();
  const result = work();
  return { result, s: (performance.now() - from) / 1000 };
}

function residentMb(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

function gap(value: number, bound: number): string {
  return `${(100 * Math.max(0, 1 - value / bound)).toFixed(2)} %`;
}
