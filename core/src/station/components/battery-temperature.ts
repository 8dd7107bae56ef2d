import { z } from 'zod';
import type { ThermalDerating } from '../battery.ts';
import { componentId, kelvin, share } from './parameter.ts';
import { noFlow, quietPart, type Part, type PartHost } from './part.ts';

/** What a battery can do at the temperature of its node, in declared steps: the first step whose `belowK` the node is under holds; above all of them everything. */
export interface BatteryTemperatureSpec {
  readonly nodeId: string;
  /** Ascending in `belowK`. */
  readonly steps: readonly (ThermalDerating & { readonly belowK: number })[];
}

export const batteryTemperatureSchema = z.strictObject({
  node: componentId,
  steps: z
    .array(
      z.strictObject({
        below: kelvin('the step holds under this temperature of the node'),
        capacity: share(0.01, 1, 'of the capacity that can be used'),
        charge: share(0, 1, 'of the greatest charging power'),
        discharge: share(0.01, 1, 'of the greatest discharging power'),
      }),
    )
    .min(1)
    .refine((steps) => steps.every(({ below }, i) => i === 0 || below.si > steps[i - 1]!.below.si), {
      error: 'steps must ascend in `below`',
    }),
});

export function batteryTemperatureSpec(t: z.output<typeof batteryTemperatureSchema>): BatteryTemperatureSpec {
  return {
    nodeId: t.node,
    steps: t.steps.map(({ below, capacity, charge, discharge }) => {
      return { belowK: below.si, capacity: capacity.si, charge: charge.si, discharge: discharge.si };
    }),
  };
}

const WARM: ThermalDerating = { capacity: 1, charge: 1, discharge: 1 };

export function createBatteryTemperature(spec: BatteryTemperatureSpec, host: PartHost): Part {
  /** The step that holds; as many as there are: none. */
  const my = { ...noFlow(), step: spec.steps.length };
  const stepAt = (i: number) => spec.steps[i] ?? WARM;
  const look = () => {
    const tempK = host.bandTempK(spec.nodeId);
    const found = spec.steps.findIndex(({ belowK }) => tempK < belowK);
    const step = found < 0 ? spec.steps.length : found;
    if (step !== my.step) host.derateBattery(stepAt(my.step), stepAt(step));
    my.step = step;
  };
  host.watchNode(
    spec.nodeId,
    spec.steps.map(({ belowK }) => belowK),
  );
  return {
    ...quietPart('battery-temperature', my),
    start: look,
    nodePassed: (nodeId) => {
      if (nodeId === spec.nodeId) look();
    },
    read() {
      const { capacity, charge, discharge } = stepAt(my.step);
      return { capacityFactor: capacity, chargeFactor: charge, dischargeFactor: discharge };
    },
  };
}
