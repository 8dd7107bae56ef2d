import { InputError } from '../../errors/index.ts';
import type { JobOptions, JobRunner } from '../../jobs/index.ts';
import { complement, longest, totalS, toWindows, type Window, type Windows } from '../../time/index.ts';
import type { Terrain } from '../ground/dem.ts';
import type { LunarSky } from '../light/light-sky.ts';
import { meanShare } from '../light/light-share-curve.ts';
import { bestShare } from './best-share.ts';
import type { Pairs } from './branch.ts';
import { eventGrid, millis } from './event-grid.ts';
import { networkPlaceJob, type NetworkPlace } from './network-place.ts';
import { mostLight, shortestNight, type FoundSet } from './search-network.ts';
import { groundDistanceM, sightClearanceM, type Eye } from './site-pairs.ts';

/**
 * - `light`: the most time with any part of the solar disc in view of any site
 * - `disc`: the greatest mean of the best site's visible share of the disc (in {@link SHARE_LEVELS} levels)
 * - `night`: the shortest longest spell in which no site sees any part of the disc
 */
export type NetworkGoal = 'light' | 'disc' | 'night';

export const SHARE_LEVELS = 8;

/** What a network must keep; each is left out when absent. Distances hold for every pair of sites, along the ground. */
export interface NetworkLimits {
  readonly leastDistanceM?: number;
  readonly mostDistanceM?: number;
  readonly mostSlopeRad?: number;
  /** Every two eyes see each other over the terrain between them. */
  readonly lineOfSight?: boolean;
}

/** Two sites of a network. */
export interface NetworkLink {
  /** Numbers of the places. */
  readonly from: number;
  readonly to: number;
  readonly distanceM: number;
  /** Lowest clearance of the straight line between the eyes over the terrain; negative when they do not see each other. */
  readonly clearanceM: number;
}

export interface NetworkPlan {
  /** Numbers of the chosen places, rising. */
  readonly sites: readonly number[];
  /** Any site lit. */
  readonly lit: Windows;
  readonly sunAnyFraction: number;
  /** Mean over time of the best site's visible share of the disc. */
  readonly sunDiscMean: number;
  readonly longestDark: Window | null;
  readonly links: readonly NetworkLink[];
  /** Numbers of the best single places among those that keep the slope limit. */
  readonly bestSingle: { readonly light: number; readonly disc: number; readonly night: number };
  /** Bound and proof hold among the candidates handed in, not for every place of a region. `layers`: over how many the values of the search are summed. */
  readonly search: FoundSet & { readonly considered: number; readonly pairs: number; readonly layers: number };
}

interface NetworkPorts extends JobOptions {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
  /** Ends the search early: the best network so far is given, with the bound on what was not looked at. */
  readonly stop?: AbortSignal;
}

/** Skyline, light and slope of places, eclipses left out; about 0.7 s each for 19 years on one core. */
export function networkPlaces(eyes: readonly Eye[], goal: NetworkGoal, ports: NetworkPorts): Promise<NetworkPlace[]> {
  const { terrain, sky, runner, signal, progress } = ports;
  const levels = goal === 'disc' ? SHARE_LEVELS : 0;
  return runner.map(networkPlaceJob, eyes.map((eye) => ({ terrain, sky, eye, levels })), {
    ...(signal && { signal }),
    ...(progress && { progress: (done, total) => progress(done, total, 'light of the candidates') }),
  }); // prettier-ignore
}

/**
 * The best network of `sites` (1 to 6) of the places handed in, proved by branch and bound; see light-search.ts and night-search.ts. Places that are not among them are not known: how good the best network of a whole region
 * is depends on the choice of candidates (candidate-cells.ts).
 *
 * Of several equally good networks the one that the search meets first is given, always the same.
 * @throws InputError `NETWORK_SITES` for counts out of range, `NETWORK_NONE` when no network keeps the limits
 */
