import { brentRoot } from '../../math/index.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { positiveWindows, type Margin } from '../light/light-crossings.ts';
import { upperLimbClearance } from '../light/light-disc.ts';
import { limbMargin } from '../light/light-margins.ts';
import { SUN_RATE, sunRadiusRad } from '../light/light-sky.ts';
import type { BodyTrack } from '../light/light-track.ts';
import { cellSky } from './cell-sky.ts';
import type { SunNodes } from './sun-nodes.ts';

/**
 * Spells of one cell after the other.
 *
 * The Sun walks through the directions of the sweep, once round in a month. At each node the table says whether its upper limb stands above the cell's skyline: runs of nodes with one answer are
 * spells, and blocks of nodes in which the Sun is always higher or always lower than the skyline are passed at once. A run that could be the longest gets its ends solved on the exact
 * clearance (as in `lightAt`), and every step in it that might hide a glimpse of the other kind is searched.
 *
 * Between two vertices the skyline lowered by the disc has no minimum of its own (there a disc touches a straight piece, which lies lower on one side), so for a level Sun nothing is hidden
 * between dark nodes; what the Sun climbs from node to node, and peaks between lit nodes, are what the search is for. As at a point (`positiveWindows`), a glimpse of 30 s or less may be passed
 * over; one that is found counts from 1 s on.
 */
export interface CellSpells {
  /** Puts the next cell in, see `CellSky`, and finds its spells, seconds. */
  find(xM: number, yM: number, eyeM: number, slopes: ArrayLike<number>, out: SpellFacts): void;
}

export interface SpellFacts {
  longestDarkS: number;
  longestDarkEt: number;
  longestLitS: number;
  longestLitEt: number;
  /** Dark spells longer than the threshold: how many, and how long together. */
  nights: number;
  nightsS: number;
}

/** Heights nearer than this to a threshold are decided by the exact clearance: 0.0009 degrees; the table is off by up to 0.0006 (sun-nodes.ts, cell-sky.ts). */
const UNSURE = 1.5e-5;

export function cellSpells(
  nodes: SunNodes,
  frame: GnomonicFrame,
  track: BodyTrack,
  nightLongerThanS = Infinity,
): CellSpells {
  const sky = cellSky(nodes, frame, track);
  const n = nodes.directions;
  const count = nodes.et.length;
  const size = [16, 12, 10, 8, 4].find((one) => n % one === 0)!;
  const blocks = blockExtremes(nodes.height, size, count);
  const [lowest, highest] = [new Float64Array(n / size), new Float64Array(n / size)];
  const body = { look: sky.sun, rate: SUN_RATE, radiusRad: sunRadiusRad };
  const lit = limbMargin(sky.profile, body, upperLimbClearance);
  const dark: Margin = { at: (et) => -lit.at(et), maxChange: (et, half) => lit.maxChange(et, half) };
  // Between two nodes the Sun's height departs from a straight line by an eighth of its second difference: 1e-6 with 720 directions, more than UNSURE with fewer than 200.
  const margin = UNSURE + bulgeOf(nodes.height);
  const timeOf = (k: number): number => (k < 0 ? nodes.fromEt : k >= count ? nodes.toEt : nodes.et[k]!);

  let facts: SpellFacts;
  // Runs that may be the longest: first and last node (-1 and `count` are the ends of the period), and the most that each can last.
  const runs = { lit: newRuns(), dark: newRuns() };

  const run = (isLit: boolean, from: number, to: number): void => {
    const most = timeOf(to + 1) - timeOf(from - 1);
    const of = isLit ? runs.lit : runs.dark;
    if (!isLit && most > nightLongerThanS) piecesOf(false, from, to, countNight);
    // No run ends up shorter than its nodes but by a glimpse in it, which is for the search to find: keep all that might pass the longest.
    of.add(from, to, most);
  };

  const countNight = (_from: number, length: number): void => {
    if (length <= nightLongerThanS) return;
    facts.nights += 1;
    facts.nightsS += length;
  };
  const keepLit = (from: number, length: number): void => {
    if (length > facts.longestLitS) [facts.longestLitS, facts.longestLitEt] = [length, from];
  };
  const keepDark = (from: number, length: number): void => {
    if (length > facts.longestDarkS) [facts.longestDarkS, facts.longestDarkEt] = [length, from];
  };

  /** Solves runs from the one that may last most, until no other can pass the longest. */
  const solve = (isLit: boolean): void => {
    const of = isLit ? runs.lit : runs.dark;
    for (;;) {
      const i = of.takeMost(isLit ? facts.longestLitS : facts.longestDarkS);
      if (i < 0) return;
      piecesOf(isLit, of.from[i]!, of.to[i]!, isLit ? keepLit : keepDark);
    }
  };

  /** Tells the exact pieces of a run: one, or more when glimpses of the other kind cut it. */
  const piecesOf = (
    isLit: boolean,
    from: number,
    to: number,
    tell: (fromEt: number, lengthS: number) => void,
  ): void => {
    const start = from < 0 ? nodes.fromEt : crossing(isLit, from - 1, from);
    const end = to >= count ? nodes.toEt : crossing(!isLit, to, to + 1);
    let last = start;
    for (let k = Math.max(from - 1, -1); k <= Math.min(to, count - 1); k++) {
      if (!suspicious(isLit, k)) continue;
      const a = Math.max(timeOf(k), last);
      const b = Math.min(timeOf(k + 1), end);
      if (b - a < 1) continue;
      for (const [otherFrom, otherTo] of positiveWindows(isLit ? dark : lit, a, b)) {
        if (otherTo - otherFrom < 1 || otherFrom <= last + 1 || otherTo >= end - 1) continue; // the crossing itself
        tell(last, otherFrom - last);
        last = otherTo;
      }
    }
    tell(last, end - last);
  };

  /** Whether the step after node k, in a run of one answer, might hide the other. */
  const suspicious = (isLit: boolean, k: number): boolean => {
    if (k < 0 || k + 1 >= count) return true;
    const [at, next] = [k % n, (k + 1) % n];
    const [h0, h1] = [nodes.height[k]!, nodes.height[k + 1]!];
    return isLit
      ? !sky.clears(k, Math.min(h0, h1) - margin)
      : Math.max(h0, h1) > Math.min(sky.appears[at]!, sky.appears[next]!) - margin;
  };

  /** Epoch between two nodes at which light begins (`toLit`) or ends. */
  const crossing = (toLit: boolean, k0: number, k1: number): number => {
    let [a, b] = [timeOf(k0), timeOf(k1)];
    const side = (et: number): number => (toLit ? lit.at(et) : -lit.at(et));
    // A node within the error of the table may lie a few seconds on the other side.
    for (let i = 0; i < 6 && side(a) > 0; i++) a = Math.max(nodes.fromEt, a - 120);
    for (let i = 0; i < 6 && side(b) <= 0; i++) b = Math.min(nodes.toEt, b + 120);
    const [fa, fb] = [side(a), side(b)];
    if (fa > 0) return a;
    if (fb <= 0) return b;
    if (fa === 0) return a;
    return a + brentRoot((s) => side(a + s), 0, b - a, 0.1);
  };

  const find: CellSpells['find'] = (x, y, eye, slopes, out) => {
    facts = out;
    out.longestDarkS = out.longestLitS = out.nights = out.nightsS = 0;
    out.longestDarkEt = out.longestLitEt = NaN;
    sky.set(x, y, eye, slopes);
    runs.lit.clear();
    runs.dark.clear();
    extremesOf(sky.appears, size, lowest, highest);
    const { appears } = sky;
    const { height } = nodes;
    const perTurn = n / size;
    let state = lit.at(nodes.fromEt) > 0;
    let since = -1;
    for (let block = 0, at = 0; block * size < count; block++, at = at + 1 === perTurn ? 0 : at + 1) {
      const from = block * size;
      const isLit = blocks.lowest[block]! > highest[at]! + UNSURE;
      if (isLit || blocks.highest[block]! < lowest[at]! - UNSURE) {
        if (isLit === state) continue;
        run(state, since, from - 1);
        [state, since] = [isLit, from];
        continue;
      }
      const to = Math.min(from + size, count);
      const shift = at * size - from;
      for (let k = from; k < to; k++) {
        const over = height[k]! - appears[k + shift]!;
        const above = over > UNSURE || (over > -UNSURE && lit.at(nodes.et[k]!) > 0);
        if (above === state) continue;
        run(state, since, k - 1);
        [state, since] = [above, k];
      }
    }
    const endsLit = lit.at(nodes.toEt) > 0;
    if (endsLit === state) run(state, since, count);
    else {
      run(state, since, count - 1);
      run(endsLit, count, count);
    }
    solve(true);
    solve(false);
  };
  return { find };
}

