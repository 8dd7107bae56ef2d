import { TIERS, type Tier } from './monitor-spec.ts';

/** A response that somebody asks for. */
export interface Wish {
  /** Who asks: a monitor or a fault. */
  readonly by: string;
  readonly tier: Tier;
  /** What it is about: a component, or the word `station`. */
  readonly component: string;
  readonly settleS: number;
}

/** What the arbiter keeps: plain data. */
export interface ArbiterState {
  /** Response -> not again before. */
  readonly settling: Map<string, number>;
  /** A response that holds the whole station, until then. */
  hold: { tier: Tier; untilEt: number } | null;
}

export function createArbiterState(): ArbiterState {
  return { settling: new Map(), hold: null };
}

export interface Ruling {
  readonly granted: readonly Wish[];
  readonly refused: readonly { readonly wish: Wish; readonly why: 'settling' | 'held' | 'outranked' }[];
}

/** Of these one at a time is in force, since each sets all switches of the station. */
const WHOLE: ReadonlySet<Tier> = new Set(['shed', 'safe', 'sleep']);

/**
 * Lets no two responses fight. The rule:
 *
 * 1. The strongest tier is granted first; of the same tier the one that was asked for first.
 * 2. One response for one thing at one instant. `shed`, `safe` and `sleep` are about the whole station: of them one is granted, and while it is in force only a stronger one is.
 * 3. What takes a unit (`spare`) waits while `safe` or `sleep` is in force: nothing is switched that the safe state relies on. `mask` switches nothing and waits for nothing.
 * 4. The same response to the same thing is not given again before it has settled, so nothing is switched to and fro faster than its effect can be seen.
 */
export function arbitrate(state: ArbiterState, wishes: readonly Wish[], now: number): Ruling {
  if (state.hold !== null && state.hold.untilEt <= now) state.hold = null;
  const granted: Wish[] = [];
  const refused: Ruling['refused'][number][] = [];
  const taken = new Set<string>();
  const ordered = wishes
    .map((wish, i) => ({ wish, i }))
    .sort((a, b) => rank(b.wish.tier) - rank(a.wish.tier) || a.i - b.i);
  for (const { wish } of ordered) {
    const why = against(state, wish, taken, now);
    if (why !== null) {
      refused.push({ wish, why });
      continue;
    }
    granted.push(wish);
    taken.add(thingOf(wish));
    state.settling.set(keyOf(wish), now + wish.settleS);
    if (WHOLE.has(wish.tier)) state.hold = { tier: wish.tier, untilEt: now + wish.settleS };
  }
  return { granted, refused };
}

function against(
  state: ArbiterState,
  wish: Wish,
  taken: ReadonlySet<string>,
  now: number,
): Ruling['refused'][number]['why'] | null {
  if (now < (state.settling.get(keyOf(wish)) ?? -Infinity)) return 'settling';
  if (taken.has(thingOf(wish))) return 'outranked';
  if (wish.tier === 'mask') return null;
  const held = state.hold?.tier;
  if (held === undefined) return null;
  if (WHOLE.has(wish.tier)) return rank(wish.tier) > rank(held) ? null : 'held';
  return rank(held) >= rank('safe') ? 'held' : null;
}

/** What a response switches. */
function thingOf({ tier, component }: Wish): string {
  return WHOLE.has(tier) ? 'station' : `${tier} ${component}`;
}

function keyOf({ tier, component, by }: Wish): string {
  return WHOLE.has(tier) ? `${tier} ${by}` : `${tier} ${component}`;
}

function rank(tier: Tier): number {
  return TIERS.indexOf(tier);
}
