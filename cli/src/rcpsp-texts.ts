import type { RcpspProblem, RcpspSolution } from '@openilrs/core/autonomy';

interface Found extends RcpspSolution {
  readonly seed: number;
  readonly islands: number;
  readonly seconds?: number;
}

export interface ResourcePeak {
  readonly name: string;
  readonly capacity: number;
  /** Most units in use at once. */
  readonly peak: number;
  /** Share of capacity x makespan in use. */
  readonly meanUse: number;
}

/** Use of each resource by a schedule. */
export function resourcePeaks(problem: RcpspProblem, { starts, makespan }: RcpspSolution): ResourcePeak[] {
  const { durations, demands, capacities, resourceNames } = problem;
  return capacities.map((capacity, r) => {
    const use = new Array<number>(makespan).fill(0);
    starts.forEach((start, i) => {
      for (let t = start; t < start + durations[i]!; t += 1) use[t]! += demands[i]![r]!;
    });
    const total = use.reduce((a, b) => a + b, 0);
    const meanUse = makespan * capacity > 0 ? total / (makespan * capacity) : 0;
    return { name: resourceNames[r]!, capacity, peak: Math.max(0, ...use), meanUse: Math.round(1000 * meanUse) / 1000 };
  });
}

const GANTT_COLUMNS = 72;

/** The result as a table with one line of a Gantt chart for each job, in the order of their starts. */
export function rcpspInWords(problem: RcpspProblem, found: Found): string {
  const { makespan, lowerBound, optimal, starts, seed, iterations, islands, seconds } = found;
  const { durations, demands, resourceNames } = problem;
  const gap = lowerBound > 0 ? (100 * (makespan - lowerBound)) / lowerBound : 0;
  const scale = Math.min(1, GANTT_COLUMNS / Math.max(1, makespan));
  const columns = Math.ceil(makespan * scale);
  const jobs = starts.map((_, i) => i).sort((a, b) => starts[a]! - starts[b]! || a - b);
  const uses = (i: number) => demands[i]!.flatMap((demand, r) => (demand > 0 ? [`${demand} ${resourceNames[r]}`] : [])).join(', '); // prettier-ignore
  const width = Math.max(4, ...jobs.map((i) => uses(i).length));
  const cell = (value: number) => String(value).padStart(6);
  const rows = jobs.map((i) => {
    const from = Math.min(columns, Math.floor(starts[i]! * scale));
    const to = Math.max(from + (durations[i]! > 0 ? 1 : 0), Math.round((starts[i]! + durations[i]!) * scale));
    const bar = durations[i]! > 0 ? '='.repeat(to - from) : '';
    return `${String(i + 1).padStart(4)}${cell(starts[i]!)}${cell(starts[i]! + durations[i]!)}  ${uses(i).padEnd(width)}  |${' '.repeat(from)}${bar.padEnd(columns - from)}|`;
  });
  const peaks = resourcePeaks(problem, found).map((one) => `${one.name} ${one.peak} of ${one.capacity} (mean ${(100 * one.meanUse).toFixed(0)} %)`); // prettier-ignore
  const time = seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`;
  return [
    `${problem.name}: makespan ${makespan}, ${optimal ? 'proved optimal' : `lower bound ${lowerBound}, gap ${gap.toFixed(1)} %`}`,
    `${starts.length} jobs, seed ${seed}, ${iterations} iterations on ${islands} ${islands === 1 ? 'island' : 'islands'}${time}`,
    `most in use: ${peaks.join(', ')}`,
    ` job start   end  ${'uses'.padEnd(width)}  |0${String(makespan).padStart(Math.max(0, columns - 1))}|`,
    ...rows,
  ].join('\n');
}
