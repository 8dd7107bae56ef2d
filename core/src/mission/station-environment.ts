import type { Ephemeris } from '../ephemeris/index.ts';
import { localAxes } from '../math/index.ts';
import type { ArraySpec, Curve, Environment, LinkSpec, MastSpec, StationSpec, VisitSpec } from '../station/index.ts';
import {
  horizonAt,
  lightAt,
  lineOfSight,
  lunarSky,
  MOON_RADIUS_M,
  positionAt,
  stationSky,
  type GroundStation,
  type HorizonProfile,
  type LunarSky,
  type PointLight,
  type StationSky,
  type Terrain,
} from '../terrain/index.ts';
import { groundStationNamed } from './ground-station-named.ts';
import { linkLightTime } from './link-light-time.ts';
import { rateSteps, type RateSteps } from './link-rates.ts';
import { toWindows, union, utcToEt, type LeapSeconds, type Window, type Windows } from '../time/index.ts';

/** What the world of a station is made of. Places in radians, Moon-fixed in `frame`. */
export interface World {
  readonly terrain: Terrain;
  readonly ephemeris: Ephemeris;
  readonly frame: string;
  readonly groundStations: readonly GroundStation[];
}

export interface Place {
  readonly latRad: number;
  readonly lonRad: number;
}

/** The environment of a station at a site, with the light of each mast that it was made from. */
export interface StationWorld {
  readonly environment: Environment;
  readonly lightByMast: ReadonlyMap<string, PointLight>;
}

const AU_M = 149_597_870_700; // IAU 2012 Resolution B2

/** Sun distance changes the irradiance by at most 0.06 % a day; a node a day keeps the straight line between within 1e-5. */
const DAY_S = 86_400;

/**
 * Light at every mast from its own place and height, and contact windows of every link, from terrain and ephemeris.
 *
 * The antennas of direct links stand on the first mast; a ground station is in view while it stands itself above the skyline there, and the Moon's centre above the link's
 * elevation over it. Eclipses of the Sun by the Earth (2 to 5 a year, up to 5 hours) darken the masts too, as `lightAt` has them: the
 * definition of light is that of the survey's candidates, whose `sunDiscMean` is the mean of the same curve without the factor of the distance.
 *
 * @throws InputError `LINK_STATION` for a ground station that nobody knows; what `horizonAt` and the ephemeris say
 */
export function stationEnvironment(
  world: World,
  spec: StationSpec,
  site: Place,
  startEt: number,
  endEt: number,
): StationWorld {
  // before skylines and light are worked out: that takes a while
  for (const { id, route } of spec.links)
    if (route.kind === 'direct') for (const name of route.stations) groundStationNamed(world.groundStations, id, name);
  const sky = lunarSky(world.ephemeris, world.frame, startEt, endEt);
  const profiles = spec.masts.map((mast) => [mast.id, mastProfile(world, mast, site)] as const);
  const lightByMast = new Map(profiles.map(([id, profile]) => [id, lightAt(profile, sky)]));
  const curves = new Map([...lightByMast].map(([id, light]) => [id, irradianceCurve(light, sky)]));
  const inView = stationsInView(world, profiles[0]![1], [startEt, endEt]);
  const windows = new Map(spec.links.map((link) => [link.id, linkWindows(world, link, inView, [startEt, endEt])]));
  const fixed = spec.arrays.filter(({ mount }) => mount !== undefined);
  const incidence = new Map(fixed.map((array) => [array.id, incidenceCurve(array, spec, site, sky)]));
  const stepped = spec.links.filter(({ steps }) => steps !== undefined);
  const rates = new Map(stepped.map((link) => [link.id, stepsOf(world, link, inView, sky)]));
  const lightTimes = new Map(spec.links.map((link) => [link.id, linkLightTime(link, site, sky)]));
  const visits = new Map((spec.visits ?? []).map((visit) => [visit.id, visitWindows(world, visit, [startEt, endEt])]));
  const environment: Environment = {
    startEt,
    endEt,
    sunShare: (mastId) => known(curves, mastId),
    linkWindows: (linkId) => known(windows, linkId),
    incidence: (arrayId) => known(incidence, arrayId),
    linkRate: (linkId) => known(rates, linkId),
    visitWindows: (visitId) => known(visits, visitId),
    lightTime: (linkId) => known(lightTimes, linkId),
  };
  return { environment, lightByMast };
}

function mastProfile(world: World, mast: MastSpec, site: Place): HorizonProfile {
  const { latRad, lonRad } = offsetPlace(site, mast.eastM, mast.northM);
  return horizonAt(world.terrain, latRad, lonRad, mast.heightM);
}

/** The place `eastM`, `northM` of a site, along the tangent plane (exact to 1e-7 of the offset within a kilometre). */
function offsetPlace(site: Place, eastM: number, northM: number): Place {
  const { up, east, north } = localAxes(site.latRad, site.lonRad);
  const [x, y, z] = [0, 1, 2].map((i) => up[i]! + (east[i]! * eastM + north[i]! * northM) / MOON_RADIUS_M) as [
    number,
    number,
    number,
  ];
  return { latRad: Math.atan2(z, Math.hypot(x, y)), lonRad: Math.atan2(y, x) };
}

