import { requireCoverage } from '@openilrs/core/ephemeris';
import { InputError, isInputError, locatedError } from '@openilrs/core/errors';
import { utcToEt } from '@openilrs/core/time';
import type { MissionOnDisk, OpenWorld } from '../mission/index.ts';

/** Which maps of which region; what is not given is as the mission's section `survey` says. */
export interface SurveyMapsRequest {
  /** Centre in degrees and side of the square in metres. */
  readonly region?: { readonly latDeg: number; readonly lonDeg: number; readonly sizeM: number };
  readonly cellM?: number;
  readonly heightM?: number;
  /** ISO 8601 UTC. */
  readonly from?: string;
  readonly to?: string;
  /** Names of layers besides the usual ones; see `parseLayers`. */
  readonly layers?: readonly string[];
  /** These layers and no others. */
  readonly onlyLayers?: boolean;
  /** Directions of the skylines; a multiple of 4. */
  readonly directions?: number;
  /** Step of the path of the Sun, seconds; half an hour unless told. */
  readonly sampleS?: number;
  /** Weights of the layer `score`, in the order of the criteria; those of the mission unless told. */
  readonly weights?: readonly number[];
  /** The command that asks for this, for the files. */
  readonly command: string;
}

/** The mission with the region that was asked for, checked as the mission file's is. */
export function withRegion(onDisk: MissionOnDisk, { region, cellM }: SurveyMapsRequest): MissionOnDisk {
  const { mission } = onDisk;
  const asked = mission.survey.region;
  const source = 'asked for on the command line';
  const metres = (value: number) => ({ si: value, value, unit: 'm', source });
  const merged = {
    centre: region === undefined ? asked.centre : { latDeg: region.latDeg, lonDeg: region.lonDeg, source },
    size: region === undefined ? asked.size : metres(region.sizeM),
    cell: cellM === undefined ? asked.cell : metres(cellM),
  };
  const cells = merged.size.si / merged.cell.si;
  if (!(cells >= 16 && cells <= 4096))
    throw new InputError('SURVEY_REGION', `${merged.size.si} m in cells of ${merged.cell.si} m are ${Number(cells.toFixed(1))} cells along a side`, {
      where: '--region, --cell',
      legal: '16 to 4096',
      remedy: cells > 4096 ? 'Take larger cells or a smaller region; `ilrs cap` makes larger maps by tiles' : 'Take smaller cells or a larger region',
    }); // prettier-ignore
  if (!(merged.centre.latDeg <= -80))
    throw new InputError('SURVEY_REGION', `the centre at latitude ${merged.centre.latDeg} is not near the south pole`, {
      where: '--region',
      legal: 'latitudes of -90 to -80: maps are made in the south polar projection',
    });
  return { ...onDisk, mission: { ...mission, survey: { ...mission.survey, region: merged } } };
}

/** The period that was asked for, or the mission's. @throws InputError `TIME_SYNTAX`, `TIME_RANGE`, `KERNEL_COVERAGE`, `LIGHT_PERIOD` */
export function periodOf(
  { ephemeris }: OpenWorld,
  period: { readonly from: string; readonly to: string },
  request: SurveyMapsRequest,
  frame: string,
): [fromEt: number, toEt: number] {
  const at = (where: string, utc: string): number => {
    try {
      const et = utcToEt(ephemeris.leapSeconds, utc);
      requireCoverage(ephemeris, [et, et], frame);
      return et;
    } catch (cause) {
      if (!isInputError(cause)) throw cause;
      throw locatedError(cause, where, `${utc} cannot be used: `);
    }
  };
  const [from, to] = [request.from ?? period.from, request.to ?? period.to];
  const [fromEt, toEt] = [at('--from', from), at('--to', to)];
  if (toEt - fromEt >= LEAST_PERIOD_S) return [fromEt, toEt];
  throw new InputError('LIGHT_PERIOD', `the period from ${from} to ${to} is too short for maps`, {
    where: '--from, --to',
    legal: 'a day at least, the end after the start',
  });
}

const LEAST_PERIOD_S = 86_400;
