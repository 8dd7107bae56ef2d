import type { Progress } from '@openilrs/core/jobs';
import { mapBins, runDigest, type MapLayer, type Survey } from '@openilrs/core/mission';
import type { ColourScale } from '@openilrs/core/terrain';
import { mapFigurePng, overlayPng } from '../figures/index.ts';
import { writeGeoTiff, writePds4Map } from '../terrain/index.ts';
import { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';

export interface SurveyFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** The files of a survey's folder, one after the other, `survey.json` last; `page`: the report of the site, when there is one. */
export async function* surveyFiles(
  found: Survey,
  page: string | null,
  progress?: Progress,
): AsyncGenerator<SurveyFile> {
  const { result } = found;
  for (const [i, layer] of result.layers.entries()) {
    progress?.(90 + (10 * i) / result.layers.length, 100, 'figures');
    yield* layerFiles(found, layer);
  }
  progress?.(100, 100, 'figures');
  yield { name: 'candidates.csv', bytes: candidatesCsv(result.candidates) };
  yield { name: 'candidates.geojson', bytes: candidatesGeoJson(result.candidates, result.frame) };
  yield { name: 'horizon.csv', bytes: horizonCsv(result.horizon) };
  yield { name: 'light-windows.csv', bytes: lightWindowsCsv(result.light) };
  if (page !== null) yield { name: 'site.html', bytes: page };
  yield { name: 'survey.json', bytes: `${JSON.stringify(result, null, 1)}\n` };
}

async function* layerFiles({ result, rasters, directions }: Survey, layer: MapLayer): AsyncGenerator<SurveyFile> {
  const { grid, provenance } = result;
  const values = rasters[layer.id];
  const notice = noticeOf(result.terrain.map((source) => source.notice));
  const scale = { name: layer.scale as ColourScale, min: layer.min, max: layer.max };
  const { title, definition, unit } = layer;
  const { software, command } = provenance;
  const metadata = mapMetadata(result, layer, directions);
  const classes = layer.id === 'permanentShadow';
  yield {
    name: layer.geotiff,
    bytes: writeGeoTiff(grid, values, { title, definition, unit, software, notice, metadata, classes }),
  };
  const archived = writePds4Map(grid, values, {
    missionId: result.missionId,
    missionTitle: result.missionId,
    runDigest: runDigest([software, command, ...Object.entries(provenance.inputs).flat()]),
    id: layer.id,
    title,
    definition,
    unit: unit === 'm' || unit === 'deg' ? unit : null,
    startUtc: result.period.fromUtc,
    stopUtc: result.period.toUtc,
    software,
    provenance: [...Object.entries(metadata).map(([name, text]) => `${name}: ${text}`), notice],
  });
  for (const { name, bytes } of [archived.image, archived.label]) yield { name, bytes };
  yield { name: layer.overlayPng, bytes: overlayPng(values, grid.columns, grid.rows, scale) };
  const figure = {
    grid,
    values,
    elevation: rasters.elevation,
    layer,
    ...(TIMELESS.includes(layer.id) ? {} : { period: result.period }),
    candidates: result.site.rank === 0 ? [result.site, ...result.candidates] : result.candidates,
    siteRank: result.site.rank,
    notice,
    software,
    command,
  };
  yield { name: layer.figurePng, bytes: await mapFigurePng(figure) };
}

/** What belongs to a map beside its definition: height, period, bins, terrain, mission file and kernels with digests, command. */
function mapMetadata(
  { period, terrain, provenance, frame }: Survey['result'],
  layer: MapLayer,
  directions: number,
): Record<string, string> {
  const bins = mapBins(layer.id, directions);
  const others = Object.entries(provenance.inputs).filter(([, sha]) => !terrain.some(({ sha256 }) => sha256 === sha));
  return {
    ...(layer.heightM === null ? {} : { HEIGHT_M: String(layer.heightM) }),
    ...(TIMELESS.includes(layer.id) ? {} : { PERIOD: `${period.fromUtc}/${period.toUtc}` }),
    ...(bins === '' ? {} : { BINS: bins }),
    FRAME: frame,
    TERRAIN: terrain.map(({ file, sha256 }) => `${file} sha256 ${sha256}`).join('; '),
    OTHER_INPUTS: others.map(([name, sha256]) => `${name} sha256 ${sha256}`).join('; '),
    COMMAND: provenance.command,
  };
}

const TIMELESS: readonly MapLayer['id'][] = ['elevation', 'slope'];

/** Every notice of the grids once. */
function noticeOf(notices: readonly string[]): string {
  return [...new Set(notices.filter((notice) => notice !== ''))].join('; ');
}
