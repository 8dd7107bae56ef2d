import { InputError } from '../../errors/index.ts';
import {
  complement,
  difference,
  intersect,
  longest,
  totalS,
  union,
  type Window,
  type Windows,
} from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { earthFrom, sunFrom, type PointLight } from './light-at-point.ts';
import { positiveWindows } from './light-crossings.ts';
import { discShare, lowerLimbClearance, upperLimbClearance } from './light-disc.ts';
import { lineOfSight, type GroundStation, type StationSky } from './light-ground-stations.ts';
import { boundOf, limbMargin } from './light-margins.ts';
import { curveOf, meanShare, sunShareAt } from './light-share-curve.ts';
import { EARTH_RATE, SUN_RATE, sunRadiusRad, type LunarSky } from './light-sky.ts';

/** One row of a table of windows: what is true, when, how often, and the longest time without it. */
export interface LightRow {
  readonly name: string;
  readonly windows: Windows;
  /** Share of the period. */
  readonly fraction: number;
  readonly longestGapS: number;
}

export interface LightTableOptions {
  /** Shares of the solar disc, 0..1: 0 stands for any part of it, 1 for all. */
  readonly sunShares?: readonly number[];
  readonly stations?: readonly GroundStation[];
  /** Where the stations stand in the Moon's sky and the Moon in theirs; needed for them. */
  readonly stationSky?: StationSky;
  /** When relays can be reached, by name. */
  readonly relays?: readonly { readonly name: string; readonly windows: Windows }[];
}

/** Everything that is asked of a point's sky as rows of windows, and the mean visible share of the Earth's disc. */
export interface LightTable {
  readonly rows: readonly LightRow[];
  readonly earthDiscMean: number;
}

/**
 * Windows of Sun shares, of the Earth's disc (any part, centre, all), of every ground station, of relays, and of any contact at all (stations or relays), over the period of `light`; crossings to 0.1 s
 * of the tabulated sky. A ground station is in view while it stands itself above the skyline and the Moon 10 degrees high over it (`lineOfSight`).
 *
 * `light` is of the same profile and sky.
 * @throws InputError `LIGHT_SHARE` for shares outside 0..1
 */
export function lightTable(
  profile: HorizonProfile,
  sky: LunarSky,
  light: PointLight,
  options: LightTableOptions = {},
): LightTable {
  const { sunShares = [0, 0.5, 1], stations = [], stationSky, relays = [] } = options;
  const { period } = light;
  const row = (name: string, windows: Windows): LightRow => {
    const gap = longest(complement(windows, period));
    const fraction = totalS(windows) / (period[1] - period[0]);
    return { name, windows, fraction, longestGapS: gap === null ? 0 : gap[1] - gap[0] };
  };
  const earth = earthViewAt(profile, sky, period);
  const seen = stations.map((station) => row(station.name, stationView(profile, station, stationSky, period)));
  const relayed = relays.map(({ name, windows }) => row(name, intersect(windows, [period])));
  const contact = [...seen, ...relayed].reduce<Windows>((all, { windows }) => union(all, windows), []);
  const rows = [
    ...sunShares.map((share) => row(`sun >= ${share}`, sunShareWindows(profile, sky, light, share))),
    row('earthAny', earth.any),
    row('earthCentre', light.earthCentre),
    row('earthFull', earth.full),
    ...seen,
    ...relayed,
    ...(seen.length + relayed.length > 0 ? [row('anyContact', contact)] : []),
  ];
  return { rows, earthDiscMean: earth.discMean };
}

/** When at least `share` of the solar disc is in view (more than none for 0). @throws InputError `LIGHT_SHARE` */
export function sunShareWindows(profile: HorizonProfile, sky: LunarSky, light: PointLight, share: number): Windows {
  if (!(share >= 0 && share <= 1))
    throw new InputError('LIGHT_SHARE', `${share} is not a share of the solar disc`, { legal: '0 to 1' });
  if (share === 0) return light.sunAny;
  if (share === 1) return light.sunFull;
  const shareAt = sunShareAt(profile, sky, light.eclipses);
  // The Earth before the Sun moves as well. A disc that moves by m gains or loses at most its width times m.
  const bound = boundOf(profile, { ...sunFrom(profile, sky), rate: SUN_RATE + EARTH_RATE });
  const perRadian = 2 / (Math.PI * sunRadiusRad(LONGEST_SUN_M));
  const margin = {
    at: (et: number) => shareAt(et) - share,
    maxChange: (et: number, halfS: number) => perRadian * bound(et, halfS),
  };
  const partial = difference(light.sunAny, light.sunFull).flatMap((window) => positiveWindows(margin, ...window));
  return union(light.sunFull, partial);
}

/** Farthest that the Sun comes, metres: 1.0167 au and the Moon's way round the Earth. */
const LONGEST_SUN_M = 1.526e11;

/** When any part and all of the Earth's disc stand above the skyline, and the mean share of it that does. */
export function earthViewAt(
  profile: HorizonProfile,
  sky: LunarSky,
  period: Window,
): { any: Windows; full: Windows; discMean: number } {
  const earth = earthFrom(profile, sky);
  const any = positiveWindows(limbMargin(profile, earth, upperLimbClearance), ...period);
  const full = positiveWindows(limbMargin(profile, earth, lowerLimbClearance), ...period);
  const seen = new Float64Array(3);
  const shareAt = (et: number): number => {
    earth.look(et, seen);
    return discShare(profile, seen[0]!, seen[1]!, earth.radiusRad(seen[2]!));
  };
  return { any, full, discMean: meanShare(curveOf(shareAt, any, full, period)) };
}

function stationView(
  profile: HorizonProfile,
  station: GroundStation,
  sky: StationSky | undefined,
  period: Window,
): Windows {
  if (sky === undefined) throw new TypeError('a table of ground stations needs their sky: stationSky()');
  return intersect(lineOfSight(profile, station, sky), [period]);
}
