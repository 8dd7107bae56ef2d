import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { AUTONOMY_PARTS, monitorsOf, type AutonomyOptions } from '@openilrs/core/autonomy';
import {
  deliveredStation,
  operate,
  programmeFor,
  programmeRequests,
  recordTelemetry,
  SOFTWARE,
  stationEnvironment,
  type ExtraFault,
  type OperateInput,
  type OperateOptions,
  type OperateOutput,
  type OperateSummary,
  type PlanOrder,
  type Place,
  type SurveyResult,
} from '@openilrs/core/mission';
import { telemetryParameters } from '@openilrs/core/station';
import { etToUtc, utcToEt } from '@openilrs/core/time';
import { constructMission, readRouteMap } from '../construct/index.ts';
import { missionUpperBound } from '../optimise/index.ts';
import {
  groundStationsInput,
  missionInCommand,
  missionInputs,
  namedInputs,
  outInCommand,
  refusedInFile,
  type Inputs,
  type MissionOnDisk,
  type OpenWorld,
} from '../mission/index.ts';

/** Where a station stands, in degrees: as files and commands have it, so that a recorded place is the same to the bit when it is read again. */
export interface RunSite {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** A mission ready to be operated: what does not change with the seed or with added faults, so that it is made once. */
export type PreparedOperations = Omit<
  OperateInput,
  'site' | 'seed' | 'extraFaults' | 'orders' | 'autonomy' | 'provenance'
> & {
  readonly onDisk: MissionOnDisk;
  readonly site: RunSite;
  /** Digests of all files from which it was made. */
  readonly inputs: Inputs;
};

export interface RunOptions extends OperateOptions {
  /** Default: that of the mission file. */
  readonly seed?: number;
  readonly extraFaults?: readonly ExtraFault[];
  /** Plans that somebody hands to the executive on the way; the log holds them. */
  readonly orders?: readonly PlanOrder[];
  /** Parts of the autonomy that are taken away. */
  readonly autonomy?: AutonomyOptions;
}

/**
 * The site of a run: the place that the mission file fixes, or the one that the survey in the run folder has chosen; null when there is none yet.
 *
 * @throws InputError `SURVEY_RESULT` when the survey's result cannot be read
 */
export function siteOfRun({ mission }: Pick<MissionOnDisk, 'mission'>, runDir: string | undefined): RunSite | null {
  const { site } = mission.survey;
  if (site !== 'choose') return { latDeg: site.latDeg, lonDeg: site.lonDeg };
  const file = runDir === undefined ? undefined : join(runDir, 'survey', 'survey.json');
  if (file === undefined || !existsSync(file)) return null;
  try {
    const { latDeg, lonDeg } = (JSON.parse(readFileSync(file, 'utf8')) as SurveyResult).site;
    return { latDeg, lonDeg };
  } catch (cause) {
    throw new InputError('SURVEY_RESULT', 'is not a survey result', {
      where: file,
      remedy: 'Run the survey again',
      cause,
    });
  }
}

/**
 * Where the station of a finished run lived: after `ilrs operate --site` not the place that mission or survey name. Null before `operate`, and for runs that do not record it.
 *
 * @throws InputError `OPERATE_RESULT` when the summary cannot be read
 */
export function operatedSite(runDir: string): RunSite | null {
  const file = join(runDir, 'operate', 'summary.json');
  if (!existsSync(file)) return null;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as OperateSummary).site ?? null;
  } catch (cause) {
    throw new InputError('OPERATE_RESULT', 'is not a summary of operations', {
      where: file,
      remedy: 'Run operate again',
      cause,
    });
  }
}

export function placeOf({ latDeg, lonDeg }: RunSite): Place {
  return { latRad: (latDeg * Math.PI) / 180, lonRad: (lonDeg * Math.PI) / 180 };
}

/**
 * Light, contacts and requests of a mission at a site, for the station that has been delivered by the start of the mission.
 *
 * @throws InputError for a proposal that the station cannot serve, an unknown ground station, terrain or kernels that do not cover the mission
 */
export function prepareOperations(onDisk: MissionOnDisk, world: OpenWorld, site: RunSite): Promise<PreparedOperations> {
  return refusedInFile(onDisk, () => prepared(onDisk, world, site));
}

