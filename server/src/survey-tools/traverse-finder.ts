import type { TraverseAnswer, TraverseQuery } from '@openilrs/api/contract';
import { InputError } from '@openilrs/core/errors';
import {
  cellAt,
  driveField,
  inWordsWhyNot,
  planTraverse,
  project,
  REFERENCE_VEHICLE,
  surveyRegion,
  traverseRecord,
  unproject,
  vehicleOf,
  vehicleSchema,
  type SurveyRegion,
  type TraverseRecord,
  type Vehicle,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { provenanceOf, skyOver, type ToolsWorld } from './tools-world.ts';

const DAY_S = 86_400;
const KIND = 'southPolarStereographic';
/** Longest side of the ground that is searched: cells of 40 m, some seconds. */
const MOST_SIZE_M = 25_000;

type Place = readonly [latRad: number, lonRad: number];
type Found = NonNullable<TraverseAnswer['found']>;

/**
 * The drive of least energy through two to six places, leg by leg: each starts when and with what battery the one before ended. In light (half of the disc in view from the array) but for
 * `darkH` at a stretch; by a rover of the size of VIPER.
 *
 * @throws InputError `TRAVERSE_REGION` when the places lie too far apart, and those of dates and kernels
 */
export function findTraverse(query: TraverseQuery, world: ToolsWorld): TraverseAnswer {
  const { ephemeris, terrain, missionFile } = world;
  const places = query.points.split(';').map((text): Place => {
    const [lat, lon] = text.split(',').map((part) => (Number(part) * Math.PI) / 180) as [number, number];
    if (lat >= -Math.PI / 2 && lat <= (-80 / 180) * Math.PI && Math.abs(lon) <= 2 * Math.PI) return [lat, lon];
    throw new InputError('TRAVERSE_POINT', `"${text}" is no place near the south pole`, {
      where: 'points',
      legal: 'latitude -90 to -80, longitude -360 to 360, degrees',
    });
  });
  const region = regionAround(places);
  const lsk = ephemeris.leapSeconds;
  const vehicle = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));
  const startEt = utcToEt(lsk, query.departUtc);
  const endEt = startEt + query.withinDays * DAY_S;
  const sky = skyOver(world, startEt, endEt);
  const limit = (query.slopeDeg * Math.PI) / 180;
  const legs: TraverseRecord[] = [];
  let [departEt, batteryJ] = [startEt, vehicle.initialJ];
  let because: string | null = null;
  for (let i = 0; i + 1 < places.length && because === null; i++) {
    const field = driveField(terrain, region, sky, { fromEt: departEt, toEt: endEt, heightM: vehicle.arrayHeightM });
    const answer = planTraverse(field, {
      vehicle: { ...vehicle, initialJ: batteryJ },
      start: cellAt(region, ...places[i]!),
      goal: cellAt(region, ...places[i + 1]!),
      limits: { alongRad: limit, acrossRad: limit },
      least: 'energy',
      darkS: 3600 * query.darkH,
    });
    if (answer.found === null) because = inWordsWhyNot(answer.why, lsk);
    else {
      legs.push(traverseRecord(field, answer.found, lsk));
      const last = answer.found.legs.at(-1)!;
      [departEt, batteryJ] = [last.arrivalEt, last.batteryJ];
    }
  }
  const points = query.points.split(';');
  const command = `ilrs traverse ${missionFile} --from-point ${points[0]} --to-point ${points.at(-1)} --depart ${query.departUtc} --within ${query.withinDays} --slope-limit ${query.slopeDeg} --dark ${query.darkH}`;
  return {
    found: because === null ? joined(legs) : null,
    because,
    leg: because === null ? null : legs.length + 1,
    cellM: region.grid.step,
    vehicle: factsOf(vehicle),
    provenance: provenanceOf(world, command),
  };
}

/** A square of the map around the places, with half a kilometre and a fifth of their spread to spare. */
function regionAround(places: readonly Place[]): SurveyRegion {
  const on = places.map((place) => project(KIND, ...place));
  const [xs, ys] = [on.map(([x]) => x), on.map(([, y]) => y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const sizeM = Math.max(2000, 1.4 * Math.max(right - left, high - low) + 1000);
  if (sizeM > MOST_SIZE_M)
    throw new InputError('TRAVERSE_REGION', `the places lie ${((sizeM - 1000) / 1400).toFixed(1)} km apart`, {
      where: 'points',
      legal: `at most ${((MOST_SIZE_M - 1000) / 1400).toFixed(0)} km`,
      remedy: 'Choose places nearer to each other',
    });
  const centre = unproject(KIND, (left + right) / 2, (low + high) / 2);
  return surveyRegion(...centre, sizeM, sizeM > 8000 ? 40 : 20);
}

/** The legs as one drive. */
function joined(legs: readonly TraverseRecord[]): Found {
  const sum = (value: (leg: TraverseRecord) => number) => legs.reduce((total, leg) => total + value(leg), 0);
  const [first, last] = [legs[0]!, legs.at(-1)!];
  const points: Found['points'] = [];
  let distanceM = 0;
  for (const leg of legs)
    for (const [i, point] of leg.points.entries()) {
      const before = leg.points[i - 1];
      if (before !== undefined) distanceM += Math.hypot(point.xM - before.xM, point.yM - before.yM);
      if (i === 0 && points.length > 0) points.pop(); // the end of the leg before
      points.push({ ...point, distanceM: Math.round(distanceM) });
    }
  return {
    departUtc: first.departUtc,
    arriveUtc: last.arriveUtc,
    durationH: sum(({ durationH }) => durationH),
    driveH: sum(({ driveH }) => driveH),
    distanceM: sum((leg) => leg.distanceM),
    energyWh: sum(({ energyWh }) => energyWh),
    lowestBatteryWh: Math.min(...legs.map(({ lowestBatteryWh }) => lowestBatteryWh)),
    longestDarkH: Math.max(...legs.map(({ longestDarkH }) => longestDarkH)),
    steepestDeg: Math.max(...legs.map(({ steepestDeg }) => steepestDeg)),
    points,
  };
}

function factsOf({ name, massKg, speedMPerS, batteryJ, arrayW }: Vehicle): TraverseAnswer['vehicle'] {
  return { name, massKg, speedMPerS, batteryWh: batteryJ / 3600, arrayW };
}
