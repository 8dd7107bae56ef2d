import { z } from 'zod';
import type { InstrumentSpec } from '../station-spec.ts';
import { componentId, parameter, watts } from './parameter.ts';

export const instrumentSchema = z.strictObject({
  id: componentId,
  title: z.string().min(1),
  kind: z.enum(['instrument', 'rover']).default('instrument'),
  /** Partner that owns it. */
  owner: componentId,
  power: watts('drawn at work'),
  dataRate: parameter('dataRate', 0, 1e12, 'made at work'),
  /** How many can run at the same time. */
  count: z.int().min(1).max(100).default(1),
  node: componentId.optional(),
  /** Where it comes from, e.g. a row of `instruments.csv`. */
  source: z.string().min(1, 'needs its source, or the word "assumed"'),
});

export function instrumentSpec(i: z.output<typeof instrumentSchema>): InstrumentSpec {
  return {
    id: i.id,
    title: i.title,
    kind: i.kind,
    ownerId: i.owner,
    powerW: i.power.si,
    dataRateBitS: i.dataRate.si,
    count: i.count,
    nodeId: i.node ?? null,
  };
}
