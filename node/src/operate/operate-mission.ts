import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import {
  deliveredStation,
  operate,
  programmeFor,
  programmeRequests,
  SOFTWARE,
  stationEnvironment,
  type ExtraFault,
  type OperateInput,
  type OperateOptions,
  type OperateOutput,
  type Place,
  type SurveyResult,
} from '@openilrs/core/mission';
import { etToUtc } from '@openilrs/core/time';
import { constructMission } from '../construct/index.ts';
import type { MissionOnDisk, OpenWorld } from '../mission/index.ts';

/** A mission ready to be operated: what does not change with the seed or with added faults, so that it is made once. */
export type PreparedOperations = Omit<OperateInput, 'seed' | 'extraFaults' | 'provenance'> & {
  readonly onDisk: MissionOnDisk;
};

export interface RunOptions extends OperateOptions {
  /** Default: that of the mission file. */
  readonly seed?: number;
  readonly extraFaults?: readonly ExtraFault[];
}

/**
 * The site of a run: the place that the mission file fixes, or the one that the survey in the run folder has chosen; null when there is none yet.
 *
 * @throws InputError `SURVEY_RESULT` when the survey's result cannot be read
 */
export function siteOfRun({ mission }: Pick<MissionOnDisk, 'mission'>, runDir: string | undefined): Place | null {
  const { site } = mission.survey;
  if (site !== 'choose') return placeOf(site);
  const file = runDir === undefined ? undefined : join(runDir, 'survey', 'survey.json');
  if (file === undefined || !existsSync(file)) return null;
  try {
    return placeOf((JSON.parse(readFileSync(file, 'utf8')) as SurveyResult).site);
  } catch (cause) {
    throw new InputError('SURVEY_RESULT', 'is not a survey result', {
      where: file,
      remedy: 'Run the survey again',
      cause,
    });
  }
}

export function placeOf({ latDeg, lonDeg }: { readonly latDeg: number; readonly lonDeg: number }): Place {
  return { latRad: (latDeg * Math.PI) / 180, lonRad: (lonDeg * Math.PI) / 180 };
}

/**
 * Light, contacts and requests of a mission at a site, for the station that has been delivered by the start of the mission.
 *
 * @throws InputError for a proposal that the station cannot serve, an unknown ground station, terrain or kernels that do not cover the mission
 */
export function prepareOperations(onDisk: MissionOnDisk, world: OpenWorld, site: Place): PreparedOperations {
  const { programme: declared, mission } = onDisk.mission;
  const { startEt, endEt, ephemeris } = world;
  const { station, missing } = deliveredStation(onDisk.mission.station, constructMission(onDisk).deliveredBy);
  const { programme, left } = programmeFor(declared, missing);
  return {
    onDisk,
    missionId: mission.id,
    station,
    requests: programmeRequests(programme, station, startEt, endEt),
    notOffered: left.map(({ proposal, reason }) => ({ requestId: proposal, reason })),
    environment: stationEnvironment(world, station, site, startEt, endEt).environment,
    utc: (et) => etToUtc(ephemeris.leapSeconds, et, 0),
  };
}

/** Lets the station live through the mission; writes nothing. */
export function runOperations(prepared: PreparedOperations, options: RunOptions = {}): Promise<OperateOutput> {
  const { onDisk, ...input } = prepared;
  const { seed = onDisk.mission.mission.seed, extraFaults = [], ...rest } = options;
  const provenance = {
    software: SOFTWARE,
    command: `ilrs operate ${onDisk.name} --seed ${seed}`,
    seed,
    inputs: { [onDisk.name]: onDisk.sha256 },
  };
  const pause = rest.pause ?? (() => new Promise<void>((resolve) => setImmediate(resolve)));
  return operate({ ...input, seed, extraFaults, provenance }, { ...rest, pause });
}
