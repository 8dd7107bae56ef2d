import type { LogEntry, Request } from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';
import { digest } from './operate-log.ts';
import { pinRequests, type PinnedStart } from './pinned-requests.ts';
import type { StationEvent } from './results/operate-result.ts';

/**
 * A plan that somebody hands to the executive at `et`: of what has not begun by then only its activities are begun, each at its start or up to `slackS` later. Activities that begin before
 * `et` are not part of it.
 */
export interface PlanOrder {
  readonly et: number;
  readonly activities: readonly PinnedStart[];
  readonly slackS: number;
}

export const PLAN_APPLIED = 'planApplied';

/** @throws InputError `PLAN_ORDER_TIME` when one lies outside the run or before the one before it */
export function checkedOrders(orders: readonly PlanOrder[], startEt: number, endEt: number): readonly PlanOrder[] {
  for (const [i, { et }] of orders.entries()) {
    const from = orders[i - 1]?.et ?? startEt;
    if (et >= from && et < endEt) continue;
    throw new InputError('PLAN_ORDER_TIME', `a plan cannot be applied at ${et}`, {
      where: `orders.${i}.et`,
      legal: `${from} to ${endEt}: within the run, in the order of time`,
      remedy: 'Correct the time',
    });
  }
  return orders;
}

/** The requests that the executive may begin under an order. @throws InputError `PLAN_REQUEST`, `PLAN_START` */
export function pinnedBy({ et, activities, slackS }: PlanOrder, requests: readonly Request[]): Request[] {
  return pinRequests(requests, activities.filter(({ startEt }) => startEt >= et), slackS); // prettier-ignore
}

/** SHA-256 of a plan as the log writes it. */
export function planSha256(activities: readonly PinnedStart[]): string {
  return digest(textOf(activities));
}

/** The whole plan is in the log, so that a run can be made again from its log alone. */
export function orderEntry({ et: orderedEt, activities, slackS }: PlanOrder, et: number): LogEntry {
  const plan = textOf(activities);
  return {
    et,
    severity: 'info',
    source: 'operator',
    type: PLAN_APPLIED,
    text: `a plan of ${activities.length} activities is applied`,
    values: { activities: activities.length, sha256: digest(plan), slackS, orderedEt, plan },
  };
}

/**
 * The plans that were applied in a run, from its log.
 *
 * @param lines of the event log
 * @throws InputError `LOG_PLAN` when an entry holds no plan, or one of another digest
 */
export function ordersInLog(lines: readonly string[]): PlanOrder[] {
  return lines.flatMap((line, i) => {
    if (!line.includes(`"type":"${PLAN_APPLIED}"`)) return [];
    const { plan, sha256, slackS, orderedEt } = (JSON.parse(line) as StationEvent).values ?? {};
    const activities = typeof plan === 'string' && digest(plan) === sha256 ? startsIn(plan) : null;
    if (activities !== null && typeof slackS === 'number' && typeof orderedEt === 'number')
      return [{ et: orderedEt, activities, slackS }];
    throw new InputError('LOG_PLAN', 'the entry of an applied plan does not hold the plan whose digest it names', {
      where: `line ${i + 1} of the log`,
      remedy: 'Take the log as it was written',
    });
  });
}

const textOf = (activities: readonly PinnedStart[]): string => JSON.stringify(activities.map(({ requestId, startEt }) => [requestId, startEt])); // prettier-ignore

function startsIn(text: string): PinnedStart[] {
  return (JSON.parse(text) as [string, number][]).map(([requestId, startEt]) => ({ requestId, startEt }));
}
