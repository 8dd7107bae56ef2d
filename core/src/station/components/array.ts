import { z } from 'zod';
import type { ArraySpec, MastSpec } from '../station-spec.ts';
import { dustSchema, dustSpec } from './array-dust.ts';
import { componentId, parameter, share } from './parameter.ts';

export const mastSchema = z.strictObject({
  id: componentId,
  height: parameter('length', 0, 200, 'of the arrays above the ground'),
  east: parameter('length', -20e3, 20e3, 'of the site'),
  north: parameter('length', -20e3, 20e3, 'of the site'),
});

export function mastSpec(m: z.output<typeof mastSchema>): MastSpec {
  return { id: m.id, heightM: m.height.si, eastM: m.east.si, northM: m.north.si };
}

const mount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tracking') }),
  z.strictObject({
    kind: z.literal('fixed'),
    azimuth: parameter('angle', -2 * Math.PI, 2 * Math.PI, 'to which the panel looks, from north over east'),
    tilt: parameter('angle', 0, Math.PI / 2, '0 lies flat, 90 degrees stands'),
  }),
]);

export const arraySchema = z.strictObject({
  id: componentId,
  mast: componentId,
  area: parameter('area', 1e-4, 1e5, 'of the blanket'),
  efficiency: share(1e-3, 1, 'sunlight to bus, converters included'),
  degradation: share(0, 0.5, 'of the output lost per year: output is (1 - d)^years'),
  /** Without it: tracking. */
  mount: mount.optional(),
  dust: dustSchema.optional(),
});

export function arraySpec(a: z.output<typeof arraySchema>): ArraySpec {
  return {
    id: a.id,
    mastId: a.mast,
    areaM2: a.area.si,
    efficiency: a.efficiency.si,
    degradationPerYear: a.degradation.si,
    ...(a.mount?.kind === 'fixed' && { mount: { azimuthRad: a.mount.azimuth.si, tiltRad: a.mount.tilt.si } }),
    ...(a.dust && { dust: dustSpec(a.dust) }),
  };
}
