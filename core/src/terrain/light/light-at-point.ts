import { InputError } from '../../errors/index.ts';
import { complement, longest, totalS, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { skylineAt } from '../horizon/horizon-profile.ts';
import { positiveWindows, type Margin } from './light-crossings.ts';
import { lowerLimbClearance, steepestNear, upperLimbClearance } from './light-disc.ts';
import { meanShare, sunShareCurve, type ShareCurve } from './light-share-curve.ts';
import { EARTH_RATE, lookFrom, SUN_RATE, sunRadiusRad, type LunarSky, type Observer } from './light-sky.ts';

/** Light and Earth view of one point over a period. "Light" always says which: any part of the solar disc, all of it, or the mean visible share. */
export interface PointLight {
  readonly period: Window;
  readonly sunAny: Windows;
  readonly sunFull: Windows;
  /** The Earth's centre above the skyline. */
  readonly earthCentre: Windows;
  /** Visible share of the solar disc over time. */
  readonly share: ShareCurve;
  /** Mean of {@link share}. */
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly sunFullFraction: number;
  readonly earthFraction: number;
  /** Longest time without any part of the disc, and longest with some part, as far as the period shows them. */
  readonly longestDark: Window | null;
  readonly longestLit: Window | null;
}

/**
 * Sun and Earth over the skyline of a point, from `fromEt` to `toEt` within the sky's period.
 *
 * The solar disc has its true angular size; crossings are solved to 0.1 s of the polyline skyline, and none that leads to more than 30 s of light or dark is missed. Eclipses of the
 * Sun by the Earth (the lunar eclipses of our sky: 2 to 5 a year, at most 6 hours each) are not taken away: published illumination figures ignore them too.
 *
 * @throws InputError `LIGHT_PERIOD` when the period is empty or not covered by the sky.
 */
export function lightAt(profile: HorizonProfile, sky: LunarSky, fromEt = sky.fromEt, toEt = sky.toEt): PointLight {
  checkPeriod(sky, fromEt, toEt);
  const period: Window = [fromEt, toEt];
  const sunAny = positiveWindows(sunMargin(profile, sky, upperLimbClearance), fromEt, toEt);
  const sunFull = positiveWindows(sunMargin(profile, sky, lowerLimbClearance), fromEt, toEt);
  const earthCentre = earthWindows(profile, sky, fromEt, toEt);
  const share = sunShareCurve(profile, sky, sunAny, sunFull, period);
  const span = toEt - fromEt;
  return {
    period,
    sunAny,
    sunFull,
    earthCentre,
    share,
    sunDiscMean: meanShare(share),
    sunAnyFraction: totalS(sunAny) / span,
    sunFullFraction: totalS(sunFull) / span,
    earthFraction: totalS(earthCentre) / span,
    longestDark: longest(complement(sunAny, period)),
    longestLit: longest(sunAny),
  };
}

/** When the Earth's centre stands above the skyline. */
export function earthWindows(profile: HorizonProfile, sky: LunarSky, fromEt: number, toEt: number): Windows {
  checkPeriod(sky, fromEt, toEt);
  const look = lookFrom(observerOf(profile), sky.earth);
  const seen = new Float64Array(3);
  return positiveWindows(
    {
      at(et) {
        look(et, seen);
        return seen[1]! - skylineAt(profile, seen[0]!);
      },
      maxChange: boundOf(profile, look, EARTH_RATE, () => 0),
    },
    fromEt,
    toEt,
  );
}

/** The observer to whom a profile belongs. */
export function observerOf(profile: HorizonProfile): Observer {
  const { latRad, lonRad } = profile;
  return { latRad, lonRad, aboveSphereM: profile.terrainHeightM + profile.heightM };
}

function sunMargin(profile: HorizonProfile, sky: LunarSky, clearance: typeof upperLimbClearance): Margin {
  const look = lookFrom(observerOf(profile), sky.sun);
  const seen = new Float64Array(3);
  return {
    at(et) {
      look(et, seen);
      return clearance(profile, seen[0]!, seen[1]!, sunRadiusRad(seen[2]!));
    },
    maxChange: boundOf(profile, look, SUN_RATE, sunRadiusRad),
  };
}

/**
 * A direction that moves by at most `m` moves its clearance over a skyline of slope s by at most m sqrt(1 + s^2); lowering or raising the skyline by a disc does not make it
 * steeper than its steepest piece under the disc.
 */
function boundOf(
  profile: HorizonProfile,
  look: ReturnType<typeof lookFrom>,
  rate: number,
  radius: (distanceM: number) => number,
): Margin['maxChange'] {
  const seen = new Float64Array(3);
  return (et, halfS) => {
    look(et, seen);
    const moved = rate * halfS;
    const elevation = Math.min(Math.abs(seen[1]!) + moved, Math.PI / 2);
    return moved * Math.hypot(1, steepestNear(profile, seen[0]!, elevation, radius(seen[2]!) + moved));
  };
}

function checkPeriod(sky: LunarSky, fromEt: number, toEt: number): void {
  if (fromEt >= sky.fromEt && toEt <= sky.toEt && fromEt < toEt) return;
  throw new InputError(
    'LIGHT_PERIOD',
    `the period from ${fromEt} to ${toEt} (et) is empty or outside the tabulated sky`,
    {
      legal: `within ${sky.fromEt} to ${sky.toEt} TDB seconds past J2000`,
    },
  );
}
