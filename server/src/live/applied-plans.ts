import type { AppliedPlan } from '@openilrs/api/contract';
import { planSha256, type PlanOrder } from '@openilrs/core/mission';

/** The plans that people have applied to a session, by time, with what there was before each. Never changed: applying and taking back give others. */
export interface AppliedPlans {
  readonly orders: readonly PlanOrder[];
  readonly before: AppliedPlans | null;
}

export const NO_PLANS: AppliedPlans = { orders: [], before: null };

/** Those that hold when a plan is to be applied at `et`: what was applied there or later was made for another future. */
export function ordersBefore({ orders }: AppliedPlans, et: number): readonly PlanOrder[] {
  return orders.filter((order) => order.et < et);
}

export function withOrder(plans: AppliedPlans, order: PlanOrder): AppliedPlans {
  return { orders: [...ordersBefore(plans, order.et), order], before: plans };
}

export function appliedOf({ orders }: AppliedPlans): AppliedPlan[] {
  return orders.map(({ et, activities }) => ({ et, activities: activities.length, sha256: planSha256(activities) }));
}
