import { join } from 'node:path';
import type { LayerId, SurveyResult } from '@openilrs/core/mission';
import type { SurveyPoint } from '@openilrs/api/contract';
import { unproject } from '@openilrs/core/terrain';
import { ApiError } from '../http/api-error.ts';

/** Reads the raster of a layer: values row by row from the top. */
export type RasterReader = (file: string) => Promise<ArrayLike<number>>;

const DEGREE = 180 / Math.PI;

/** Values of the map layers at places, read from the GeoTIFFs of the run; a raster is read once and kept. */
export class SurveyPoints {
  /** By the survey they belong to: a new survey comes as a new record, and the old rasters go with the old one. */
  private readonly rasters = new WeakMap<SurveyResult, Map<string, Promise<ArrayLike<number>>>>();
  private readonly folder: string;
  private readonly read: RasterReader;

  constructor(runFolder: string, read: RasterReader) {
    this.folder = join(runFolder, 'survey');
    this.read = read;
  }

  /** The cell that holds a place. @throws ApiError `BAD_REQUEST` outside the map */
  async at(survey: SurveyResult, xM: number, yM: number): Promise<SurveyPoint> {
    const { columns, rows, stepM, xMinM, yMaxM } = survey.grid;
    const column = Math.floor((xM - xMinM) / stepM);
    const row = Math.floor((yMaxM - yM) / stepM);
    if (column < 0 || row < 0 || column >= columns || row >= rows) {
      throw new ApiError('BAD_REQUEST', 'the place is not on the map', {
        where: column < 0 || column >= columns ? 'xM' : 'yM',
        legal: `xM ${xMinM} to ${xMinM + columns * stepM}, yM ${yMaxM - rows * stepM} to ${yMaxM}`,
      });
    }
    const values: Partial<Record<LayerId, number | null>> = {};
    const rasters = await Promise.all(survey.layers.map(({ geotiff }) => this.raster(survey, geotiff)));
    for (const [i, { id }] of survey.layers.entries()) {
      const value = rasters[i]![row * columns + column];
      values[id] = value === undefined || !Number.isFinite(value) ? null : value;
    }
    const [latRad, lonRad] = unproject('southPolarStereographic', xM, yM);
    return { xM, yM, latDeg: latRad * DEGREE, lonDeg: (lonRad * DEGREE + 360) % 360, column, row, values };
  }

  /** A whole layer, row by row from the top. @throws ApiError `NOT_FOUND` */
  layer(survey: SurveyResult, id: LayerId): Promise<ArrayLike<number>> {
    const layer = survey.layers.find((one) => one.id === id);
    if (layer === undefined) throw new ApiError('NOT_FOUND', `the survey has no layer "${id}"`, { where: 'layer' });
    return this.raster(survey, layer.geotiff);
  }

  private raster(survey: SurveyResult, file: string): Promise<ArrayLike<number>> {
    const ofSurvey = this.rasters.get(survey) ?? new Map<string, Promise<ArrayLike<number>>>();
    this.rasters.set(survey, ofSurvey);
    const kept = ofSurvey.get(file) ?? this.read(join(this.folder, file));
    ofSurvey.set(file, kept);
    kept.catch(() => ofSurvey.delete(file));
    return kept;
  }
}
