import type { Slope } from '../ground/slope.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { observerOf } from '../light/light-at-point.ts';
import { discShare } from '../light/light-disc.ts';
import { lookFrom, sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import { bowlFlux } from './bowl-crater.ts';
import { albedoAt, SOLAR_CONSTANT, type Regolith } from './regolith.ts';
import { skyView } from './sky-view.ts';

const AU_M = 149_597_870_700; // IAU 2012

/** What reaches a piece of ground at one time, W m-2. */
export interface GroundFlux {
  /** Visible share of the solar disc. */
  readonly share: number;
  /** Sunlight that falls on the surface, and what of it is kept. */
  readonly direct: number;
  readonly directKept: number;
  /** Scattered light and heat radiation of the surroundings that are kept. */
  readonly surroundingsKept: number;
}

/**
 * Radiation on real ground from its skyline, slope and the Sun.
 *
 * Direct light: the visible share of the disc (an integral over the disc) times the cosine of incidence of the disc's centre on the slope, less the albedo at that incidence. Surroundings:
 * those of the bowl that fills as much of the sky as the real terrain does, lit by the same Sun (see {@link bowlFlux}).
 *
 * Stated limits: real walls are no bowl, differ in slope and albedo, stand partly in each other's shadow, and give their heat back later than they take it (a mean over a day stays right); light
 * from terrain beyond the skyline's own neighbours is not followed ray by ray. Earthshine (0.1 W m-2) and eclipses are left out.
 */
export function groundFlux(
  profile: HorizonProfile,
  slope: Slope,
  sky: LunarSky,
  regolith: Regolith,
): (et: number) => GroundFlux {
  const look = lookFrom(observerOf(profile), sky.sun);
  const fill = 1 - skyView(profile, slope);
  const aspect = Number.isNaN(slope.downhillAzimuthRad) ? 0 : slope.downhillAzimuthRad;
  const [cosSlope, sinSlope] = [Math.cos(slope.slopeRad), Math.sin(slope.slopeRad)];
  const a0 = regolith.albedo[0];
  const seen = new Float64Array(3);
  return (et) => {
    look(et, seen);
    const [azimuth, elevation, distanceM] = [seen[0]!, seen[1]!, seen[2]!];
    const sunlight = SOLAR_CONSTANT * (AU_M / distanceM) ** 2;
    const share = discShare(profile, azimuth, elevation, sunRadiusRad(distanceM));
    const [sin, cos] = [Math.sin(elevation), Math.cos(elevation)];
    const cosIncidence = Math.max(cosSlope * sin + sinSlope * cos * Math.cos(azimuth - aspect), 0);
    const direct = sunlight * share * cosIncidence;
    const { scattered, infrared } = bowlFlux(fill, sunlight, sin, a0);
    return {
      share,
      direct,
      directKept: direct * (1 - albedoAt(regolith, Math.acos(Math.min(cosIncidence, 1)))),
      surroundingsKept: (1 - a0) * scattered + regolith.emissivity * infrared,
    };
  };
}
