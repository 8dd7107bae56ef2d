import type { PlannedStart } from '@openilrs/api/contract';
import type { OpenPlan } from '@openilrs/core/autonomy';

/** A change as the page asks for it: requests by their id. */
export type Change =
  | { readonly kind: 'move' | 'add'; readonly requestId: string; readonly startEt: number }
  | { readonly kind: 'remove'; readonly requestId: string };

const order = (a: PlannedStart, b: PlannedStart): number => a.startEt - b.startEt || (a.requestId < b.requestId ? -1 : 1); // prettier-ignore

/** What an open plan holds, by start. */
export function placedIn({ schedule }: OpenPlan): PlannedStart[] {
  return [...schedule.placed.values()].map(({ request, startEt }) => ({ requestId: request.id, startEt })).sort(order);
}

/** The list with a change made in it; its order stays. */
export function withChange(starts: readonly PlannedStart[], change: Change): PlannedStart[] {
  const { requestId } = change;
  const others = starts.filter((one) => one.requestId !== requestId);
  if (change.kind === 'remove') return others;
  const one = { requestId, startEt: change.startEt };
  const at = others.findIndex((other) => order(one, other) < 0);
  others.splice(at < 0 ? others.length : at, 0, one);
  return others;
}

/** Changes that lead from one list to another, what is taken out first; null when there are more than `most`. */
export function changesBetween(from: readonly PlannedStart[], to: readonly PlannedStart[], most: number): Change[] | null {
  const was = new Map(from.map(({ requestId, startEt }) => [requestId, startEt]));
  const removed: Change[] = [];
  const placed: Change[] = [];
  for (const { requestId, startEt } of to) {
    const before = was.get(requestId);
    was.delete(requestId);
    if (before !== startEt) placed.push({ kind: before === undefined ? 'add' : 'move', requestId, startEt });
    if (placed.length > most) return null;
  }
  for (const requestId of was.keys()) removed.push({ kind: 'remove', requestId });
  return removed.length + placed.length > most ? null : [...removed, ...placed];
} // prettier-ignore
