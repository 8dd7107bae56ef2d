import { z } from 'zod';
import type { InstrumentSpec } from '../station-spec.ts';
import { calibrationSchema, calibrationSpec } from './calibration.ts';
import { useSchema, useSpec } from './consumable.ts';
import { sampleSchema, sampleSpec } from './samples.ts';
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
  feeder: componentId.optional(),
  /** It rides on this robot and lives from its battery. */
  robot: componentId.optional(),
  /** Of the store; the first when left out. */
  partition: componentId.optional(),
  modes: z
    .array(
      z.strictObject({
        id: componentId,
        power: watts('drawn at work in this mode'),
        dataRate: parameter('dataRate', 0, 1e12, 'made at work in this mode'),
      }),
    )
    .optional(),
  calibration: calibrationSchema.optional(),
  uses: z.array(useSchema).optional(),
  sample: sampleSchema.optional(),
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
    ...(i.feeder !== undefined && { feederId: i.feeder }),
    ...(i.robot !== undefined && { robotId: i.robot }),
    ...(i.partition !== undefined && { partitionId: i.partition }),
    ...(i.modes && {
      modes: i.modes.map(({ id, power, dataRate }) => ({ id, powerW: power.si, dataRateBitS: dataRate.si })),
    }),
    ...(i.calibration && { calibration: calibrationSpec(i.calibration) }),
    ...(i.uses && { uses: i.uses.map(useSpec) }),
    ...(i.sample && { sample: sampleSpec(i.sample) }),
  };
}
