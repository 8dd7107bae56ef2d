import type { LiveLayerId, LiveSurveyOptions } from '@openilrs/api/contract';
import { addressOf } from '../../api-client/client.ts';
import type { I18n } from '../../i18n/i18n.svelte.ts';
import { extentOf } from '../moon-projection.ts';
import type { PaintedLayer } from '../polar-map.ts';
import type { ShownLayer } from '../map-legend.ts';
import type { LivePicture, ShownId } from './live-maps.svelte.ts';
import { paint } from './paint.ts';
import { extentOfValues } from './raster.ts';
import { SCORE_LAYERS, scoreOf, type ScoreLayer } from './score.ts';

/** A live map as the map view shows it. */
export interface LiveShown extends PaintedLayer {
  readonly layer: ShownLayer;
  /** Of what it is a picture: cells, directions, height, period. */
  readonly caption: string;
  readonly geotiff: string;
  readonly software: string;
}

/** Paints a layer of a live map, or the score by `weights`; null until its numbers are there. */
export function liveShown(
  { map, layers }: LivePicture,
  options: LiveSurveyOptions,
  shown: ShownId,
  weights: Readonly<Record<string, number>>,
  i18n: I18n,
): LiveShown | null {
  const values = shown === 'score' ? scoreIn(layers, options, weights) : layers[shown];
  if (values === undefined) return null;
  const definition = options.definitions.find(({ id }) => id === shown);
  const [low, high] = shown === 'score' ? [0, 1] : extentOfValues(values);
  const layer: ShownLayer = {
    id: shown,
    title: definition?.title ?? shown,
    definition: definition?.definition ?? '',
    unit: definition?.unit ?? '1',
    heightM: definition === undefined || definition.raised ? map.heightM : shown === 'permanentShadow' ? 0 : null,
    min: definition?.min ?? low,
    max: definition?.max ?? high,
    scale: definition?.scale ?? 'viridis',
  };
  const timeless = shown === 'slope' || shown === 'elevation';
  const { fromUtc, toUtc } = map.period;
  const facts = { cells: map.cellM, directions: map.directions, height: layer.heightM ?? 0, from: fromUtc.slice(0, 10), to: toUtc.slice(0, 10) }; // prettier-ignore
  const asked = shown === 'score' ? { weights: options.criteria.map(({ id }) => weights[id]).join(',') } : {};
  return {
    canvas: paint({ grid: map.grid, values }, layer.scale, layer.min, layer.max),
    extent: extentOf(map.grid),
    layer,
    caption: i18n.t(timeless ? 'live.ground' : 'live.state', facts),
    geotiff: addressOf('surveyLiveFile', { map: map.id, name: `${shown}.tif`, ...asked }),
    software: map.provenance.software,
  };
}

function scoreIn(
  layers: Readonly<Partial<Record<LiveLayerId, Float32Array>>>,
  { criteria }: LiveSurveyOptions,
  weights: Readonly<Record<string, number>>,
): Float32Array | undefined {
  if (SCORE_LAYERS.some((id) => layers[id] === undefined)) return undefined;
  return scoreOf(criteria, weights, layers as Readonly<Record<ScoreLayer, Float32Array>>);
}
