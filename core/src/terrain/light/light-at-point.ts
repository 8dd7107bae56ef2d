import { InputError } from '../../errors/index.ts';
import { complement, intersect, longest, totalS, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { skylineAt } from '../horizon/horizon-profile.ts';
import { positiveWindows, type Margin } from './light-crossings.ts';
import { lowerLimbClearance, steepestNear, upperLimbClearance } from './light-disc.ts';
import { afterEclipses, eclipsesAt, shareInEclipse, type SolarEclipse } from './light-eclipses.ts';
import { meanShare, sunShareCurve, type ShareCurve } from './light-share-curve.ts';
import { EARTH_RATE, lookFrom, SUN_RATE, sunRadiusRad, type LunarSky, type Observer } from './light-sky.ts';

/** Light and Earth view of one point over a period. "Light" always says which: any part of the solar disc, all of it, or the mean visible share. */
export interface PointLight {
  readonly period: Window;
  readonly sunAny: Windows;
  readonly sunFull: Windows;
  /** Eclipses by the Earth during which the skyline leaves some part of the Sun in view; their shade is in everything above and below. Empty when left out. */
  readonly eclipses: readonly SolarEclipse[];
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
 * Sun by the Earth (the lunar eclipses of our sky: 2 to 5 a year, at most 6 hours each) are in the windows, the share and the fractions, unless `options.eclipses` is false: published
 * maps of illumination leave them out. Over 2031 to 2050 they take 0.05 percentage points of `sunDiscMean`, 0.03 of `sunAnyFraction` and 0.08 of
 * `sunFullFraction` away from a place on the ridge.
 *
 * @throws InputError `LIGHT_PERIOD` when the period is empty or not covered by the sky.
 */
export function lightAt(
  profile: HorizonProfile,
  sky: LunarSky,
  fromEt = sky.fromEt,
  toEt = sky.toEt,
  options: LightOptions = {},
): PointLight {
  checkPeriod(sky, fromEt, toEt);
  const period: Window = [fromEt, toEt];
  const skyline = sunOverSkyline(profile, sky, period);
  const eclipses = options.eclipses === false ? [] : eclipsesSeen(profile, sky, skyline.any, period);
  const { any: sunAny, full: sunFull } =
    eclipses.length === 0 ? skyline : afterEclipses(skyline, eclipses, shareInEclipse(profile, sky));
  const earthCentre = earthWindows(profile, sky, fromEt, toEt);
  const share = sunShareCurve(profile, sky, sunAny, sunFull, period, eclipses);
  const span = toEt - fromEt;
  return {
    period,
    sunAny,
    sunFull,
    eclipses,
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

export interface LightOptions {
  /** False leaves eclipses of the Sun by the Earth out. */
  readonly eclipses?: boolean;
}

/** When any part and all of the solar disc stand above the skyline, eclipses left aside. */
export function sunOverSkyline(
  profile: HorizonProfile,
  sky: LunarSky,
  [fromEt, toEt]: Window,
): { any: Windows; full: Windows } {
  return {
    any: positiveWindows(sunMargin(profile, sky, upperLimbClearance), fromEt, toEt),
    full: positiveWindows(sunMargin(profile, sky, lowerLimbClearance), fromEt, toEt),
  };
}

function eclipsesSeen(profile: HorizonProfile, sky: LunarSky, any: Windows, [fromEt, toEt]: Window): SolarEclipse[] {
  return eclipsesAt(observerOf(profile), sky, fromEt, toEt).filter(({ window }) => intersect(any, [window]).length > 0);
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
