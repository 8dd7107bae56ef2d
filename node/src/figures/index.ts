export { hillshade } from './hillshade.ts';
export type { MapFigure } from './figure-record.ts';
export { mapFigurePng, mapFigureSvg } from './map-figure.ts';
export { type MarkedPlace } from './markers.ts';
export { overlayPng, type ValueScale } from './overlay-png.ts';
export { rasterize } from './rasterize.ts';
