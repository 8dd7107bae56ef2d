import { grown } from '../../../math/index.ts';
import type { BoundTrail } from './bound-trail.ts';

/** What a conflict teaches. */
export interface Lesson {
  /** Literals `x, v, ...` that cannot all hold; the first is the only one of the last level, the second of level {@link back}. */
  readonly literals: number[];
  /** Level at which the negation of the first literal follows. */
  back: number;
  /** Different levels among the literals. */
  levels: number;
}

const NONE = -0x80000000;

/**
 * Turns a conflict into a nogood with one literal of the last level (first unique implication point; Marques-Silva & Sakallah 1999). Literals that follow from others
 * of the nogood in one step are dropped.
 *
 * @param bump called for each literal that took part
 */
export function createAnalysis(trail: BoundTrail, bump: (x: number, v: number) => void) {
  let need = new Int32Array(trail.side.length).fill(NONE);
  const strongest = new Int32Array(trail.bound.length).fill(NONE);
  const lower: number[] = [];
  const literals: number[] = [];
  const why: number[] = [];
  const lesson: Lesson = { literals: [], back: 0, levels: 0 };
  let open = 0;

  function mark(x: number, v: number, level: number): void {
    const e = trail.entryOf(x, v);
    if (e < 0 || trail.level[e] === 0) return;
    if (need[e] === NONE) {
      need[e] = v;
      bump(x, v);
      if (trail.level[e] === level) open += 1;
      else lower.push(e);
    } else if (need[e]! < v) need[e] = v;
  }

  /** Highest level among literals; 0: they hold always. */
  function levelOf(some: readonly number[]): number {
    let level = 0;
    for (let k = 0; k < some.length; k += 2) {
      const e = trail.entryOf(some[k]!, some[k + 1]!);
      if (e >= 0) level = Math.max(level, trail.level[e]!);
    }
    return level;
  }

  function follows(e: number): boolean {
    if (trail.reason[e] === -1) return false;
    why.length = 0;
    trail.explain(e, need[e]!, why);
    for (let k = 0; k < why.length; k += 2) {
      const other = trail.entryOf(why[k]!, why[k + 1]!);
      if (other < 0 || trail.level[other] === 0) continue;
      if (need[other] === NONE || need[other]! < why[k + 1]!) return false;
    }
    return true;
  }

  /** Collects the literals, the strongest of each side, and orders the first two. */
  function collect(uip: number): void {
    literals.length = 0;
    literals.push(trail.side[uip]!, need[uip]!);
    strongest[trail.side[uip]!] = need[uip]!;
    const kept = lower.filter((e) => !follows(e));
    for (const e of kept) strongest[trail.side[e]!] = Math.max(strongest[trail.side[e]!]!, need[e]!);
    const levels = new Set<number>();
    lesson.back = 0;
    for (const e of kept) {
      if (strongest[trail.side[e]!] !== need[e]) continue;
      strongest[trail.side[e]!] = NONE + 1; // each side once
      literals.push(trail.side[e]!, need[e]!);
      const level = trail.level[e]!;
      levels.add(level);
      if (level <= lesson.back) continue;
      lesson.back = level;
      const last = literals.length - 2;
      for (const k of [0, 1]) [literals[2 + k], literals[last + k]] = [literals[last + k]!, literals[2 + k]!];
    }
    for (const e of kept) strongest[trail.side[e]!] = NONE;
    strongest[trail.side[uip]!] = NONE;
    lesson.levels = levels.size + 1;
    lesson.literals.length = 0;
    for (const one of literals) lesson.literals.push(one);
  }

  return {
    /** Learns from `trail.conflict`; null when it holds at level 0: there is no solution. Goes back to the level of the conflict, not beyond. */
    learn(): Lesson | null {
      while (need.length < trail.side.length) need = grown(need).fill(NONE, need.length);
      const level = levelOf(trail.conflict);
      if (level === 0) return null;
      trail.backTo(level);
      lower.length = 0;
      open = 0;
      for (let k = 0; k < trail.conflict.length; k += 2) mark(trail.conflict[k]!, trail.conflict[k + 1]!, level);
      let e = trail.size - 1;
      for (; ; e -= 1) {
        if (need[e] === NONE) continue;
        if (open === 1) break;
        why.length = 0;
        trail.explain(e, need[e]!, why);
        need[e] = NONE;
        open -= 1;
        for (let k = 0; k < why.length; k += 2) mark(why[k]!, why[k + 1]!, level);
      }
      collect(e);
      need[e] = NONE;
      for (const other of lower) need[other] = NONE;
      return lesson;
    },
  };
}
