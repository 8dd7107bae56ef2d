import type { Ephemeris } from '@openilrs/core/ephemeris';
import {
  horizonAt,
  lightAt,
  lunarSky,
  nearestNode,
  tabulateSky,
  type HorizonOptions,
  type LunarSky,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import type { PublishedEye } from './eyes.ts';
import { asPublished } from './reading.ts';

/** What one choice of ours, made another way, does to points: `sunDiscMean` minus that of the reading of `reading.ts`, percentage points. */
export interface OwnChoice {
  readonly words: string;
  readonly changePts: readonly number[];
}

const DEGREE = Math.PI / 180;

/** Choices of this engine that are not the terrain's heights: each is changed alone. `eyes` of one period. */
export function ownChoices(terrain: Terrain, ephemeris: Ephemeris, eyes: readonly PublishedEye[]): OwnChoice[] {
  const [from, to] = eyes[0]!.period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
  const places = eyes.map(({ latDeg, lonDeg, ...rest }) => ({ at: [latDeg * DEGREE, lonDeg * DEGREE] as const, ...rest })); // prettier-ignore
  const grounds = places.map(({ at, cellM }) => asPublished(terrain, ...at, cellM));
  const light = (i: number, over: Change) => {
    const { at, heightM } = places[i]!;
    const { ground = grounds[i]!, under = at, seen = sky, options = {}, eclipses = false, raisedM = 0 } = over;
    const profile = horizonAt(ground, ...under, heightM + raisedM, options);
    return 100 * lightAt(profile, seen, seen.fromEt, seen.toEt, { eclipses }).sunDiscMean;
  };
  const plain = places.map((_, i) => light(i, {}));
  const choice = (words: string, change: (i: number) => Change, beside?: Change): OwnChoice => ({
    words,
    changePts: plain.map((value, i) => light(i, change(i)) - (beside === undefined ? value : light(i, beside))),
  });
  const end = Math.min(to, utcToEt(ephemeris.leapSeconds, '2030-01-01'));
  const [de421, de440] = ['MOON_ME_DE421', 'MOON_ME_DE440_ME421'].map((frame) => lunarSky(ephemeris, frame, from, end)) as [LunarSky, LunarSky]; // prettier-ignore
  const sun = (correction: string, frame = 'MOON_ME_DE421') =>
    tabulateSky(ephemeris.tracker('SUN', 'MOON', frame, correction), ephemeris.tracker('EARTH', 'MOON', frame, correction), from, to); // prettier-ignore
  return [
    choice('ground of the bundled grid (10 m), not of the published cells', () => ({ ground: terrain })),
    choice('the same, at the nearest node of that grid', (i) => ({ ground: terrain, under: nearestNode(terrain, ...places[i]!.at) })), // prettier-ignore
    choice('half a metre more height (another definition of the eye)', () => ({ raisedM: 0.5 })),
    choice('1440 directions instead of 720', () => ({ options: { azimuths: 1440 } })),
    choice('frame MOON_ME_DE440_ME421 (until 2030, where its kernel ends)', () => ({ seen: de440 }), { seen: de421 }),
    choice('frame MOON_PA_DE421 (principal axes, wrong for maps)', () => ({ seen: sun('LT+S', 'MOON_PA_DE421') })),
    choice('geometric Sun, neither light time nor aberration', () => ({ seen: sun('NONE') })),
    choice('radius of the Sun 696,342 km (+0.09 %) instead of 695,700', () => ({ seen: nearer(sky, 695_700 / 696_342) })), // prettier-ignore
    choice('eclipses by the Earth counted', () => ({ eclipses: true })),
  ];
}

interface Change {
  readonly ground?: Terrain;
  readonly under?: readonly [number, number];
  readonly seen?: LunarSky;
  readonly options?: HorizonOptions;
  readonly eclipses?: boolean;
  readonly raisedM?: number;
}

/** The same sky with the Sun nearer, so that its disc is larger; its direction from a place changes by less than 1e-8 rad. */
function nearer(sky: LunarSky, share: number): LunarSky {
  return { ...sky, sun: { ...sky.sun, xyzM: sky.sun.xyzM.map((x) => x * share) } };
}
