import { z } from 'zod';
import { FAULT_NAMES } from '../fault-kinds.ts';
import type { FaultSpec } from '../fault-spec.ts';
import { componentId, parameter, share, YEAR_S } from './parameter.ts';

export const faultSchema = z.strictObject({
  id: componentId,
  /** Id of what it strikes, one of those that {@link FAULT_KINDS} names for its kind; `battery`, `computer`, `store` and `samples` for what has no id. */
  component: z.string().min(1),
  kind: z.enum(FAULT_NAMES),
  rate: parameter('rate', 0, 1e-3, 'mean number per time; arrivals are a Poisson process'),
  duration: parameter(
    'time',
    1,
    100 * YEAR_S,
    'mean of an exponential distribution; left out: the fault stays',
  ).optional(),
  effect: share(0, 1, 'of the output, capacity or stock lost (strings, cells, converters, leaks)').optional(),
});

export function faultSpec(f: z.output<typeof faultSchema>): FaultSpec {
  return {
    id: f.id,
    componentId: f.component,
    kind: f.kind,
    ratePerS: f.rate.si,
    durationS: f.duration?.si ?? null,
    effect: f.effect?.si ?? 0,
  };
}
