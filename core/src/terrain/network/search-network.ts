import type { JobOptions, JobRunner } from '../../jobs/index.ts';
import { beside, type Branch, type BranchResult, type Pairs } from './branch.ts';
import type { EventGrid } from './event-grid.ts';
import { createLightSearch, lightBranchJob, type LightProblem } from './light-search.ts';
import { createNightSearch, nightBranchJob, type NightProblem } from './night-search.ts';
import { elementPrices } from './prices.ts';

/** The best set of the places searched, and how sure that is: `boundMs` and `proved` say nothing about places that were not handed in. */
export interface FoundSet {
  /** Places by number, rising; null when no set keeps the limits (or none was found in time). */
  readonly places: readonly number[] | null;
  /** Milliseconds: combined light (summed over layers), or the longest common night. */
  readonly valueMs: number;
  /** No set of the places searched does better than this: equal to `valueMs` once proved. */
  readonly boundMs: number;
  readonly proved: boolean;
  /** Sets and partial sets that were valued. */
  readonly nodes: number;
}

/** Branches handed out together: the same number on every machine, so that each knows the same best value and the search is the same to the node. */
const ROUND = 16;

/** The `sites` places with the most combined light; best so far when aborted. See light-search.ts. */
export async function mostLight(
  grid: EventGrid,
  pairs: Pairs,
  sites: number,
  runner: JobRunner,
  options: JobOptions = {},
): Promise<FoundSet> {
  const all = Array.from({ length: grid.places }, (_, place) => place);
  const unpriced: LightProblem = { grid, pairs, sites, priceMs: grid.weightMs };
  const plain = createLightSearch(unpriced);
  const start = climb(all, pairs, sites, (set) => plain.lightMs(set));
  const problem = { ...unpriced, priceMs: elementPrices(grid, sites, start?.value ?? 0) };
  const roots = createLightSearch(problem).roots(all);
  const allMs = lightOfAllMs(grid);
  const branches = roots.map(({ place, boundMs }, i) => {
    const later = roots.slice(i + 1).map((root) => root.place);
    return { chosen: [place], open: beside(pairs, grid.places, place, later), boundMs: Math.min(boundMs, allMs) };
  });
  const known = { places: start?.set ?? null, valueMs: start?.value ?? -1, nodes: start?.tried ?? 0 };
  branches.sort((a, b) => b.boundMs - a.boundMs || a.chosen[0]! - b.chosen[0]!);
  const hopeful = () => branches.filter((branch) => branch.boundMs > known.valueMs);
  const left = await rounds(hopeful, known, (a, b) => a > b, options, (round, inner) =>
    runner.map(lightBranchJob, round.map((branch) => ({ ...problem, branch, bestMs: known.valueMs })), inner),
  ); // prettier-ignore
  const boundMs = left.reduce((most, { boundMs: bound }) => Math.max(most, Math.floor(bound)), known.valueMs);
  return finish(known, boundMs, left.length === 0);
}

/** Light of all places together: no network has more. */
function lightOfAllMs({ places, words, weightMs, lit }: EventGrid): number {
  let sum = 0;
  for (let word = 0; word < words; word++) {
    let any = 0;
    for (let place = 0; place < places; place++) any |= lit[place * words + word]!;
    for (let bit = 0; bit < 32; bit++) if ((any >>> bit) & 1) sum += weightMs[32 * word + bit]!;
  }
  return sum;
}

