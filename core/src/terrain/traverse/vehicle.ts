import { z } from 'zod';
import { quantity } from '../../math/index.ts';
import { SOLAR_CONSTANT } from '../thermal/regolith.ts';

const SPEEDS = { 'm/s': 1, 'km/h': 1 / 3.6 } as const;

const speed = z
  .strictObject({
    value: z.number().positive(),
    unit: z.enum(['m/s', 'km/h']),
    source: z.string().min(1, 'a number needs its source, or the word "assumed"'),
  })
  .transform(({ value, unit, source }) => ({ si: value * SPEEDS[unit], value, unit, source }));

/** A vehicle, in the style of a mission file: every number with unit and source. */
export const vehicleSchema = z.strictObject({
  name: z.string().min(1),
  mass: quantity('mass', 1, 1e5),
  /** Over the ground, on any slope. */
  speed,
  /** Force against rolling over weight, and share of the electric drive power that reaches the ground. */
  rollingResistance: quantity('fraction', 0, 1),
  driveEfficiency: quantity('fraction', 0.01, 1),
  /** Taken at all times; and besides where the Sun does not shine. */
  idlePower: quantity('power', 0, 1e6),
  heaterPower: quantity('power', 0, 1e6),
  /** An array that is turned to the Sun, at a height above the ground. */
  arrayArea: quantity('area', 0.01, 1e4),
  arrayEfficiency: quantity('fraction', 0.01, 0.6),
  arrayHeight: quantity('length', 0, 100),
  batteryCapacity: quantity('energy', 3600, 1e12),
  /** Shares of the capacity: never to be gone below, and at departure. */
  batteryFloor: quantity('fraction', 0, 0.99),
  batteryInitial: quantity('fraction', 0, 1),
});

/** SI numbers of a vehicle. */
export interface Vehicle {
  readonly name: string;
  readonly massKg: number;
  readonly speedMPerS: number;
  readonly rollingResistance: number;
  readonly driveEfficiency: number;
  readonly idleW: number;
  readonly heaterW: number;
  /** With the whole Sun in view at 1 au. */
  readonly arrayW: number;
  readonly arrayHeightM: number;
  readonly batteryJ: number;
  readonly floorJ: number;
  readonly initialJ: number;
}

const assumed = 'assumed';

/** A rover of the size of NASA's VIPER. What is public of it (mass, peak power, speed) has its source; the rest is assumed. */
export const REFERENCE_VEHICLE: z.input<typeof vehicleSchema> = {
  name: 'VIPER-sized rover',
  mass: { value: 430, unit: 'kg', source: 'E03: VIPER, 430 kg, 450 W peak, 0.8 km/h' },
  speed: { value: 0.72, unit: 'km/h', source: 'E03: VIPER, 0.8 km/h at most; a tenth less assumed' },
  rollingResistance: { value: 0.15, unit: '1', source: assumed },
  driveEfficiency: { value: 0.5, unit: '1', source: assumed },
  idlePower: { value: 150, unit: 'W', source: assumed },
  heaterPower: { value: 100, unit: 'W', source: assumed },
  arrayArea: { value: 1.4, unit: 'm2', source: 'E03: 450 W peak at the efficiency below' },
  arrayEfficiency: { value: 0.2375, unit: '1', source: 'E12 Colozza 2020 (25 %) times E07 Csank 2022 (95 %)' },
  arrayHeight: { value: 1.5, unit: 'm', source: assumed },
  batteryCapacity: { value: 5, unit: 'kWh', source: assumed },
  batteryFloor: { value: 0.2, unit: '1', source: 'E10 Colozza 2020 NASA/CR-2020-220368: depth of discharge 0.80' },
  batteryInitial: { value: 0.9, unit: '1', source: assumed },
};

/** A checked vehicle file as SI numbers. */
export function vehicleOf(file: z.output<typeof vehicleSchema>): Vehicle {
  const capacity = file.batteryCapacity.si;
  return {
    name: file.name,
    massKg: file.mass.si,
    speedMPerS: file.speed.si,
    rollingResistance: file.rollingResistance.si,
    driveEfficiency: file.driveEfficiency.si,
    idleW: file.idlePower.si,
    heaterW: file.heaterPower.si,
    arrayW: file.arrayArea.si * file.arrayEfficiency.si * SOLAR_CONSTANT,
    arrayHeightM: file.arrayHeight.si,
    batteryJ: capacity,
    floorJ: capacity * file.batteryFloor.si,
    initialJ: capacity * file.batteryInitial.si,
  };
}

/** Gravity of the Moon at its surface, m s-2 (GM 4902.8 km3 s-2 over 1737.4 km squared). */
export const MOON_GRAVITY = 1.6242;

/**
 * Electric energy to drive over ground that rises by `rise` per metre of map, for a map distance in metres: against rolling and weight, never below 0 (nothing is won back
 * downhill). Joules.
 */
export function driveEnergyJ(vehicle: Vehicle, mapM: number, rise: number): number {
  const { massKg, rollingResistance, driveEfficiency } = vehicle;
  // Along the slope the way is mapM / cos; the force m g (r cos + sin): the cosines go out.
  return Math.max((massKg * MOON_GRAVITY * mapM * (rollingResistance + rise)) / driveEfficiency, 0);
}
