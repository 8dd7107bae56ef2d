import { difference, type Window } from '../../time/index.ts';
import { skylineAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import type { PointLight } from '../light/light-at-point.ts';
import type { SunAndEarth } from '../light/light-eclipse-disc.ts';
import { discsFrom } from '../light/light-eclipses.ts';
import { lookFrom, type LunarSky } from '../light/light-sky.ts';
import { SOLAR_DISC } from './disc-elements.ts';
import { checkPanel, FULL_SUN_KWH_M2_DAY, incidence, nearness, type Panel } from './panel.ts';

const FULL_STEP_S = 3600;
const PARTIAL_STEP_S = 300;

/**
 * Incident energy at a point over the period of its light: mean in kWh per square metre and day of 24 hours.
 *
 * Where all of the Sun is in view, trapezia of an hour (1e-5 of the mean); where skyline or Earth hide a part, of five minutes over the parts of the disc, each with its brightness (1e-3 of what
 * falls in then). `light` is of the same profile and sky; its eclipses are taken away, or not when it has none.
 */
export function energyAt(profile: HorizonProfile, sky: LunarSky, light: PointLight, panel: Panel): number {
  checkPanel(panel);
  const { latRad, lonRad } = profile;
  const observer = { latRad, lonRad, aboveSphereM: profile.terrainHeightM + profile.heightM };
  const look = lookFrom(observer, sky.sun);
  const seen = new Float64Array(3);
  const full = (et: number): number => {
    look(et, seen);
    return incidence(panel, seen[0]!, seen[1]!) * nearness(seen[2]!);
  };
  const discs = discsFrom(observer, sky);
  const at: SunAndEarth = { azimuthRad: 0, elevationRad: 0, sunRad: 0, earthRad: 0, x: 0, y: 0 };
  const eclipsed = light.eclipses.length > 0;
  const partial = (et: number): number => {
    discs(et, at);
    if (!eclipsed) at.earthRad = 0;
    return brightShare(profile, at) * full(et);
  };
  let sum = 0;
  for (const window of light.sunFull) sum += integral(full, window, FULL_STEP_S);
  for (const window of difference(light.sunAny, light.sunFull)) sum += integral(partial, window, PARTIAL_STEP_S);
  return (FULL_SUN_KWH_M2_DAY * sum) / (light.period[1] - light.period[0]);
}

function integral(f: (et: number) => number, [start, end]: Window, stepS: number): number {
  const steps = Math.max(2, Math.ceil((end - start) / stepS));
  let sum = (f(start) + f(end)) / 2;
  for (let i = 1; i < steps; i++) sum += f(start + (i / steps) * (end - start));
  return (sum / steps) * (end - start);
}

/** Brightness-weighted share of the solar disc above the skyline and beside the Earth: by its parts, each cut by the skyline over its middle. */
function brightShare(profile: HorizonProfile, at: SunAndEarth): number {
  const { azimuthRad, elevationRad, sunRad, earthRad } = at;
  const width = sunRad / Math.max(Math.cos(elevationRad), 1e-3);
  let sum = 0;
  let ground = 0;
  let column = NaN;
  for (const { x, bottom, top, share } of SOLAR_DISC) {
    if (x !== column) {
      column = x;
      ground = (skylineAt(profile, azimuthRad + x * width) - elevationRad) / sunRad;
    }
    if (ground >= top) continue;
    const behind = Math.hypot(x * sunRad - at.x, ((bottom + top) / 2) * sunRad - at.y) < earthRad;
    if (!behind) sum += ground <= bottom ? share : (share * (top - ground)) / (top - bottom);
  }
  return sum;
}
