import { localAxes } from '../math/index.ts';
import type { Curve, LinkSpec } from '../station/index.ts';
import { MOON_RADIUS_M, positionAt, type LunarSky } from '../terrain/index.ts';

/** Speed of light in vacuum, m/s: exact by the definition of the metre (SI, 1983). */
export const SPEED_OF_LIGHT_M_S = 299_792_458;

/** A node every six hours: the distance bends by up to 1,900 km a day squared, so that a straight line is off by 15 km. */
const NODE_S = 21_600;

/**
 * One-way light time of a link over a period, s.
 *
 * - direct: from the site to the centre of the Earth. A ground station is nearer by up to the radius of the Earth, 21.3 ms; heights of the terrain (8 km) are 27 microseconds.
 * - by a relay: from the site to the relay, its `relayRangeM`, and on from the Moon's centre to that of the Earth; the relay hands on at once. An orbit that is given by windows only leaves
 *   this open by the light time of its distance: 0.06 s for one like that of Queqiao-2.
 *
 * Between nodes six hours apart a straight line: 15 km, 50 microseconds.
 */
export function linkLightTime(
  { route }: LinkSpec,
  { latRad, lonRad }: { readonly latRad: number; readonly lonRad: number },
  { earth, fromEt, toEt }: Pick<LunarSky, 'earth' | 'fromEt' | 'toEt'>,
): Curve {
  const { up } = localAxes(latRad, lonRad);
  const fromM = route.kind === 'direct' ? MOON_RADIUS_M : 0;
  const overM = route.kind === 'direct' ? 0 : (route.relayRangeM ?? RELAY_RANGE_M);
  const pieces = Math.max(1, Math.ceil((toEt - fromEt) / NODE_S));
  const et = Float64Array.from({ length: pieces + 1 }, (_, i) => fromEt + ((toEt - fromEt) * i) / pieces);
  const out = new Float64Array(3);
  const values = et.map((t) => {
    positionAt(earth, t, out);
    const rangeM = Math.hypot(out[0]! - fromM * up[0]!, out[1]! - fromM * up[1]!, out[2]! - fromM * up[2]!);
    return (overM + rangeM) / SPEED_OF_LIGHT_M_S;
  });
  return { et, values };
}

/** Distance of a relay whose mission does not say it: apolune of Queqiao-2 over the ground as flown, where it spends most of its time (C11 of `docs/reference/comms_reference.csv`). */
const RELAY_RANGE_M = 16_941e3;
