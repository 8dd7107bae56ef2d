import { InputError } from '../../errors/index.ts';
import { complement, intersect, longest, totalS, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { positiveWindows } from './light-crossings.ts';
import { lowerLimbClearance, upperLimbClearance } from './light-disc.ts';
import { afterEclipses, eclipsesAt, shareInEclipse, type SolarEclipse } from './light-eclipses.ts';
import { centreMargin, limbMargin, type SkyBody } from './light-margins.ts';
import { meanShare, sunShareCurve, type ShareCurve } from './light-share-curve.ts';
import {
  EARTH_RATE,
  earthRadiusRad,
  lookFrom,
  SUN_RATE,
  sunRadiusRad,
  type LunarSky,
  type Observer,
} from './light-sky.ts';

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
 * Sun by the Earth (the lunar eclipses of our sky: 2 to 5 a year, at most 5 hours each) are in the windows, the share and the fractions, unless `options.eclipses` is false: published
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
  const sun = sunFrom(profile, sky);
  return {
    any: positiveWindows(limbMargin(profile, sun, upperLimbClearance), fromEt, toEt),
    full: positiveWindows(limbMargin(profile, sun, lowerLimbClearance), fromEt, toEt),
  };
}

/** The Sun in the sky of a profile's observer. */
export function sunFrom(profile: HorizonProfile, sky: LunarSky): SkyBody {
  return { look: lookFrom(observerOf(profile), sky.sun), rate: SUN_RATE, radiusRad: sunRadiusRad };
}

/** The Earth in the sky of a profile's observer. */
export function earthFrom(profile: HorizonProfile, sky: LunarSky): SkyBody {
  return { look: lookFrom(observerOf(profile), sky.earth), rate: EARTH_RATE, radiusRad: earthRadiusRad };
}

function eclipsesSeen(profile: HorizonProfile, sky: LunarSky, any: Windows, [fromEt, toEt]: Window): SolarEclipse[] {
  return eclipsesAt(observerOf(profile), sky, fromEt, toEt).filter(({ window }) => intersect(any, [window]).length > 0);
}

/** When the Earth's centre stands above the skyline. */
export function earthWindows(profile: HorizonProfile, sky: LunarSky, fromEt: number, toEt: number): Windows {
  checkPeriod(sky, fromEt, toEt);
  return positiveWindows(centreMargin(profile, earthFrom(profile, sky)), fromEt, toEt);
}

/** The observer to whom a profile belongs. */
export function observerOf(profile: HorizonProfile): Observer {
  const { latRad, lonRad } = profile;
  return { latRad, lonRad, aboveSphereM: profile.terrainHeightM + profile.heightM };
}

/** @throws InputError `LIGHT_PERIOD` */
export function checkPeriod(sky: LunarSky, fromEt: number, toEt: number): void {
  if (fromEt >= sky.fromEt && toEt <= sky.toEt && fromEt < toEt) return;
  throw new InputError(
    'LIGHT_PERIOD',
    `the period from ${fromEt} to ${toEt} (et) is empty or outside the tabulated sky`,
    {
      legal: `within ${sky.fromEt} to ${sky.toEt} TDB seconds past J2000`,
    },
  );
}
