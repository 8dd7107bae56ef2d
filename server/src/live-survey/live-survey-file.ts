import type { LiveLayerId } from '@openilrs/api/contract';
import { CRITERIA, scoreMap, unproject, weightedCriteria, type SurveySpec } from '@openilrs/core/terrain';
import { writeGeoTiff } from '@openilrs/node/terrain';
import { ApiError } from '../http/api-error.ts';
import { DEFINITIONS } from './live-definitions.ts';
import type { LiveFileRequest, LivePicture } from './live-survey-types.ts';

type Criteria = SurveySpec['criteria'];

interface Shown {
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly values: Float32Array;
}

/**
 * A layer of a live map as a file that says what it is: definition, height, period, directions, terrain with digests, software, command.
 *
 * Its command makes that layer again: `ilrs survey` with the same cells, directions and step of the Sun.
 *
 * @throws ApiError `NOT_FOUND` when the picture has no such layer; InputError `SURVEY_WEIGHTS` when the weights do not fit the criteria
 */
export function fileOfPicture({ picture, layer, type, weights }: LiveFileRequest, criteria: Criteria): Uint8Array {
  const used = layer === 'score' ? weightedCriteria(criteria, weights) : null;
  const shown = used === null ? layerOf(picture, layer) : scoreOf(picture, used);
  const facts = factsOf(picture, layer, used);
  if (type === 'csv') return csvOf(picture, layer, shown, facts);
  return writeGeoTiff(picture.grid, shown.values, {
    title: shown.title,
    definition: shown.definition,
    unit: shown.unit,
    software: picture.provenance.software,
    notice: picture.notice,
    metadata: facts,
    classes: layer === 'permanentShadow',
  });
}

function layerOf(picture: LivePicture, id: string): Shown {
  const values = picture.layers[id as LiveLayerId];
  const definition = DEFINITIONS.find((one) => one.id === id);
  if (values !== undefined && definition !== undefined) return { ...definition, values };
  throw new ApiError('NOT_FOUND', `the map has no layer "${id}"`, {
    where: 'name',
    legal: [...Object.keys(picture.layers), 'score'].join(', '),
  });
}

function scoreOf({ layers }: LivePicture, criteria: Criteria): Shown {
  const { sunDiscMean, earthFraction, slope, shadowDistance } = layers;
  const values = scoreMap(criteria, {
    sunDiscMean: sunDiscMean!,
    earthFraction: earthFraction!,
    slope: slope!.map((degrees) => (degrees * Math.PI) / 180),
    shadowDistance: shadowDistance!.map((metres) => (Number.isNaN(metres) ? Infinity : metres)),
  });
  const definition = 'Weighted mean of the terms known on the map; empty where a limit is failed';
  return { title: 'Score of sites', definition, unit: '1', values };
}

/** Maps of the ground itself: no height of an eye, period or direction is in them. */
const TIMELESS: readonly string[] = ['slope', 'elevation'];

function factsOf(picture: LivePicture, layer: string, criteria: Criteria | null): Record<string, string> {
  const { heightM, period, directions, sampleS, cellM, provenance } = picture;
  const raised = layer === 'score' || DEFINITIONS.some((one) => one.id === layer && one.raised);
  const light = {
    HEIGHT_M: String(raised ? heightM : 0),
    PERIOD: `${period.fromUtc}/${period.toUtc}`,
    DIRECTIONS: String(directions),
    SUN_STEP_S: String(sampleS),
  };
  return {
    ...(!TIMELESS.includes(layer) && light),
    CELL_M: String(cellM),
    ...(criteria && {
      WEIGHTS: Object.entries(criteria).map(([name, { weight }]) => `${name}=${weight}`).join(' '), // prettier-ignore
    }),
    INPUTS: Object.entries(provenance.inputs).map(([name, sha]) => `${name} sha256:${sha}`).join('; '), // prettier-ignore
    SOFTWARE: provenance.software,
    COMMAND: commandOf(provenance.command, layer, criteria),
  };
}

/** The command of a picture, for one of its layers alone. */
function commandOf(command: string, layer: string, criteria: Criteria | null): string {
  const weights = criteria === null ? '' : ` --weights=${CRITERIA.map((name) => criteria[name].weight).join(',')}`;
  return command.replace(/ --layers=\S+/, ` --layers=${layer}${weights}`);
}

/** Comment lines with the provenance, then one line for each cell that has a value. */
function csvOf({ grid, notice }: LivePicture, layer: string, shown: Shown, facts: Record<string, string>): Uint8Array {
  const heads = { TITLE: shown.title, DEFINITION: shown.definition, UNIT: shown.unit, NOTICE: notice, ...facts };
  const lines = Object.entries(heads).map(([name, text]) => `# ${name}: ${text}`);
  lines.push(`xM,yM,latDeg,lonDeg,${layer}`);
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const value = shown.values[row * grid.columns + column]!;
      if (Number.isNaN(value)) continue;
      const [x, y] = [grid.xMinM + (column + 0.5) * grid.stepM, grid.yMaxM - (row + 0.5) * grid.stepM];
      const [lat, lon] = unproject('southPolarStereographic', x, y).map((angle) => (angle * 180) / Math.PI);
      lines.push(`${x},${y},${lat!.toFixed(6)},${((lon! + 360) % 360).toFixed(6)},${Number(value.toPrecision(6))}`);
    }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
