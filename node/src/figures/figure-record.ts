import type { MapGrid, MapLayer } from '@openilrs/core/mission';
import type { MarkedPlace } from './markers.ts';

/** A layer of the survey with all that the printed map says about it. Arrays fill the grid, row 0 at the top; NaN is no data. */
export interface MapFigure {
  readonly grid: MapGrid;
  readonly values: Float32Array;
  /** Metres, for the relief under the colours. */
  readonly elevation: Float32Array;
  readonly layer: Pick<MapLayer, 'id' | 'title' | 'definition' | 'unit' | 'heightM' | 'min' | 'max' | 'scale'>;
  readonly period?: { readonly fromUtc: string; readonly toUtc: string };
  readonly candidates?: readonly MarkedPlace[];
  /** Rank of the chosen site; 1 unless told. */
  readonly siteRank?: number;
  /** What a viewer must be told of the terrain; empty when there is nothing to say. */
  readonly notice: string;
  readonly software: string;
  readonly command: string;
}
