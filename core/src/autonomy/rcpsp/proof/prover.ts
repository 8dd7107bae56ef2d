import type { Network } from '../network.ts';
import { BoundTrail } from './bound-trail.ts';
import { createAnalysis } from './conflict-analysis.ts';
import { createChoice } from './branching.ts';
import { createNogoods } from './nogood-store.ts';
import { createTimetable } from './timetable.ts';

/** Proves lower bounds, from below: is there a schedule as short as the bound? If not the bound rises. */
export interface Prover {
  /** Goes on to the next conflict, schedule or proof, or for so many decisions that a clock should be looked at. No effect once {@link done}. */
  step(): void;
  /** No schedule is shorter. */
  readonly lowerBound: number;
  /** A schedule as long as the bound, when one was found: it is optimal. */
  readonly starts: Int32Array | null;
  /** Nothing is left to prove. */
  readonly done: boolean;
  /** A schedule of this makespan is known elsewhere. */
  known(makespan: number): void;
  readonly conflicts: number;
}

const FIRST_LIMIT = 4000;
const LIMIT_GROWTH = 500;
const RESTART_CONFLICTS = 100;
/** Decisions of one step, times activities: some 0.2 s. */
const MOST_DECISIONS = 100_000;

/**
 * Lazy clause generation (Ohrimenko, Stuckey & Codish 2009, Constraints 14:357; for RCPSP Schutt et al. 2011, Constraints 16:250): propagation explains itself, conflicts become
 * nogoods over bounds of starts. The first decision is always "the project ends by the bound"; when that is refuted, the bound is raised by one and everything
 * learned stays.
 *
 * @param makespan of a known schedule: longer ones are left out
 */
export function createProver(network: Network, lower: number, makespan: number): Prover {
  const { n, head, tail, duration } = network;
  const first = new Int32Array(2 * n);
  for (let i = 0; i < n; i += 1) {
    first[2 * i] = head[i]!;
    first[2 * i + 1] = -(makespan - tail[i]! - duration[i]!);
  }
  const trail = new BoundTrail(first);
  const { bound } = trail;
  const end = 2 * (n - 1);
  const nogoods = createNogoods(trail);
  const timetable = createTimetable(network, trail, makespan);
  const choice = createChoice(trail, n);
  const analysis = createAnalysis(trail, choice.bump);
  let seen = 0;
  let conflicts = 0;
  let untilRestart = RESTART_CONFLICTS;
  let restarts = 0;
  let limit = FIRST_LIMIT;
  let upper = makespan;
  let starts: Int32Array | null = null;
  let closed = false;

  /** Passes a raised side on to the activities before and after. */
  function precedence(x: number, to: number): boolean {
    const i = x >> 1;
    const late = x & 1;
    const [list, from] = late === 1 ? [network.pred, network.predFrom] : [network.succ, network.succFrom];
    for (let k = from[i]!; k < from[i + 1]!; k += 1) {
      const j = list[k]!;
      const v = to + duration[late === 1 ? j : i]!;
      if (v <= bound[2 * j + late]!) continue;
      const reason = trail.because(true);
      trail.literal(reason, x, to);
      if (!trail.raise(2 * j + late, v, reason)) return false;
    }
    return true;
  }

  function propagate(): boolean {
    for (;;) {
      for (; seen < trail.size; seen += 1) {
        const [x, from, to] = [trail.side[seen]!, trail.before[seen]!, trail.after[seen]!];
        if (!precedence(x, to) || !nogoods.raised(x, from, to)) return false;
      }
      if (!timetable.propagate()) return false;
      if (seen === trail.size) return true;
    }
  }

  function backTo(level: number): void {
    trail.backTo(level);
    seen = Math.min(seen, trail.size);
  }

  /** Learns from a conflict. False: there is no schedule shorter than the known one. */
  function learn(): boolean {
    conflicts += 1;
    untilRestart -= 1;
    const lesson = analysis.learn();
    if (lesson === null) return false;
    choice.decay();
    const [x, v] = [lesson.literals[0]!, lesson.literals[1]!];
    backTo(lesson.back);
    const reason = lesson.literals.length === 2 ? -1 : -2 - nogoods.add(lesson.literals, lesson.levels);
    return trail.raise(x ^ 1, 1 - v, reason);
  }

  function restart(): void {
    backTo(0);
    restarts += 1;
    untilRestart = RESTART_CONFLICTS * luby(restarts);
  }

  /** At level 0: what is known elsewhere, then the question whether the project can end by the bound. */
  function ask(): boolean {
    if (!trail.raise(end + 1, 1 - upper, -1) || !propagate()) return false;
    if (nogoods.count > limit) {
      nogoods.forget();
      limit += LIMIT_GROWTH;
    }
    trail.push();
    return trail.raise(end + 1, -bound[end]!, -1);
  }

  function close(): void {
    closed = true;
    backTo(0);
  }

  lower = Math.max(lower, head[n - 1]!);
  if (lower >= makespan || !trail.raise(end, lower, -1)) closed = true;

  return {
    get lowerBound() {
      return starts !== null ? starts[n - 1]! : closed ? upper : Math.min(upper, Math.max(lower, atRoot(trail, end)));
    },
    get starts() {
      return starts;
    },
    get done() {
      return closed;
    },
    get conflicts() {
      return conflicts;
    },
    known(shorter) {
      upper = Math.min(upper, shorter);
    },
    step() {
      for (let decisions = 0; !closed && decisions * n < MOST_DECISIONS; decisions += 1) {
        if (!propagate()) {
          if (!learn()) close();
          return;
        }
        if (trail.levelStart.length === 1 || untilRestart <= 0) {
          restart();
          if (!ask()) {
            close();
            return;
          }
          continue;
        }
        const side = choice.next();
        if (side !== null) {
          trail.push();
          trail.raise(side.x, side.v, -1);
          continue;
        }
        starts = Int32Array.from({ length: n }, (_, i) => bound[2 * i]!);
        close();
      }
    },
  };
}

/** Bound of a side at level 0. */
function atRoot(trail: BoundTrail, x: number): number {
  if (trail.levelStart.length === 1) return trail.bound[x]!;
  const value = trail.first[x]!;
  for (let e = trail.newest[x]!; e >= 0; e = trail.previous[e]!) if (trail.level[e] === 0) return Math.max(value, trail.after[e]!); // prettier-ignore
  return value;
}

/** Luby, Sinclair & Zuckerman 1993: 1 1 2 1 1 2 4 ... */
function luby(i: number): number {
  let k = 1;
  while (2 ** k - 1 < i) k += 1;
  return 2 ** k - 1 === i ? 2 ** (k - 1) : luby(i - 2 ** (k - 1) + 1);
}
