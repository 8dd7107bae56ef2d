import { createRandom } from '../../../math/index.ts';
import type { RcpspProblem } from '../problem.ts';

/** A random project with this many activities between start and end. */
export function randomProject(activities: number, seed: number, resources = 2, longest = 6): RcpspProblem {
  const random = createRandom(seed);
  const n = activities + 2;
  const inside = (i: number) => i > 0 && i < n - 1;
  const capacities = Array.from({ length: resources }, () => 3 + random.int(8));
  const successors = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => j).filter((j) => {
      if (!inside(i)) return i === 0 && inside(j);
      return j === n - 1 || (j > i && random.next() < 0.25);
    }),
  );
  return {
    name: `random-${seed}.sm`,
    durations: Array.from({ length: n }, (_, i) => (inside(i) ? random.int(longest + 1) : 0)),
    successors: n === 2 ? [[1], []] : successors,
    demands: Array.from({ length: n }, (_, i) =>
      capacities.map((capacity) => (inside(i) && random.next() < 0.7 ? random.int(capacity + 1) : 0)),
    ),
    capacities,
    resourceNames: capacities.map((_, r) => `R${r + 1}`),
  };
}

/** The project as PSPLIB writes it. */
export function smText({ durations, successors, demands, capacities }: RcpspProblem): string {
  const stars = '*'.repeat(72);
  const pad = (value: number | string, width: number) => String(value).padStart(width);
  return [
    stars,
    'file with basedata            : none',
    'initial value random generator: 1',
    stars,
    'projects                      :  1',
    `jobs (incl. supersource/sink ):  ${durations.length}`,
    `horizon                       :  ${durations.reduce((a, b) => a + b, 0)}`,
    'RESOURCES',
    `  - renewable                 :  ${capacities.length}   R`,
    '  - nonrenewable              :  0   N',
    '  - doubly constrained        :  0   D',
    stars,
    'PROJECT INFORMATION:',
    'pronr.  #jobs rel.date duedate tardcost  MPM-Time',
    `    1     ${durations.length - 2}      0        0        0        0`,
    stars,
    'PRECEDENCE RELATIONS:',
    'jobnr.    #modes  #successors   successors',
    ...successors.map((list, i) => `${pad(i + 1, 4)}${pad(1, 9)}${pad(list.length, 11)}        ${list.map((j) => pad(j + 1, 4)).join('')}`),
    stars,
    'REQUESTS/DURATIONS:',
    `jobnr. mode duration${capacities.map((_, r) => `  R ${r + 1}`).join('')}`,
    '-'.repeat(72),
    ...durations.map((d, i) => `${pad(i + 1, 3)}${pad(1, 7)}${pad(d, 6)}   ${demands[i]!.map((demand) => pad(demand, 5)).join('')}`),
    stars,
    'RESOURCEAVAILABILITIES:',
    capacities.map((_, r) => `  R ${r + 1}`).join(''),
    capacities.map((capacity) => pad(capacity, 5)).join(''),
    stars,
    '',
  ].join('\n'); // prettier-ignore
}

/** Least makespan of a tiny project: every order of activities that precedence allows, each placed as early as it fits (one of these is optimal). */
export function leastMakespan({ durations, successors, demands, capacities }: RcpspProblem): number {
  const n = durations.length;
  const starts = new Array<number>(n).fill(-1);
  let least = Infinity;
  const before = (i: number) => successors.flatMap((list, p) => (list.includes(i) ? [p] : []));
  const fits = (i: number, at: number): boolean => {
    for (let t = at; t < at + durations[i]!; t += 1)
      for (let r = 0; r < capacities.length; r += 1) {
        let use = demands[i]![r]!;
        for (let j = 0; j < n; j += 1) if (starts[j]! >= 0 && starts[j]! <= t && t < starts[j]! + durations[j]!) use += demands[j]![r]!;
        if (use > capacities[r]!) return false;
      } // prettier-ignore
    return true;
  };
  const extend = (placed: number, end: number): void => {
    if (end >= least) return;
    if (placed === n) {
      least = end;
      return;
    }
    for (let i = 0; i < n; i += 1) {
      const leaders = before(i);
      if (starts[i]! >= 0 || leaders.some((p) => starts[p]! < 0)) continue;
      let at = Math.max(0, ...leaders.map((p) => starts[p]! + durations[p]!));
      while (!fits(i, at)) at += 1;
      starts[i] = at;
      extend(placed + 1, Math.max(end, at + durations[i]!));
      starts[i] = -1;
    }
  };
  extend(0, 0);
  return least;
}