export async function planNetwork(
  places: readonly NetworkPlace[],
  sites: number,
  goal: NetworkGoal,
  limits: NetworkLimits,
  ports: NetworkPorts,
): Promise<NetworkPlan> {
  if (!(Number.isInteger(sites) && sites >= 1 && sites <= 6))
    throw new InputError('NETWORK_SITES', `${sites} sites`, { legal: 'a whole number, 1 to 6' });
  const { mostSlopeRad = Infinity } = limits;
  const level = [...places.keys()].filter((i) => !(places[i]!.slopeRad > mostSlopeRad));
  const kept = level.map((i) => places[i]!);
  const pairs = networkPairs(ports.terrain, kept, limits);
  const found = await search(kept, pairs, sites, goal, ports);
  if (found.places === null) throw none(places, level, pairs, sites, found.proved);
  const chosen = found.places.map((i) => level[i]!);
  const best = (value: (place: NetworkPlace) => number) => level.reduce((a, b) => (value(places[b]!) > value(places[a]!) ? b : a)); // prettier-ignore
  return {
    ...(await combinedLight(chosen.map((i) => places[i]!), ports)),
    sites: chosen,
    links: networkLinks(ports.terrain, places, chosen),
    bestSingle: {
      light: best((place) => place.sunAnyFraction),
      disc: best((place) => place.sunDiscMean),
      night: best((place) => -lastingS(place.longestDark)),
    },
    search: { ...found, places: chosen, considered: kept.length, pairs: countPairs(pairs), layers: goal === 'disc' ? SHARE_LEVELS : 1 },
  }; // prettier-ignore
}

/** Light of several places taken together. */
export async function combinedLight(
  eyes: readonly Eye[],
  { terrain, sky, runner, signal }: NetworkPorts,
): Promise<Pick<NetworkPlan, 'lit' | 'sunAnyFraction' | 'sunDiscMean' | 'longestDark'>> {
  const inputs = eyes.map((eye) => ({ terrain, sky, eye, levels: 0, withShare: true }));
  const lights = await runner.map(networkPlaceJob, inputs, signal === undefined ? {} : { signal });
  const lit = toWindows(lights.flatMap((light) => light.sunAny));
  const period: Window = [sky.fromEt, sky.toEt];
  return {
    lit,
    sunAnyFraction: totalS(lit) / (sky.toEt - sky.fromEt),
    sunDiscMean: meanShare(lights.map((light) => light.share!).reduce(bestShare)),
    longestDark: longest(complement(lit, period)),
  };
}

function search(
  places: readonly NetworkPlace[],
  pairs: Pairs,
  sites: number,
  goal: NetworkGoal,
  { sky, runner, stop, progress }: NetworkPorts,
): Promise<FoundSet> {
  const period: Window = [sky.fromEt, sky.toEt];
  const options = { ...(stop && { signal: stop }), ...(progress && { progress }) };
  if (goal === 'night') {
    const dark = places.map(({ sunAny }) => Float64Array.from(complement(sunAny, period).flat(), (et) => millis(period, et))); // prettier-ignore
    return shortestNight({ dark, pairs, sites }, millis(period, sky.toEt), runner, options);
  }
  const layers = places.map((place) => (goal === 'disc' ? place.shareLevels : [place.sunAny]));
  return mostLight(eventGrid(period, layers), pairs, sites, runner, options);
}

function networkPairs(terrain: Terrain, places: readonly Eye[], limits: NetworkLimits): Pairs {
  const { leastDistanceM = 0, mostDistanceM = Infinity, lineOfSight = false } = limits;
  const n = places.length;
  const pairs = new Uint8Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const distance = groundDistanceM(places[i]!, places[j]!);
      if (distance < leastDistanceM || distance > mostDistanceM) continue;
      if (lineOfSight && !(sightClearanceM(terrain, places[i]!, places[j]!) > 0)) continue;
      pairs[i * n + j] = pairs[j * n + i] = 1;
    }
  return pairs;
}

function networkLinks(terrain: Terrain, places: readonly Eye[], chosen: readonly number[]): NetworkLink[] {
  return chosen.flatMap((from, i) =>
    chosen.slice(i + 1).map((to) => ({
      from,
      to,
      distanceM: groundDistanceM(places[from]!, places[to]!),
      clearanceM: sightClearanceM(terrain, places[from]!, places[to]!),
    })),
  );
}

function none(
  places: readonly Eye[],
  level: readonly number[],
  pairs: Pairs,
  sites: number,
  proved: boolean,
): InputError {
  const facts = `${level.length} of ${places.length} candidates keep the slope limit, ${countPairs(pairs)} pairs of them the others`;
  return new InputError('NETWORK_NONE', `no network of ${sites} sites ${proved ? 'keeps the limits' : 'was found in time'}: ${facts}`, {
    remedy: 'Give more candidates, fewer sites or wider limits',
  }); // prettier-ignore
}

function countPairs(pairs: Pairs): number {
  return pairs.reduce((sum, may) => sum + may, 0) / 2;
}

function lastingS(window: Window | null): number {
  return window === null ? 0 : window[1] - window[0];
}
