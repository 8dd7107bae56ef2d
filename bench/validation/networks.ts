import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  anyOf,
  candidateCells,
  lunarSky,
  mobileNetwork,
  networkPlaces,
  planNetwork,
  surveyRegion,
  type LunarSky,
  type MobileLight,
  type NetworkPlace,
  type NetworkPlan,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt, type Window } from '@openilrs/core/time';
import published from '../../test/reference/terrain/published-networks.json' with { type: 'json' };
import { keyOf, spreadOf, type PublishedEye, type ReadEyes, type Spread } from './eyes.ts';
import { asPublished } from './reading.ts';

type PublishedRow = (typeof published.rows)[number];
type PlaceName = keyof typeof published.places;

/** A published figure beside the same sites here: share of time with any site lit, and the longest spell without. */
export interface NetworkRow {
  readonly row: PublishedRow;
  readonly herePct: number;
  readonly darkH: number;
  /** Null for arrays that move and for areas: each clone would cost hundreds of skylines. */
  readonly spread: Spread | null;
}

/** What one more site brings, published and here, points of time. */
export interface Gain {
  readonly words: string;
  readonly published: number;
  readonly here: number;
  readonly spread: Spread | null;
}

/** A network found by the search itself, on this terrain. */
export interface FoundNetwork {
  readonly heightM: number;
  readonly plan: NetworkPlan;
  readonly places: readonly NetworkPlace[];
}

export interface NetworkValidation {
  readonly rows: readonly NetworkRow[];
  readonly gains: readonly Gain[];
  readonly found: readonly FoundNetwork[];
}

/** Pixels of the images that the figures were counted in. */
const PIXEL_M = 100;
const DEGREE = Math.PI / 180;

const eyeOf = (name: string): PublishedEye => {
  const { latDeg, lonDeg } = published.places[name as PlaceName];
  return { latDeg, lonDeg, heightM: 0, cellM: PIXEL_M, period: published.period };
};

/** The five sites, in the reading of `reading.ts`. */
export const NETWORK_EYES: readonly PublishedEye[] = Object.keys(published.places).map(eyeOf);

export async function networkValidation(
  read: ReadEyes,
  terrain: Terrain,
  ephemeris: Ephemeris,
  runner: JobRunner,
  say: (line: string) => void,
): Promise<NetworkValidation> {
  const [from, to] = published.period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const ports = { terrain, sky: lunarSky(ephemeris, 'MOON_ME_DE421', from, to), runner };
  const rows: NetworkRow[] = [];
  for (const row of published.rows) {
    rows.push(await compared(row, read, ports));
    say(`networks: ${row.places.join(' + ')}, ${rows.at(-1)!.herePct.toFixed(1)} %, published ${row.valuePct} %`);
  }
  const found = [];
  for (const heightM of [0, 2, 10]) found.push(await search(heightM, ports));
  return { rows, gains: gainsOf(rows, read, [from, to]), found };
}

interface Ports {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
}

function litPct(lights: readonly NetworkPlace[], period: Window): number {
  return 100 * anyOf(lights.map(({ sunAny }) => sunAny), period).sunAnyFraction; // prettier-ignore
}

async function compared(row: PublishedRow, read: ReadEyes, ports: Ports): Promise<NetworkRow> {
  const period: Window = [ports.sky.fromEt, ports.sky.toEt];
  const eyes = row.places.map(eyeOf);
  const reachM = row.areaKm2 === undefined ? row.withinM! : Math.sqrt((1e6 * row.areaKm2) / Math.PI);
  if (reachM === 0) {
    const lights = eyes.map((eye) => read.nominal.get(keyOf(eye))!);
    const light = anyOf(lights.map(({ sunAny }) => sunAny), period); // prettier-ignore
    return { ...summary(row, light), spread: spreadOf(read, eyes, (some) => litPct(some, period), row.valuePct) };
  }
  const lights = [];
  for (const { latDeg, lonDeg } of eyes) {
    const [latRad, lonRad] = [latDeg * DEGREE, lonDeg * DEGREE];
    const terrain = asPublished(ports.terrain, latRad, lonRad, PIXEL_M);
    lights.push(...(await mobileNetwork([{ latRad, lonRad, heightM: 0 }], [reachM], { ...ports, terrain })));
  }
  return { ...summary(row, anyOf(lights.map(({ lit }) => lit), period)), spread: null }; // prettier-ignore
}

function summary(row: PublishedRow, { sunAnyFraction, longestDark }: Omit<MobileLight, 'radiusM' | 'cells'>) {
  const darkH = longestDark === null ? 0 : (longestDark[1] - longestDark[0]) / 3600;
  return { row, herePct: 100 * sunAnyFraction, darkH };
}

/** What a planner must get right whatever the terrain: how much a second and a third site and mobility bring. */
function gainsOf(rows: readonly NetworkRow[], read: ReadEyes, period: Window): Gain[] {
  const of = (sites: readonly string[], withinM = 0) =>
    rows.find(({ row }) => row.places.join() === sites.join() && row.withinM === withinM && row.areaKm2 === undefined)!;
  const gain = (words: string, from: readonly string[], to: readonly string[], withinM = 0): Gain => {
    const [a, b] = [of(from), of(to, withinM)];
    const known = b.row.valuePct - a.row.valuePct;
    const added = (lights: readonly NetworkPlace[]) => litPct(lights, period) - litPct(lights.filter((_, i) => from.includes(to[i]!)), period); // prettier-ignore
    const spread = withinM > 0 ? null : spreadOf(read, to.map(eyeOf), added, known);
    return { words, published: known, here: b.herePct - a.herePct, spread };
  };
  const three = ['S28', 'S30', 'S33'];
  return [
    gain('second site: station 2 beside 1', ['S28'], ['S28', 'S30']),
    gain('second site: station 1 beside 2', ['S30'], ['S28', 'S30']),
    gain('second site: station 3 beside 2', ['S30'], ['S30', 'S33']),
    gain('third site: station 3 beside 1 and 2', ['S28', 'S30'], three),
    gain('second site of the ridge pair', ['S46'], ['S46', 'R']),
    gain('100 m mobility of all three', three, three, PIXEL_M),
    gain('100 m mobility of the ridge pair', ['S46', 'R'], ['S46', 'R'], PIXEL_M),
  ];
}

/** The best three sites on the rim of Shackleton and the ridge, no two more than 5 km apart: the planner asked what the paper answered by hand. */
async function search(heightM: number, ports: Ports): Promise<FoundNetwork> {
  const region = surveyRegion(-89.74 * DEGREE, 201.2 * DEGREE, 8000, 40);
  const options = { heightM, count: 40, spacingM: 300, mostSlopeRad: 15 * DEGREE, directions: 720 };
  const eyes = await candidateCells(region, options, ports);
  const places = await networkPlaces(eyes, 'light', ports);
  const plan = await planNetwork(places, 3, 'light', { mostDistanceM: 5000 }, ports);
  return { heightM, plan, places };
}
