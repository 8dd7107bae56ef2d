import { z } from 'zod';
import type { LoadSpec } from '../station-spec.ts';
import { componentId, watts } from './parameter.ts';

export const loadSchema = z.strictObject({
  id: componentId,
  power: watts('drawn when on'),
  sleepPower: watts('drawn in sleep; left out: all of it when essential, nothing otherwise').optional(),
  essential: z.boolean().default(false),
  /** 1 is shed first. */
  shedPriority: z.int().min(1).max(9).default(1),
  node: componentId.optional(),
  feeder: componentId.optional(),
});

export function loadSpec(l: z.output<typeof loadSchema>): LoadSpec {
  return {
    id: l.id,
    powerW: l.power.si,
    sleepW: l.sleepPower?.si ?? (l.essential ? l.power.si : 0),
    essential: l.essential,
    shedPriority: l.shedPriority,
    nodeId: l.node ?? null,
    ...(l.feeder !== undefined && { feederId: l.feeder }),
  };
}
