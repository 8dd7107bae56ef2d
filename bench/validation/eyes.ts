import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  cloneTerrain,
  errorsOf,
  lunarSky,
  networkPlaceJob,
  type LunarSky,
  type NetworkPlace,
  type Terrain,
  type VerticalErrors,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { asPublished } from './reading.ts';

/** A published eye: where, how high, over ground of which cells, and in which period. */
export interface PublishedEye {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly cellM: number;
  readonly period: readonly string[];
}

/** Light of eyes, found by {@link lightOf}; and the same on each noise clone of the terrain that was asked for it. */
export interface ReadEyes {
  readonly nominal: ReadonlyMap<string, NetworkPlace>;
  readonly clones: readonly ReadonlyMap<string, NetworkPlace>[];
}

/** Clones for eyes on masts, which have a target, and for those on the ground, which have none: a percentile is known to 1 in 20 and 1 in 8. */
export const CLONES = { mast: 20, ground: 8 };
export const SEED = 1;

const DEGREE = Math.PI / 180;
/** The places lie within 60 km of the pole; noise is wanted around all of them. */
const AROUND = { latRad: -Math.PI / 2, lonRad: 0, radiusM: 60_000 };

export function keyOf({ latDeg, lonDeg, heightM, cellM, period }: PublishedEye): string {
  return [latDeg, lonDeg, heightM, cellM, ...period].join();
}

/** Exact skylines and light of all eyes on the terrain and on its clones, eclipses left out as published. */
export async function readEyes(
  all: readonly PublishedEye[],
  terrain: Terrain,
  errors: VerticalErrors,
  ephemeris: Ephemeris,
  runner: JobRunner,
  say: (line: string) => void,
): Promise<ReadEyes> {
  const eyes = [...new Map(all.map((eye) => [keyOf(eye), eye])).values()];
  const skies = new Map<string, LunarSky>();
  const skyOf = (period: readonly string[]): LunarSky => {
    const key = period.join();
    const [from, to] = period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
    const sky = skies.get(key) ?? lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
    skies.set(key, sky);
    return sky;
  };
  const read = async (some: readonly PublishedEye[], ground: Terrain) => {
    const inputs = some.map((eye) => {
      const [latRad, lonRad] = [eye.latDeg * DEGREE, eye.lonDeg * DEGREE];
      const seen = asPublished(ground, latRad, lonRad, eye.cellM);
      return { terrain: seen, sky: skyOf(eye.period), eye: { latRad, lonRad, heightM: eye.heightM }, levels: 0 };
    });
    const places = await runner.map(networkPlaceJob, inputs);
    return new Map(some.map((eye, i) => [keyOf(eye), places[i]!]));
  };
  const nominal = await read(eyes, terrain);
  const clones = [];
  for (let clone = 0; clone < CLONES.mast; clone++) {
    const some = eyes.filter(({ heightM }) => clone < CLONES.ground || heightM > 0);
    const noisy = cloneTerrain(terrain, errorsOf(terrain, errors), SEED, clone, AROUND).map((dem, i) =>
      dem === terrain[i] ? dem : { ...dem, values: shared(dem.values as Float32Array) },
    );
    clones.push(await read(some, noisy));
    say(`clone ${clone + 1} of ${CLONES.mast}: ${some.length} eyes`);
  }
  return { nominal, clones };
}

function shared(values: Float32Array): Float32Array {
  const out = new Float32Array(new SharedArrayBuffer(values.byteLength));
  out.set(values);
  return out;
}

/** Where a published value lies among those of the clones. */
export interface Spread {
  readonly clones: number;
  /** 5th and 95th percentile of the clones. */
  readonly low: number;
  readonly high: number;
  /** Percentile of the published value: the share of clones below it, percent. */
  readonly percentile: number;
}

/** A value worked out of the light of eyes, on every clone that has them all. */
export function spreadOf(
  { clones }: ReadEyes,
  eyes: readonly PublishedEye[],
  value: (lights: readonly NetworkPlace[]) => number,
  published: number,
): Spread {
  const values = clones
    .filter((clone) => eyes.every((eye) => clone.has(keyOf(eye))))
    .map((clone) => value(eyes.map((eye) => clone.get(keyOf(eye))!)))
    .sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))]!;
  const below = values.filter((one) => one < published).length + values.filter((one) => one === published).length / 2;
  return { clones: values.length, low: at(0.05), high: at(0.95), percentile: (100 * below) / values.length };
}

/** What a spread says of a difference. */
export function inWords({ percentile, clones }: Spread): string {
  if (percentile >= 5 && percentile <= 95)
    return `the declared error of the terrain covers it: published value at percentile ${percentile.toFixed(0)} of ${clones} clones`;
  return `the declared error of the terrain does not cover it: published value at percentile ${percentile.toFixed(0)} of ${clones} clones`;
}
