import { z } from 'zod';
import type { BatterySpec } from '../battery-spec.ts';
import { ageingSchema, ageingSpec, type AgeingSpec } from './battery-ageing.ts';
import { componentId, parameter, share, watts } from './parameter.ts';

/**
 * A further storage beside the battery. `cell` has the same law as the battery: power limits and one efficiency for each direction. Of a regenerative fuel cell the
 * energy is that of the gases (higher heating value of the water they make).
 */
export interface StorageSpec {
  readonly id: string;
  readonly kind: 'battery' | 'fuelCell';
  readonly cell: BatterySpec;
  /** Drawn while the bus has voltage. */
  readonly standbyW: number;
  readonly ageing: AgeingSpec | null;
}

/** Enthalpy of formation of liquid water, 285.83 kJ/mol (CODATA key value, 1989), over 18.015 g/mol: 15.87 MJ per kg of water. */
export const WATER_J_KG = 285.83e3 / 18.015e-3;
/** Of 1 kg of water, hydrogen weighs 0.1119 kg. */
export const HYDROGEN_SHARE = 2.016 / 18.015;

const common = {
  id: componentId,
  initial: share(0, 1, 'filled at the start of the run'),
  reserve: share(0, 0.9, 'the next storage of the order takes over at this level; under it, it is drawn on only when no other is left').prefault({ value: 0, unit: '1', source: 'assumed' }),
  standby: watts('drawn all the time').prefault({ value: 0, unit: 'W', source: 'assumed' }),
}; // prettier-ignore

const ONE = { value: 1, unit: '1', source: 'assumed' };

export const storageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('battery'),
    ...common,
    capacity: parameter('energy', 1, 1e15, 'new'),
    chargeEfficiency: share(0.1, 1, 'stored per energy taken from the bus'),
    dischargeEfficiency: share(0.1, 1, 'given to the bus per stored energy'),
    maxCharge: watts('greatest power taken from the bus'),
    maxDischarge: watts('greatest power given to the bus'),
    ageing: ageingSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('fuelCell'),
    ...common,
    initial: share(0, 1, 'of the water split into gases at the start of the run').prefault(ONE),
    water: parameter('mass', 1e-3, 1e7, 'water when the tanks of hydrogen and oxygen are empty; 15.87 MJ/kg'),
    electrolyserPower: watts('greatest power taken from the bus'),
    electrolyserEfficiency: share(0.1, 1, 'energy of the gases per energy taken from the bus, drying and compression included'),
    stackPower: watts('greatest power given to the bus'),
    stackEfficiency: share(0.1, 1, 'energy given to the bus per energy of the gases'),
  }),
]); // prettier-ignore

export function storageSpec(s: z.output<typeof storageSchema>): StorageSpec {
  const base = { id: s.id, kind: s.kind, standbyW: s.standby.si };
  const cell = { initialFraction: s.initial.si, floorFraction: 0, reconnectFraction: 0, reserveFraction: s.reserve.si };
  if (s.kind === 'battery')
    return {
      ...base,
      ageing: s.ageing === undefined ? null : ageingSpec(s.ageing),
      cell: {
        ...cell,
        capacityJ: s.capacity.si,
        chargeEfficiency: s.chargeEfficiency.si,
        dischargeEfficiency: s.dischargeEfficiency.si,
        maxChargeW: s.maxCharge.si,
        maxDischargeW: s.maxDischarge.si,
      },
    };
  return {
    ...base,
    ageing: null,
    cell: {
      ...cell,
      capacityJ: s.water.si * WATER_J_KG,
      chargeEfficiency: s.electrolyserEfficiency.si,
      dischargeEfficiency: s.stackEfficiency.si,
      maxChargeW: s.electrolyserPower.si,
      maxDischargeW: s.stackPower.si,
    },
  };
}