/** Visible share of the disc times (1 au / distance)^2, with at least a node a day. */
function irradianceCurve(light: PointLight, sky: LunarSky): Curve {
  const et: number[] = [];
  const values: number[] = [];
  const out = new Float64Array(3);
  const push = (t: number, share: number) => {
    positionAt(sky.sun, t, out);
    et.push(t);
    values.push(share * (AU_M / Math.hypot(out[0]!, out[1]!, out[2]!)) ** 2);
  };
  const { et: nodes, share } = light.share;
  for (let i = 0; i < nodes.length; i += 1) {
    push(nodes[i]!, share[i]!);
    const next = nodes[i + 1] ?? nodes[i]!;
    const pieces = Math.ceil((next - nodes[i]!) / DAY_S);
    for (let k = 1; k < pieces; k += 1) {
      const part = k / pieces;
      push(nodes[i]! + part * (next - nodes[i]!), share[i]! + part * (share[i + 1]! - share[i]!));
    }
  }
  return { et, values };
}

const HOUR_S = 3600;

/**
 * Cosine between the normal of a fixed panel and the Sun, a node an hour: the Sun turns by half a degree, so the straight line between is good to 1e-5. From the direction of the Moon's centre: the
 * station is up to 1737 km beside it, 1.2e-5 rad.
 */
function incidenceCurve({ mastId, mount }: ArraySpec, spec: StationSpec, site: Place, sky: LunarSky): Curve {
  const mast = spec.masts.find(({ id }) => id === mastId)!;
  const { latRad, lonRad } = offsetPlace(site, mast.eastM, mast.northM);
  const { up, east, north } = localAxes(latRad, lonRad);
  const { azimuthRad, tiltRad } = mount!;
  const [sin, cos] = [Math.sin(tiltRad), Math.cos(tiltRad)];
  const normal = [0, 1, 2].map(
    (i) => cos * up[i]! + sin * (Math.cos(azimuthRad) * north[i]! + Math.sin(azimuthRad) * east[i]!),
  );
  return sampled(sky, HOUR_S, (et, out) => {
    positionAt(sky.sun, et, out);
    const along = out[0]! * normal[0]! + out[1]! * normal[1]! + out[2]! * normal[2]!;
    return Math.max(0, along / Math.hypot(out[0]!, out[1]!, out[2]!));
  });
}

function sampled({ fromEt, toEt }: LunarSky, stepS: number, value: (et: number, out: Float64Array) => number): Curve {
  const count = Math.max(1, Math.ceil((toEt - fromEt) / stepS));
  const out = new Float64Array(3);
  const et = Float64Array.from({ length: count + 1 }, (_, i) => fromEt + ((toEt - fromEt) * i) / count);
  return { et, values: et.map((t) => value(t, out)) };
}

function stepsOf(world: World, link: LinkSpec, inView: InView, sky: LunarSky): RateSteps {
  const { route } = link;
  if (route.kind !== 'direct') throw new Error(`link "${link.id}" has steps without a direct route`);
  const stations = route.stations.map((name) => groundStationNamed(world.groundStations, link.id, name));
  const higher = (elevationRad: number) =>
    stations.reduce<Windows>((all, station) => union(all, inView(station, elevationRad)), []);
  const range = sampled(sky, 6 * HOUR_S, (et, out) => {
    positionAt(sky.earth, et, out);
    return Math.hypot(out[0]!, out[1]!, out[2]!);
  });
  return rateSteps(link, higher, range, [sky.fromEt, sky.toEt]);
}

function visitWindows({ ephemeris }: World, { fromUtc, toUtc }: VisitSpec, span: Window): Windows {
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  return clip([[et(fromUtc), et(toUtc)]], span);
}

/** When a ground station can be reached, with the Moon above an elevation there. */
type InView = (station: GroundStation, minElevationRad: number) => Windows;

/** From the place of a skyline; the paths are worked out once, and only for stations that a link names. */
function stationsInView({ ephemeris, frame }: World, profile: HorizonProfile, [fromEt, toEt]: Window): InView {
  let sky: StationSky | null = null;
  return (station, minElevationRad) => {
    sky ??= stationSky(ephemeris, frame, fromEt, toEt);
    return lineOfSight(profile, station, sky, minElevationRad);
  };
}

function linkWindows(world: World, link: LinkSpec, inView: InView, span: Window): Windows {
  const { route } = link;
  if (route.kind !== 'direct') return relayWindows(route, world.ephemeris.leapSeconds, span);
  const seen = route.stations.map((name) =>
    inView(groundStationNamed(world.groundStations, link.id, name), route.minElevationRad),
  );
  return seen.reduce<Windows>((all, windows) => union(all, windows), []);
}

/** When a relay can be reached, by the table or the period that its link gives, within a span. */
export function relayWindows(
  route: Exclude<LinkSpec['route'], { readonly kind: 'direct' }>,
  leapSeconds: LeapSeconds,
  span: Window,
): Windows {
  if (route.kind === 'table') {
    const et = (utc: string) => utcToEt(leapSeconds, utc);
    return clip(
      route.windows.map(({ fromUtc, toUtc }): Window => [et(fromUtc), et(toUtc)]),
      span,
    );
  }
  const opens: Window[] = [];
  for (let start = span[0] + route.offsetS; start < span[1]; start += route.periodS)
    opens.push([start, start + route.openS]);
  return clip(opens, span);
}

function clip(windows: readonly Window[], [start, end]: Window): Windows {
  return toWindows(
    windows.map(([from, to]): Window => [Math.max(from, start), Math.min(to, end)]).filter(([from, to]) => to > from),
  );
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the environment was not made for "${id}"`);
  return found;
}
