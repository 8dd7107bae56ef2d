import { InputError } from '../../errors/index.ts';
import type { LeapSeconds } from '../../time/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { project, unproject } from '../ground/projection.ts';
import type { LunarSky } from '../light/light-sky.ts';
import { surveyRegion, type SurveyRegion } from '../site/site-region.ts';
import { cellAt, driveField, litCellNear, type DriveField, type DriveFieldOptions } from './drive-field.ts';
import type { SlopeLimits } from './drive-grid.ts';
import type { NoTraverse } from './no-traverse.ts';
import { joinedRecord, traverseRecord, type TraverseRecord } from './traverse-record.ts';
import { planTraverse } from './traverse.ts';
import type { Vehicle } from './vehicle.ts';

export type DrivePlace = readonly [latRad: number, lonRad: number];

/** A drive through places in their order. */
export interface DriveRequest {
  /** Start, places on the way, goal; radians. */
  readonly places: readonly DrivePlace[];
  readonly vehicle: Vehicle;
  readonly limits: SlopeLimits;
  readonly least: 'energy' | 'duration';
  /** Longest spell in the dark, seconds; 0: the drive stays in light. */
  readonly darkS: number;
  readonly departEt: number;
  readonly arriveByEt: number;
  readonly field?: Pick<DriveFieldOptions, 'litShare' | 'needEarth' | 'signal'>;
}

export interface DriveAnswer {
  /** All legs as one drive; null when a leg has no way. */
  readonly found: TraverseRecord | null;
  readonly why: NoTraverse | null;
  /** The leg that has no way, from 1; null when all have. */
  readonly leg: number | null;
  /** Ground and light of the last leg that was searched. */
  readonly field: DriveField;
}

const KIND = 'southPolarStereographic';
/** A place in the dark is taken for lit ground beside it, this many cells away at most: on a ridge one cell decides. */
export const BESIDE_CELLS = 3;
/** Squares wider than this are searched in cells of 40 m, others of 20 m. */
const FINE_SIZE_M = 12_000;

/**
 * The square of ground on which a drive through places is searched: unless told, 1.4 times their greatest distance and a kilometre wide, in cells of 20 m, or 40 m where it is wider than 12 km.
 *
 * @throws InputError `TRAVERSE_REGION` when it has less than 16 or more than 1024 cells along a side
 */
export function driveRegion(
  places: readonly DrivePlace[],
  size: { sizeM?: number; cellM?: number } = {},
): SurveyRegion {
  const on = places.map((place) => project(KIND, ...place));
  const [xs, ys] = [on.map(([x]) => x), on.map(([, y]) => y)];
  const apartM = Math.max(...on.flatMap(([x, y]) => on.map(([u, v]) => Math.hypot(x - u, y - v))));
  const sizeM = size.sizeM ?? Math.max(2000, 1.4 * apartM + 1000);
  const cellM = size.cellM ?? (sizeM > FINE_SIZE_M ? 40 : 20);
  if (sizeM / cellM > 1024 || sizeM / cellM < 16)
    throw new InputError('TRAVERSE_REGION', `${Math.round(sizeM / cellM)} cells along a side`, {
      where: '--cell',
      legal: '16 to 1024',
      remedy: `Take cells of ${Math.ceil(sizeM / 1024 / 5) * 5} m`,
    });
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return surveyRegion(...unproject(KIND, middle(xs), middle(ys)), sizeM, cellM);
}

/**
 * The drive leg by leg: each begins where, when and with what battery the one before ended, so that each is the best from there and the whole is best only when there is one leg.
 *
 * In a drive that stays in light, start and places are taken for lit cells at most {@link BESIDE_CELLS} cells beside them.
 * @throws as `driveField` and `planTraverse`
 */
export function driveThrough(
  terrain: Terrain,
  region: SurveyRegion,
  sky: LunarSky,
  request: DriveRequest,
  lsk: LeapSeconds,
): DriveAnswer {
  const { places, vehicle, limits, least, darkS, departEt, arriveByEt } = request;
  const records: TraverseRecord[] = [];
  let [fromEt, initialJ, at] = [departEt, vehicle.initialJ, -1];
  for (let leg = 1; ; leg++) {
    const field = driveField(terrain, region, sky, { ...request.field, fromEt, toEt: arriveByEt, heightM: vehicle.arrayHeightM }); // prettier-ignore
    const cell = (place: DrivePlace, ever: boolean) =>
      darkS > 0 ? cellAt(region, ...place) : litCellNear(field, cellAt(region, ...place), BESIDE_CELLS, ever);
    const start = leg === 1 ? cell(places[0]!, false) : at;
    const goal = cell(places[leg]!, true);
    const answer = planTraverse(field, { vehicle: { ...vehicle, initialJ }, start, goal, limits, least, darkS });
    if (answer.found === null) {
      // the light is sampled in whole steps: the last, begun one is not searched, but the time is what was allowed
      const why = 'withinS' in answer.why ? { ...answer.why, withinS: arriveByEt - fromEt } : answer.why;
      return { found: null, why, leg, field };
    }
    records.push(traverseRecord(field, answer.found, lsk));
    if (leg === places.length - 1) return { found: joinedRecord(records), why: null, leg: null, field };
    const last = answer.found.legs.at(-1)!;
    [fromEt, initialJ, at] = [last.arrivalEt, last.batteryJ, goal];
  }
}
