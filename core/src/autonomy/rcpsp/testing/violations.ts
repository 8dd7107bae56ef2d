import type { RcpspProblem } from '../problem.ts';

/** Everything that is wrong with a schedule, worked out afresh from the problem: precedence pair by pair, use of resources instant by instant. */
export function violations(problem: RcpspProblem, starts: readonly number[], makespan: number): string[] {
  const { durations, successors, demands, capacities } = problem;
  const found: string[] = [];
  if (starts.length !== durations.length) return [`${starts.length} starts for ${durations.length} activities`];
  starts.forEach((start, i) => {
    if (!Number.isInteger(start) || start < 0) found.push(`activity ${i} starts at ${start}`);
    for (const j of successors[i]!) if (starts[j]! < start + durations[i]!) found.push(`${j} begins before ${i} ends`);
  });
  const ends = starts.map((start, i) => start + durations[i]!);
  if (Math.max(...ends) !== makespan) found.push(`makespan ${makespan}, last end ${Math.max(...ends)}`);
  for (let t = 0; t < makespan; t += 1)
    capacities.forEach((capacity, r) => {
      const use = starts.reduce((sum, start, i) => sum + (start <= t && t < ends[i]! ? demands[i]![r]! : 0), 0);
      if (use > capacity) found.push(`resource ${r} at ${t}: ${use} of ${capacity}`);
    });
  return found;
}
