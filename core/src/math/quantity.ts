import { z } from 'zod';

/**
 * Numbers in files that people write carry their unit and their source: `{ value: 10, unit: kW, source: "E13 Pappa 2021" }`.
 * They are turned into SI once, here. `source` is a citation or the word `assumed` (with a reason, if one likes).
 */
export interface Quantity {
  /** In the SI unit of its dimension (see {@link SI_UNITS}); angles in radians, data in bits. */
  readonly si: number;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

/** Factor to SI for every unit accepted, by dimension. Temperatures are absolute, so only kelvin is accepted (no offsets). */
export const SI_UNITS = {
  power: { W: 1, mW: 1e-3, kW: 1e3, MW: 1e6 },
  energy: { J: 1, kJ: 1e3, MJ: 1e6, GJ: 1e9, Wh: 3600, kWh: 3.6e6, MWh: 3.6e9 },
  length: { m: 1, mm: 1e-3, cm: 1e-2, km: 1e3 },
  area: { m2: 1, cm2: 1e-4, km2: 1e6 },
  speed: { 'm/s': 1, 'km/h': 1 / 3.6 },
  massRate: { 'kg/s': 1, 'kg/h': 1 / 3600, 'kg/d': 1 / 86400 },
  mass: { kg: 1, g: 1e-3, t: 1e3 },
  time: { s: 1, min: 60, h: 3600, d: 86400, a: 31557600 },
  angle: { rad: 1, mrad: 1e-3, deg: Math.PI / 180 },
  data: { bit: 1, kbit: 1e3, Mbit: 1e6, Gbit: 1e9, Tbit: 1e12, B: 8, kB: 8e3, MB: 8e6, GB: 8e9, TB: 8e12 },
  dataRate: { 'bit/s': 1, 'kbit/s': 1e3, 'Mbit/s': 1e6, 'Gbit/s': 1e9 },
  temperature: { K: 1 },
  heatCapacity: { 'J/K': 1, 'kJ/K': 1e3, 'MJ/K': 1e6 },
  conductance: { 'W/K': 1 },
  irradiance: { 'W/m2': 1 },
  rate: { '1/s': 1, '1/h': 1 / 3600, '1/d': 1 / 86400, '1/a': 1 / 31557600 },
  fraction: { '1': 1, '%': 0.01 },
} as const satisfies Record<string, Record<string, number>>;

export type Dimension = keyof typeof SI_UNITS;

/**
 * A zod schema for a quantity of `dimension` whose SI value lies in `[minSi, maxSi]`.
 * Issues name the unit given and those accepted, or the legal range in the unit given.
 */
export function quantity(dimension: Dimension, minSi = -Infinity, maxSi = Infinity) {
  const factors: Record<string, number> = SI_UNITS[dimension];
  const units = Object.keys(factors).join(', ');
  return z
    .strictObject({
      value: z.number(),
      unit: z.coerce.string().refine((unit) => Object.hasOwn(factors, unit), {
        abort: true, // a value without its unit is judged by nobody
        error: ({ input }) => {
          // coerced to text before it is looked at: a unit that was left out arrives as the word
          const what = input === 'undefined' ? `the unit of ${dimension} is missing` : `unit "${String(input)}" is not a unit of ${dimension}`; // prettier-ignore
          return `${what} (legal: ${units})`;
        },
      }),
      source: z.string().min(1, 'a number needs its source, or the word "assumed"'),
    })
    .transform((q, context): Quantity => {
      const factor = factors[q.unit]!;
      const si = q.value * factor;
      if (!(si >= minSi && si <= maxSi)) {
        const unit = q.unit === '1' ? '' : ` ${q.unit}`;
        context.addIssue({
          code: 'custom',
          path: ['value'],
          message: `${q.value}${unit} is out of range (legal: ${short(minSi / factor)} to ${short(maxSi / factor)}${unit})`,
        });
      }
      return { si, value: q.value, unit: q.unit, source: q.source };
    });
}

/** Bounds as one would write them: at most 4 digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
