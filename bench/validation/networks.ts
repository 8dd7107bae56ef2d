import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  anyOf,
  candidateCells,
  lunarSky,
  mobileLight,
  nearestNode,
  networkPlaces,
  planNetwork,
  surveyRegion,
  type Eye,
  type LunarSky,
  type MobileLight,
  type NetworkPlace,
  type NetworkPlan,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt, type Window, type Windows } from '@openilrs/core/time';
import published from '../../test/reference/terrain/published-networks.json' with { type: 'json' };

type PublishedRow = (typeof published.rows)[number];
type PlaceName = keyof typeof published.places;

/** Share of time with any site lit, and the longest spell without. */
export interface Combined {
  readonly pct: number;
  readonly darkH: number;
}

/** A published figure beside the same sites on the bundled terrain, read in three ways. */
export interface NetworkRow {
  readonly row: PublishedRow;
  /** Nearest node of the terrain (and within reach of it). */
  readonly node: Combined;
  /** Any node within the 100 m pixel, as images see it (and within reach of the pixel). */
  readonly pixel: Combined | null;
  /** Brightest node within {@link SEARCH_M}: where one would have put the station on this terrain. */
  readonly best: Combined | null;
  /** From masts of 10 m, which no single cell decides. */
  readonly mast: Combined;
}

/** A network found by the search itself, on this terrain. */
export interface FoundNetwork {
  readonly words: string;
  readonly heightM: number;
  readonly plan: NetworkPlan;
  readonly places: readonly NetworkPlace[];
}

export interface NetworkValidation {
  readonly rows: readonly NetworkRow[];
  readonly found: readonly FoundNetwork[];
}

export const SEARCH_M = 500;
const PIXEL_M = 50;
const TRIED = 8;
const DEGREE = Math.PI / 180;

interface Ports {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
}

export async function networkValidation(
  terrain: Terrain,
  ephemeris: Ephemeris,
  runner: JobRunner,
  say: (line: string) => void,
): Promise<NetworkValidation> {
  const [from, to] = published.period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const ports = { terrain, sky: lunarSky(ephemeris, 'MOON_ME_DE421', from, to), runner };
  const light = new Map<PlaceName, SiteLight>();
  for (const name of Object.keys(published.places) as PlaceName[]) {
    light.set(name, await siteLight(name, ports));
    say(`networks: ${name}`);
  }
  const rows = published.rows.map((row) => compared(row, light, [from, to]));
  const found = [];
  for (const heightM of [0, 2, 10]) found.push(await search(heightM, ports));
  return { rows, found };
}

/** Windows of a site, read in every way that a row may ask for. */
interface SiteLight {
  readonly node: readonly MobileLight[];
  readonly area: readonly MobileLight[];
  readonly best: readonly MobileLight[];
  readonly mast: readonly MobileLight[];
}

/** Reaches that are worked out: the place, its pixel, the pixel and 100 m, 100 m. */
const REACHES_M = [0, PIXEL_M, 100, PIXEL_M + 100];
const AREA_M = Math.sqrt(4e6 / Math.PI);

async function siteLight(name: PlaceName, ports: Ports): Promise<SiteLight> {
  const { latDeg, lonDeg } = published.places[name];
  const [latRad, lonRad] = nearestNode(ports.terrain, latDeg * DEGREE, lonDeg * DEGREE);
  const best = await bestNear({ latRad, lonRad, heightM: 0 }, ports);
  return {
    node: await mobileLight({ latRad, lonRad, heightM: 0 }, REACHES_M, ports),
    area: await mobileLight({ latRad, lonRad, heightM: 0 }, [AREA_M], ports, 11),
    best: await mobileLight(best, [0, 100], ports),
    mast: await mobileLight({ latRad, lonRad, heightM: 10 }, [0, 100], ports),
  };
}

/** The best of a node and of those at the {@link TRIED} brightest cells of 20 m around it, by exact skylines. */
async function bestNear(node: Eye, ports: Ports): Promise<Eye> {
  const region = surveyRegion(node.latRad, node.lonRad, 2 * SEARCH_M, 20);
  const options = { heightM: 0, count: TRIED, spacingM: 0, mostSlopeRad: Math.PI / 2, directions: 720 };
  const places = await networkPlaces([node, ...(await candidateCells(region, options, ports))], 'light', ports);
  return places.reduce((a, b) => (b.sunAnyFraction > a.sunAnyFraction ? b : a));
}

function compared(row: PublishedRow, light: ReadonlyMap<PlaceName, SiteLight>, period: Window): NetworkRow {
  const sites = row.places.map((name) => light.get(name as PlaceName)!);
  const union = (windows: readonly Windows[]): Combined => {
    const { sunAnyFraction, longestDark } = anyOf(windows, period);
    return { pct: 100 * sunAnyFraction, darkH: longestDark === null ? 0 : (longestDark[1] - longestDark[0]) / 3600 };
  };
  const within = (lights: readonly MobileLight[], radiusM: number) =>
    lights.find((one) => one.radiusM === radiusM)!.lit;
  if (row.areaKm2 !== undefined) {
    const area = union(sites.map((site) => site.area[0]!.lit));
    return { row, node: area, pixel: null, best: null, mast: union(sites.map((site) => within(site.mast, 100))) };
  }
  const reach = row.withinM!;
  return {
    row,
    node: union(sites.map((site) => within(site.node, reach))),
    pixel: union(sites.map((site) => within(site.node, reach + PIXEL_M))),
    best: union(sites.map((site) => within(site.best, reach))),
    mast: union(sites.map((site) => within(site.mast, reach))),
  };
}

/** The best three sites on the rim of Shackleton and the ridge, no two more than 5 km apart: the planner asked what the paper answered by hand. */
async function search(heightM: number, ports: Ports): Promise<FoundNetwork> {
  const region = surveyRegion(-89.74 * DEGREE, 201.2 * DEGREE, 8000, 40);
  const options = { heightM, count: 40, spacingM: 300, mostSlopeRad: 15 * DEGREE, directions: 720 };
  const eyes: Eye[] = await candidateCells(region, options, ports);
  const places = await networkPlaces(eyes, 'light', ports);
  const plan = await planNetwork(places, 3, 'light', { mostDistanceM: 5000 }, ports);
  return { words: `40 candidates of 8 x 8 km about station 2, at most 5 km apart`, heightM, plan, places };
}
