import type { Progress } from '@openilrs/core/jobs';
import type { MapLayer, Survey } from '@openilrs/core/mission';
import type { ColourScale } from '@openilrs/core/terrain';
import { mapFigurePng, overlayPng } from '../figures/index.ts';
import { writeGeoTiff } from '../terrain/index.ts';
import { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';

export interface SurveyFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** The files of a survey's folder, one after the other, `survey.json` last. */
export async function* surveyFiles(found: Survey, progress?: Progress): AsyncGenerator<SurveyFile> {
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
  yield { name: 'survey.json', bytes: `${JSON.stringify(result, null, 1)}\n` };
}

async function* layerFiles({ result, rasters }: Survey, layer: MapLayer): AsyncGenerator<SurveyFile> {
  const { grid, provenance } = result;
  const values = rasters[layer.id];
  const notice = noticeOf(result.terrain.map((source) => source.notice));
  const scale = { name: layer.scale as ColourScale, min: layer.min, max: layer.max };
  const { title, definition, unit } = layer;
  const { software, command } = provenance;
  yield {
    name: layer.geotiff,
    bytes: writeGeoTiff(grid, values, { title, definition, unit, software, notice }),
  };
  yield { name: layer.overlayPng, bytes: overlayPng(values, grid.columns, grid.rows, scale) };
  const timeless = layer.id === 'elevation' || layer.id === 'slope';
  const figure = {
    grid,
    values,
    elevation: rasters.elevation,
    layer,
    ...(timeless ? {} : { period: result.period }),
    candidates: result.site.rank === 0 ? [result.site, ...result.candidates] : result.candidates,
    siteRank: result.site.rank,
    notice,
    software,
    command,
  };
  yield { name: layer.figurePng, bytes: await mapFigurePng(figure) };
}

/** Every notice of the grids once. */
function noticeOf(notices: readonly string[]): string {
  return [...new Set(notices.filter((notice) => notice !== ''))].join('; ');
}
