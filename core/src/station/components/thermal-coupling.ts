import { z } from 'zod';
import { componentId, kelvin, parameter } from './parameter.ts';

/** Heat that flows between two nodes, `G (Ta - Tb)`; a passive switch makes `G` another while the first node is warm. */
export interface CouplingSpec {
  readonly id: string;
  readonly betweenIds: readonly [string, string];
  readonly conductanceWK: number;
  readonly heatSwitch: { readonly conductanceWK: number; readonly onK: number; readonly offK: number } | null;
}

/**
 * A radiator, `q = e s A (T^4 - Tsink^4)`, with the fourth power of the sink going linearly with the light from night to day. Solved with a straight line over
 * `T0 +- stepK` whose error is at most `3 (stepK / T0)^2` of what it radiates (4e-5 at 1 K and 280 K).
 */
export interface RadiatorSpec {
  readonly areaM2: number;
  readonly emissivity: number;
  readonly stepK: number;
}

/** Stefan-Boltzmann constant, W/(m2 K4): 2018 CODATA, exact since the SI of 2019. */
export const STEFAN_BOLTZMANN = 5.670374419e-8;

export const couplingSchema = z.strictObject({
  id: componentId,
  between: z.tuple([componentId, componentId]),
  conductance: parameter('conductance', 1e-6, 1e6, 'between the nodes'),
  heatSwitch: z
    .strictObject({
      conductance: parameter('conductance', 1e-6, 1e6, 'between the nodes while the switch is closed'),
      on: kelvin('closes when the first node is as warm'),
      off: kelvin('opens when the first node has cooled to it'),
    })
    .optional(),
});

export const radiatorSchema = z.strictObject({
  area: parameter('area', 1e-4, 1e5, 'that sees the sink'),
  emissivity: parameter('fraction', 0.01, 1, 'in the infrared'),
  step: parameter('temperature', 0.1, 5, 'half the range of one straight piece of the fourth power').prefault({
    value: 1,
    unit: 'K',
    source: 'assumed',
  }),
});

export function couplingSpec(c: z.output<typeof couplingSchema>): CouplingSpec {
  const { heatSwitch } = c;
  return {
    id: c.id,
    betweenIds: c.between,
    conductanceWK: c.conductance.si,
    heatSwitch: heatSwitch
      ? { conductanceWK: heatSwitch.conductance.si, onK: heatSwitch.on.si, offK: heatSwitch.off.si }
      : null,
  };
}

export function radiatorSpec(r: z.output<typeof radiatorSchema>): RadiatorSpec {
  return { areaM2: r.area.si, emissivity: r.emissivity.si, stepK: r.step.si };
}
