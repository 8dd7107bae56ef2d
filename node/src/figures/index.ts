export { hillshade } from './hillshade.ts';
export { mapFigurePng, mapFigureSvg, type MapFigure } from './map-figure.ts';
export { type MarkedPlace } from './markers.ts';
export { overlayPng, type ValueScale } from './overlay-png.ts';
export { rasterize } from './rasterize.ts';
