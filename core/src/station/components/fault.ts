import { z } from 'zod';
import type { FaultSpec } from '../fault-spec.ts';
import { componentId, parameter, share, YEAR_S } from './parameter.ts';

export const faultSchema = z.strictObject({
  id: componentId,
  /** What it strikes, by `kind`: an array, `battery`, a link, `computer`, a thermal node, an instrument, a fission source, a storage, a feeder, a robot. */
  component: z.string().min(1),
  kind: z.enum([
    'arrayString',
    'batteryCell',
    'linkOutage',
    'computerReset',
    'heaterStuckOff',
    'heaterStuckOn',
    'instrumentFault',
    'sourceTrip',
    'storageOutage',
    'feederOpen',
    'robotFault',
  ]),
  rate: parameter('rate', 0, 1e-3, 'mean number per time; arrivals are a Poisson process'),
  duration: parameter(
    'time',
    1,
    100 * YEAR_S,
    'mean of an exponential distribution; left out: the fault stays',
  ).optional(),
  effect: share(0, 1, 'of the output or capacity lost (strings, cells)').optional(),
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
