import { z } from 'zod';
import type { ThermalNodeSpec } from '../station-spec.ts';
import { radiatorSchema, radiatorSpec } from './thermal-coupling.ts';
import { componentId, kelvin, parameter, watts } from './parameter.ts';

const conductance = (text: string) => parameter('conductance', 1e-6, 1e6, text);

export const nodeSchema = z.strictObject({
  id: componentId,
  heatCapacity: parameter('heatCapacity', 1, 1e12, 'of everything in the node'),
  conductance: conductance('to the sink'),
  sinkDay: kelvin('of the sink in full light; in between it goes with the light of `mast`'),
  sinkNight: kelvin('of the sink in the dark'),
  mast: componentId,
  initial: kelvin('at the start of the run'),
  survivalMin: kelvin('under it equipment is lost'),
  survivalMax: kelvin('over it equipment is lost'),
  /** Passive: couples to a radiator above `on`, lets go below `off`. */
  heatSwitch: z
    .strictObject({
      conductance: conductance('to the sink while the switch is closed'),
      on: kelvin('closes when the node is as warm'),
      off: kelvin('opens when the node has cooled to it'),
    })
    .optional(),
  heater: z.strictObject({
    power: watts('of one heater'),
    operate: kelvin('set point awake'),
    survive: kelvin('set point asleep'),
    preheat: kelvin(
      'set point before a night that the energy will not last through; such a node is not preheated when left out',
    ).optional(),
    /** 2 means one spare. */
    units: z.int().min(1).max(4).default(1),
    band: parameter(
      'temperature',
      0.01,
      1.5,
      'in a network the heater is on from the set point to so much above it; 1 K when left out',
    ).optional(),
  }),
  radiator: radiatorSchema.optional(),
  /** Feeds its heaters. */
  feeder: componentId.optional(),
});

export function nodeSpec(n: z.output<typeof nodeSchema>): ThermalNodeSpec {
  return {
    id: n.id,
    heatCapacityJK: n.heatCapacity.si,
    conductanceWK: n.conductance.si,
    sinkDayK: n.sinkDay.si,
    sinkNightK: n.sinkNight.si,
    mastId: n.mast,
    initialK: n.initial.si,
    minK: n.survivalMin.si,
    maxK: n.survivalMax.si,
    heaterW: n.heater.power.si,
    operateK: n.heater.operate.si,
    surviveK: n.heater.survive.si,
    ...(n.heater.preheat && { preheatK: n.heater.preheat.si }),
    heatSwitch:
      n.heatSwitch === undefined
        ? null
        : { conductanceWK: n.heatSwitch.conductance.si, onK: n.heatSwitch.on.si, offK: n.heatSwitch.off.si },
    heaterUnits: n.heater.units,
    ...(n.heater.band && { heaterBandK: n.heater.band.si }),
    ...(n.feeder !== undefined && { feederId: n.feeder }),
    ...(n.radiator && { radiator: radiatorSpec(n.radiator) }),
  };
}
