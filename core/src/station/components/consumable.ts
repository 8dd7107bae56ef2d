import { z } from 'zod';
import type { Use } from './instrument-use.ts';
import { componentId, parameter } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/** A stock that instruments at work and crews use up at a steady rate; when it is gone those that use it stop. */
export interface ConsumableSpec {
  readonly id: string;
  readonly amountKg: number;
}

export const consumableSchema = z.strictObject({
  id: componentId,
  amount: parameter('mass', 0, 1e7, 'at the start of the run'),
});

export const useSchema = z.strictObject({
  consumable: componentId,
  rate: parameter('massRate', 0, 1e3, 'used up at work'),
});

export const useSpec = (u: z.output<typeof useSchema>): Use => ({ consumableId: u.consumable, rateKgS: u.rate.si });

export const consumableSpec = (c: z.output<typeof consumableSchema>): ConsumableSpec => {
  return { id: c.id, amountKg: c.amount.si };
};

export function createConsumable(spec: ConsumableSpec, host: PartHost): Part {
  const my = { ...noFlow(), leftKg: spec.amountKg, leakedKg: 0, rateKgS: 0, users: 0 };
  const runOut = () => {
    my.leftKg = 0;
    host.stopWhere((instrument) => rateOf(instrument.uses) > 0);
    host.signal('consumableEmpty', spec.id);
  };
  const rateOf = (uses: readonly Use[] | undefined) =>
    (uses ?? []).reduce((sum, use) => sum + (use.consumableId === spec.id ? use.rateKgS : 0), 0);
  const change = (rateKgS: number, begins: boolean) => {
    if (rateKgS === 0) return;
    my.users += begins ? 1 : -1;
    my.rateKgS = my.users === 0 ? 0 : my.rateKgS + (begins ? rateKgS : -rateKgS);
  };
  return {
    ...quietPart(spec.id, my),
    next: (spanS) => (my.rateKgS > 0 && my.leftKg > 0 ? Math.min(spanS, my.leftKg / my.rateKgS) : spanS),
    happen: runOut,
    advance(dtS) {
      my.leftKg = Math.max(0, my.leftKg - my.rateKgS * dtS);
    },
    fault(fault, begin) {
      if (fault.kind !== 'consumableLeak' || fault.componentId !== spec.id) return false;
      // what has leaked does not come back
      if (!begin) return true;
      my.leakedKg += my.leftKg * fault.effect;
      my.leftKg *= 1 - fault.effect;
      if (my.leftKg <= 0 && my.rateKgS > 0) runOut();
      return true;
    },
    mayStart: ({ uses }) => (my.leftKg <= 0 && rateOf(uses) > 0 ? `there is no ${spec.id} left` : null),
    activityChanged: ({ instrument }, begins) => change(rateOf(instrument.uses), begins),
    visitChanged: (uses, begins) => change(rateOf(uses), begins),
    read: () => ({ left: my.leftKg, leaked: my.leakedKg, rate: my.rateKgS }),
  };
}