async function prepared(onDisk: MissionOnDisk, world: OpenWorld, site: RunSite): Promise<PreparedOperations> {
  const { programme: declared, mission } = onDisk.mission;
  const { startEt, endEt, ephemeris } = world;
  const { station, missing } = deliveredStation(onDisk.mission.station, constructMission(onDisk).deliveredBy);
  // before light and contacts are worked out: that takes a while
  monitorsOf(
    station.policy.monitors ?? [],
    telemetryParameters(station).map(({ id }) => id),
  );
  const { programme, left } = programmeFor(declared, missing);
  return {
    onDisk,
    site,
    inputs: await operateInputs(onDisk, world),
    missionId: mission.id,
    station,
    requests: programmeRequests(programme, station, startEt, endEt, (utc) => utcToEt(ephemeris.leapSeconds, utc)),
    notOffered: left.map(({ proposal, reason }) => ({ requestId: proposal, reason })),
    environment: stationEnvironment(world, station, placeOf(site), startEt, endEt).environment,
    utc: (et) => etToUtc(ephemeris.leapSeconds, et, 0),
  };
}

/** All that the run is a function of. */
export function operateInput(prepared: PreparedOperations, options: RunOptions = {}): OperateInput {
  const { onDisk, inputs, ...input } = prepared;
  const { seed = onDisk.mission.mission.seed, extraFaults = [], orders = [], autonomy = {} } = options;
  const command = operateCommand(prepared, seed, extraFaults, autonomy);
  return {
    ...input,
    seed,
    extraFaults,
    ...(orders.length > 0 && { orders }),
    autonomy,
    provenance: { software: SOFTWARE, command, seed, inputs },
  };
}

/** Lets the station live through the mission, with a record of all that it reports; writes nothing. */
export async function runOperations(prepared: PreparedOperations, options: RunOptions = {}): Promise<OperateOutput> {
  const { signal, progress, checkpoint, resume } = options;
  const pause = options.pause ?? (() => new Promise<void>((resolve) => setImmediate(resolve)));
  const how = { ...(signal && { signal }), ...(progress && { progress }), ...(checkpoint && { checkpoint }), ...(resume && { resume }) }; // prettier-ignore
  const upperBound = await missionUpperBound(prepared);
  const input = { ...operateInput(prepared, options), upperBound };
  const recorder = recordTelemetry(telemetryParameters(prepared.station));
  const { observe } = recorder;
  const output = await operate(input, { ...how, pause, ...(resume === undefined && { observe }) });
  // a checkpoint holds no telemetry: a run that went on from one is lived again for it, which gives the same
  if (resume !== undefined) await operate(input, { ...(signal && { signal }), pause, observe });
  return { ...output, telemetry: recorder.record() };
}

/** What a run depends on besides site, seed and added faults: mission, terrain, kernels, the route map that delivers the station, the ground stations it speaks with. */
async function operateInputs(onDisk: MissionOnDisk, world: OpenWorld): Promise<Inputs> {
  const { name, sha256 } = readRouteMap(onDisk);
  const common = Object.entries(await missionInputs(onDisk, world));
  return namedInputs([...common, [name, sha256], groundStationsInput()]);
}

/** The command that makes a run again: always with its site, so that no survey is needed, and with every fault that was added. */
function operateCommand(
  { onDisk, site }: PreparedOperations,
  seed: number,
  faults: readonly ExtraFault[],
  autonomy: AutonomyOptions,
): string {
  const without = AUTONOMY_PARTS.filter((part) => autonomy[part] === false);
  return [
    `ilrs operate ${missionInCommand(onDisk)} --site=${site.latDeg},${site.lonDeg} --seed ${seed}`,
    ...faults.map((fault) => `--fault=${faultWords(fault)}`),
    ...(without.length === 0 ? [] : [`--without=${without.join(',')}`]),
    outInCommand(onDisk),
  ].join(' ');
}

/** A fault as the option `--fault` takes it: `et,component,kind,seconds[,effect]`, `forGood` in place of the seconds of one that lasts. */
function faultWords({ et, componentId, kind, durationS, effect }: ExtraFault): string {
  return [et, componentId, kind, durationS ?? 'forGood', ...(effect === undefined ? [] : [effect])].join(',');
}