/** The `sites` places whose longest common night is shortest; best so far when aborted. See night-search.ts. */
export async function shortestNight(
  problem: NightProblem,
  spanMs: number,
  runner: JobRunner,
  options: JobOptions = {},
): Promise<FoundSet> {
  const { dark, pairs, sites } = problem;
  const all = Array.from({ length: dark.length }, (_, place) => place);
  const search = createNightSearch(problem);
  const start = climb(all, pairs, sites, (set) => -search.nightMs(set));
  const known = { places: start?.set ?? null, valueMs: start === null ? spanMs + 1 : -start.value, nodes: start?.tried ?? 0 }; // prettier-ignore
  const branches = search.roots(all, spanMs, known.valueMs);
  const taken = new Set<Branch>();
  const left = await rounds(() => branches.filter((branch) => !taken.has(branch)), known, (a, b) => a < b, options, (round, inner) =>
    runner.map(nightBranchJob, round.map((branch) => ({ ...problem, branch, bestMs: known.valueMs })), inner).then((results) => {
      for (const branch of round) taken.add(branch);
      return results;
    }),
  ); // prettier-ignore
  return finish(known, left.length === 0 ? known.valueMs : search.nightMs(all), left.length === 0);
}

interface Known {
  places: readonly number[] | null;
  valueMs: number;
  nodes: number;
}

function finish({ places, valueMs, nodes }: Known, boundMs: number, proved: boolean): FoundSet {
  return { places: places === null ? null : [...places].sort((a, b) => a - b), valueMs, boundMs, proved, nodes };
}

/** Works the branches off, some at a time; returns those that are left when aborted. */
async function rounds<B extends Branch>(
  hopeful: () => readonly B[],
  known: Known,
  better: (a: number, b: number) => boolean,
  { signal, progress }: JobOptions,
  run: (round: readonly B[], options: JobOptions) => Promise<BranchResult[]>,
): Promise<readonly B[]> {
  const done = new Set<B>();
  for (;;) {
    const left = hopeful().filter((branch) => !done.has(branch));
    progress?.(done.size, done.size + left.length, 'branches of the search');
    if (left.length === 0 || signal?.aborted) return left;
    const round = left.slice(0, ROUND);
    let results: BranchResult[];
    try {
      results = await run(round, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted) return left;
      throw error;
    }
    for (const [i, { best, nodes }] of results.entries()) {
      done.add(round[i]!);
      known.nodes += nodes;
      if (best !== null && better(best.valueMs, known.valueMs)) Object.assign(known, best);
    }
  }
}

/** Starts tried when the best few lead nowhere, because of the limits, are all of them. */
const STARTS = 3;

/** A good set to begin with: from each of some places the best next one until the set is full, then exchanges of one place as long as they help. */
function climb(
  all: readonly number[],
  pairs: Pairs,
  sites: number,
  valueOf: (set: readonly number[]) => number,
): { set: readonly number[]; value: number; tried: number } | null {
  let tried = 0;
  const value = (set: readonly number[]) => (tried++, valueOf(set));
  const fits = (set: readonly number[], place: number) =>
    set.every((other) => other !== place && pairs[other * all.length + place] === 1);
  const bestBeside = (set: readonly number[]) => {
    let best: { set: readonly number[]; value: number } | null = null;
    for (const place of all) {
      if (!fits(set, place)) continue;
      const next = [...set, place];
      const valued = value(next);
      if (best === null || valued > best.value) best = { set: next, value: valued };
    }
    return best;
  };
  const starts = all.map((place) => ({ place, value: value([place]) })).sort((a, b) => b.value - a.value || a.place - b.place); // prettier-ignore
  let best: { set: readonly number[]; value: number } | null = null;
  for (const [i, { place, value: alone }] of starts.entries()) {
    if (i >= STARTS && best !== null) break;
    let at: { set: readonly number[]; value: number } | null = { set: [place], value: alone };
    while (at !== null && at.set.length < sites) at = bestBeside(at.set);
    if (at !== null && (best === null || at.value > best.value)) best = at;
  }
  for (let improved = best !== null; improved && best !== null;) {
    improved = false;
    for (const place of best.set) {
      const other: { set: readonly number[]; value: number } | null = bestBeside(best.set.filter((one) => one !== place)); // prettier-ignore
      if (other !== null && other.value > best.value) [best, improved] = [other, true];
    }
  }
  return best === null ? null : { ...best, tried };
}
