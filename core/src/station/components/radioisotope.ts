import { z } from 'zod';
import type { RadioisotopeSpec } from '../station-spec.ts';
import { componentId, parameter, watts } from './parameter.ts';

export const radioisotopeSchema = z.strictObject({
  id: componentId,
  electric: watts('electric output at the start of the run'),
  heat: watts('heat into `node` at the start of the run'),
  halfLife: parameter('time', 86400, 1e12, 'of the isotope; output and heat fall with it'),
  node: componentId,
});

export function radioisotopeSpec(r: z.output<typeof radioisotopeSchema>): RadioisotopeSpec {
  return { id: r.id, electricW: r.electric.si, heatW: r.heat.si, halfLifeS: r.halfLife.si, nodeId: r.node };
}
