import type { TraverseAnswer, TraverseQuery } from '@openilrs/api/contract';
import { InputError } from '@openilrs/core/errors';
import {
  driveRegion,
  driveThrough,
  inWordsWhyNot,
  REFERENCE_VEHICLE,
  vehicleOf,
  vehicleSchema,
  type DrivePlace,
  type NoTraverse,
  type SurveyRegion,
  type TraverseRecord,
  type Vehicle,
} from '@openilrs/core/terrain';
import { etToUtc, utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { provenanceOf, skyOver, type ToolsWorld } from './tools-world.ts';

const DAY_S = 86_400;
/** Longest side of the ground that is searched: cells of 40 m, some seconds. */
const MOST_SIZE_M = 25_000;

/**
 * The drive of least energy through two to six places, leg by leg: each starts when and with what battery the one before ended. In light (half of the disc in view from the array) but for
 * `darkH` at a stretch; by a rover of the size of VIPER. The answer names the command that makes the same drive.
 *
 * @throws InputError `TRAVERSE_REGION` when the places lie too far apart, and those of dates and kernels
 */
export function findTraverse(query: TraverseQuery, world: ToolsWorld): TraverseAnswer {
  const { ephemeris, terrain } = world;
  const places = query.points.split(';').map((text): DrivePlace => {
    const [lat, lon] = text.split(',').map((part) => (Number(part) * Math.PI) / 180) as [number, number];
    if (lat >= -Math.PI / 2 && lat <= (-80 / 180) * Math.PI && Math.abs(lon) <= 2 * Math.PI) return [lat, lon];
    throw new InputError('TRAVERSE_POINT', `"${text}" is no place near the south pole`, {
      where: 'points',
      legal: 'latitude -90 to -80, longitude -360 to 360, degrees',
    });
  });
  const region = regionOf(places);
  const lsk = ephemeris.leapSeconds;
  const vehicle = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));
  const departEt = utcToEt(lsk, query.departUtc);
  const arriveByEt = departEt + query.withinDays * DAY_S;
  const sky = skyOver(world, departEt, arriveByEt);
  const limitRad = (query.slopeDeg * Math.PI) / 180;
  const limits = { alongRad: limitRad, acrossRad: limitRad };
  const request = { places, vehicle, limits, least: 'energy', darkS: 3600 * query.darkH, departEt, arriveByEt } as const; // prettier-ignore
  const { found, why, leg } = driveThrough(terrain, region, sky, request, lsk);
  return {
    found: found === null ? null : shownOf(found),
    why: why === null ? null : reasonOf(why, lsk),
    because: why === null ? null : inWordsWhyNot(why, lsk),
    leg,
    cellM: region.grid.step,
    vehicle: factsOf(vehicle),
    provenance: provenanceOf(world, commandOf(query, world)),
  };
}

/** The reason in the units of the contract; a slope limit is rounded up, for one rounded down would open nothing. */
function reasonOf(why: NoTraverse, lsk: LeapSeconds): NonNullable<TraverseAnswer['why']> {
  switch (why.reason) {
    case 'slope': {
      const { opensAtRad } = why;
      return {
        reason: 'slope',
        opensAtDeg: opensAtRad === null ? null : Math.ceil((opensAtRad * 1800) / Math.PI) / 10,
      };
    }
    case 'darkness': {
      const { reason, startDark, startLitEt, needsDarkS, withinS } = why;
      const startLitUtc = startLitEt === null ? null : etToUtc(lsk, startLitEt, 0);
      const needsDarkH = needsDarkS === null ? null : needsDarkS / 3600;
      return { reason, startDark, startLitUtc, needsDarkH, withinDays: withinS / DAY_S };
    }
    case 'battery':
      return { reason: 'battery', needsWh: why.needsJ / 3600 };
    case 'earthView':
      return why;
    case 'time':
      return { reason: 'time', withinDays: why.withinS / DAY_S };
    case 'tooLarge':
      return { reason: 'tooLarge', states: why.labels };
  }
}

function shownOf({ waitH: _, search: __, points, ...drive }: TraverseRecord): NonNullable<TraverseAnswer['found']> {
  return { ...drive, points: [...points] };
}

function commandOf(query: TraverseQuery, { missionFile }: ToolsWorld): string {
  const points = query.points.split(';');
  const via = points.length > 2 ? ` '--via=${points.slice(1, -1).join(';')}'` : '';
  return `ilrs traverse ${missionFile} --from-point=${points[0]}${via} --to-point=${points.at(-1)} --depart ${query.departUtc} --within ${query.withinDays} --slope-limit ${query.slopeDeg} --dark ${query.darkH}`;
}

function regionOf(places: readonly DrivePlace[]): SurveyRegion {
  const region = driveRegion(places);
  const sizeM = region.grid.columns * region.grid.step;
  if (sizeM <= MOST_SIZE_M) return region;
  throw new InputError('TRAVERSE_REGION', `the places lie ${((sizeM - 1000) / 1400).toFixed(1)} km apart`, {
    where: 'points',
    legal: `at most ${((MOST_SIZE_M - 1000) / 1400).toFixed(0)} km`,
    remedy: 'Choose places nearer to each other',
  });
}

function factsOf({ name, massKg, speedMPerS, batteryJ, arrayW }: Vehicle): TraverseAnswer['vehicle'] {
  return { name, massKg, speedMPerS, batteryWh: batteryJ / 3600, arrayW };
}
