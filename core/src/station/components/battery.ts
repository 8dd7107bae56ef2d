import { z } from 'zod';
import type { StationBatterySpec } from '../station-spec.ts';
import { ageingSchema, ageingSpec } from './battery-ageing.ts';
import { batteryTemperatureSchema, batteryTemperatureSpec } from './battery-temperature.ts';
import { parameter, share, watts } from './parameter.ts';

export const batterySchema = z.strictObject({
  capacity: parameter('energy', 1, 1e15, 'new and warm'),
  floor: share(0, 0.9, 'safety limit: never under it unless physics leaves no choice'),
  initial: share(0, 1, 'filled at the start of the run'),
  chargeEfficiency: share(0.1, 1, 'stored per energy taken from the bus'),
  dischargeEfficiency: share(0.1, 1, 'given to the bus per stored energy'),
  maxCharge: watts('greatest power taken from the bus'),
  maxDischarge: watts('greatest power given to the bus'),
  reconnect: share(0.001, 0.9, 'after the battery was empty the bus comes back at this level'),
  reserve: share(
    0,
    0.95,
    'with further storages: the next of the order takes over at this level; no less than the floor, without it a hundredth above',
  ).optional(),
  ageing: ageingSchema.optional(),
  temperature: batteryTemperatureSchema.optional(),
});

export function batterySpec(b: z.output<typeof batterySchema>): StationBatterySpec {
  return {
    capacityJ: b.capacity.si,
    floorFraction: b.floor.si,
    initialFraction: b.initial.si,
    chargeEfficiency: b.chargeEfficiency.si,
    dischargeEfficiency: b.dischargeEfficiency.si,
    maxChargeW: b.maxCharge.si,
    maxDischargeW: b.maxDischarge.si,
    reconnectFraction: b.reconnect.si,
    ...(b.reserve && { reserveFraction: b.reserve.si }),
    ...(b.ageing && { ageing: ageingSpec(b.ageing) }),
    ...(b.temperature && { temperature: batteryTemperatureSpec(b.temperature) }),
  };
}
