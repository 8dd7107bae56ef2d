import { ApiError } from '../http/api-error.ts';
import type { RefusedPlan } from './simulator.ts';

const OPEN_ANEW = 'Open the plan from the clock again and make your changes there';

/** Somebody else was quicker. */
export function planChanged(began: number, is: number): ApiError {
  return new ApiError('PLAN_CHANGED', `the session has changed since this plan was opened: it is at revision ${is}, the plan began from ${began}`, { where: 'body.revision', legal: String(is), remedy: OPEN_ANEW }); // prettier-ignore
}

export function clockSetBack(): ApiError {
  return new ApiError('PLAN_CHANGED', 'the clock stands before the instant from which this plan was opened: what lies between would not be planned', { where: 'body.openedEt', legal: 'the clock, or before it', remedy: `Set the clock forward, or: ${OPEN_ANEW}` }); // prettier-ignore
}

export function nothingToWithdraw(): ApiError {
  return new ApiError('BAD_REQUEST', 'no plan has been applied to this session', { where: 'body.type' });
}

export function planRefused({ index, requestId, reason, nearestStartEt }: RefusedPlan): ApiError {
  const remedy = nearestStartEt === null ? 'Take it out of the plan' : `Begin it at ${nearestStartEt}, or take it out of the plan`; // prettier-ignore
  const legal = nearestStartEt === null ? {} : { legal: `the nearest start is ${nearestStartEt}` };
  return new ApiError('PLAN_REFUSED', `"${requestId}" cannot be kept: ${reason}`, { where: `body.activities.${index}`, ...legal, remedy }); // prettier-ignore
}
