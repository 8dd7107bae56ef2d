import type { Random } from '../math/index.ts';
import type { PlannedActivity } from './plan.ts';
import type { PlanStart } from './plan-start.ts';
import type { Request } from './request.ts';
import { heldIn, type Schedule } from './schedule.ts';

/** A part of a plan that is taken out, and when: what lies near is tried again. */
export interface Wound {
  readonly out: readonly string[];
  readonly fromEt: number;
  readonly toEt: number;
  /** What goes in before all others, at these starts. */
  readonly first: readonly { readonly request: Request; readonly starts: readonly number[] }[];
}

export interface Destroyer {
  readonly name: string;
  /** Null when there is nothing to do. */
  readonly destroy: (refused: readonly Request[], random: Random) => Wound | null;
}

/** No more is taken out at a time. */
const MOST_OUT = 30;
const DAY_S = 86400;

/** Ways to wound a plan where it might heal better; each begins at a request that has no place. */
export function destroyers({ openings }: PlanStart, { placed, resources }: Schedule): Destroyer[] {
  const held = (request: Request) => heldIn(resources.model, request);
  const startOf = (request: Request, random: Random) => {
    const starts = openings.get(request.id)?.starts ?? [request.earliestEt];
    return starts[random.int(starts.length)]!;
  };
  const during = (fromEt: number, toEt: number, test: (activity: PlannedActivity) => boolean): string[] =>
    [...placed.values()].filter((one) => one.startEt < toEt && one.endEt > fromEt && test(one)).map(({ request }) => request.id); // prettier-ignore
  return [
    {
      name: 'make room for one',
      destroy(refused, random) {
        const request = wanted(refused, random);
        if (request === null) return null;
        const fromEt = startOf(request, random);
        const toEt = fromEt + request.durationS;
        const own = held(request);
        const rivals = during(fromEt, toEt, ({ request: other }) => held(other).some((id) => own.includes(id)));
        // energy and data are asked for together, from the days before to the days after
        const others = some(
          during(fromEt - 2 * DAY_S, toEt + DAY_S, () => true),
          random.int(6),
          random,
        );
        const alternatives = request.oneOf === undefined ? [] : during(-Infinity, Infinity, ({ request: other }) => other.oneOf === request.oneOf); // prettier-ignore
        return { out: [...new Set([...rivals, ...others, ...alternatives])].slice(0, MOST_OUT), fromEt, toEt, first: [{ request, starts: [fromEt] }] }; // prettier-ignore
      },
    },
    {
      name: 'clear a stretch',
      destroy(refused, random) {
        const request = wanted(refused, random);
        if (request === null) return null;
        const lengthS = (0.25 + random.next() ** 2 * 8) * DAY_S;
        const fromEt = startOf(request, random) - random.next() * lengthS;
        const toEt = fromEt + lengthS;
        const all = during(fromEt, toEt, () => true);
        return { out: some(all, Math.min(MOST_OUT, Math.ceil(all.length * (0.4 + 0.6 * random.next()))), random), fromEt, toEt, first: [] }; // prettier-ignore
      },
    },
    {
      name: 'clear an instrument',
      destroy(refused, random) {
        const request = wanted(refused, random);
        if (request === null) return null;
        const lengthS = (1 + random.next() * 19) * DAY_S;
        const fromEt = startOf(request, random) - random.next() * lengthS;
        const toEt = fromEt + lengthS;
        const own = held(request);
        const out = during(fromEt, toEt, ({ request: other }) => held(other).some((id) => own.includes(id)));
        return { out: some(out, MOST_OUT, random), fromEt, toEt, first: [] };
      },
    },
  ];
}

/** The more valuable of two refused requests; null when all have a place. */
function wanted(refused: readonly Request[], random: Random): Request | null {
  if (refused.length === 0) return null;
  const [a, b] = [refused[random.int(refused.length)]!, refused[random.int(refused.length)]!];
  return a.value >= b.value ? a : b;
}

/** So many of a list, by chance. */
function some<T>(list: readonly T[], count: number, random: Random): T[] {
  const left = [...list];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) chosen.push(left.splice(random.int(left.length), 1)[0]!);
  return chosen;
}
