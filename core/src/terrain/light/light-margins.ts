import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { skylineAt } from '../horizon/horizon-profile.ts';
import type { Margin } from './light-crossings.ts';
import { steepestNear, type upperLimbClearance } from './light-disc.ts';
import type { Look } from './light-sky.ts';

/** A body in the sky: where it stands, how fast its direction may turn (radians per second), and its angular radius by distance. */
export interface SkyBody {
  readonly look: Look;
  readonly rate: number;
  readonly radiusRad: (distanceM: number) => number;
}

/** Clearance of a body's limb over a skyline, with its bound. */
export function limbMargin(profile: HorizonProfile, body: SkyBody, clearance: typeof upperLimbClearance): Margin {
  const seen = new Float64Array(3);
  return {
    at(et) {
      body.look(et, seen);
      return clearance(profile, seen[0]!, seen[1]!, body.radiusRad(seen[2]!));
    },
    maxChange: boundOf(profile, body),
  };
}

/** Clearance of a body's centre over a skyline, with its bound. */
export function centreMargin(profile: HorizonProfile, body: SkyBody): Margin {
  const seen = new Float64Array(3);
  return {
    at(et) {
      body.look(et, seen);
      return seen[1]! - skylineAt(profile, seen[0]!);
    },
    maxChange: boundOf(profile, { ...body, radiusRad: () => 0 }),
  };
}

/**
 * A direction that moves by at most `m` moves its clearance over a skyline of slope s by at most m sqrt(1 + s^2); lowering or raising the skyline by a disc does not make it
 * steeper than its steepest piece under the disc.
 */
export function boundOf(profile: HorizonProfile, { look, rate, radiusRad }: SkyBody): Margin['maxChange'] {
  const seen = new Float64Array(3);
  return (et, halfS) => {
    look(et, seen);
    const moved = rate * halfS;
    const elevation = Math.min(Math.abs(seen[1]!) + moved, Math.PI / 2);
    return moved * Math.hypot(1, steepestNear(profile, seen[0]!, elevation, radiusRad(seen[2]!) + moved));
  };
}