/** The most by which a path through these heights departs from the straight lines between them. */
function bulgeOf(height: Float64Array): number {
  let most = 0;
  for (let k = 1; k + 1 < height.length; k++)
    most = Math.max(most, Math.abs(height[k + 1]! - 2 * height[k]! + height[k - 1]!));
  return most / 8;
}

/** A growing list of runs. */
function newRuns() {
  const runs = {
    from: new Int32Array(256),
    to: new Int32Array(256),
    most: new Float64Array(256),
    count: 0,
    clear(): void {
      runs.count = 0;
    },
    add(from: number, to: number, most: number): void {
      if (runs.count === runs.from.length) {
        runs.from = longer(runs.from, new Int32Array(2 * runs.count));
        runs.to = longer(runs.to, new Int32Array(2 * runs.count));
        runs.most = longer(runs.most, new Float64Array(2 * runs.count));
      }
      runs.from[runs.count] = from;
      runs.to[runs.count] = to;
      runs.most[runs.count++] = most;
    },
    /** The run that may last most, when more than `least`; it is not given again. -1 when there is none. */
    takeMost(least: number): number {
      let best = -1;
      for (let i = 0; i < runs.count; i++)
        if (runs.most[i]! > least) {
          least = runs.most[i]!;
          best = i;
        }
      if (best >= 0) runs.most[best] = -1;
      return best;
    },
  };
  return runs;
}

function longer<T extends Int32Array | Float64Array>(old: T, longer: T): T {
  longer.set(old);
  return longer;
}

interface Extremes {
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

function blockExtremes(height: Float64Array, size: number, count: number): Extremes {
  const blocks = Math.ceil(count / size);
  const found = { lowest: new Float64Array(blocks), highest: new Float64Array(blocks) };
  extremesOf(height, size, found.lowest, found.highest);
  return found;
}

function extremesOf(values: Float64Array, size: number, lowest: Float64Array, highest: Float64Array): void {
  for (let block = 0; block < lowest.length; block++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = block * size; i < Math.min((block + 1) * size, values.length); i++) {
      if (values[i]! < low) low = values[i]!;
      if (values[i]! > high) high = values[i]!;
    }
    lowest[block] = low;
    highest[block] = high;
  }
}
