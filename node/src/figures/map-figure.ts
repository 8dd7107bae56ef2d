import { footerBlock, titleBlock } from './figure-text.ts';
import { sideBlock } from './figure-side.ts';
import { graticule } from './graticule.ts';
import type { MapFigure } from './figure-record.ts';
import { mapFrame } from './map-frame.ts';
import { mapPicture, poleMark } from './map-picture.ts';
import { markers } from './markers.ts';
import { rasterize } from './rasterize.ts';
import { scaleBar } from './scale-bar.ts';
import { FONT, INK, px, rect } from './svg.ts';

const WIDTH = 1400;
const MARGIN = 48;
const MAP_LEFT = 118;
const MAP_WIDTH = 940;
const TALLEST_MAP = 1400;
const SIDE_LEFT = 1142;

/** The figure to print, 1400 pixels wide at zoom 1. */
export function mapFigurePng(figure: MapFigure, zoom = 1): Promise<Uint8Array> {
  return rasterize(mapFigureSvg(figure), zoom);
}

/** The same as SVG: text stays text, the map is a picture in it. */
export function mapFigureSvg(figure: MapFigure): string {
  const title = titleBlock(figure, [MARGIN, 58], WIDTH - 2 * MARGIN);
  const frame = mapFrame(figure.grid, [MAP_LEFT, title.bottom + 46], MAP_WIDTH, TALLEST_MAP);
  const side = sideBlock(figure, frame, [SIDE_LEFT, frame.top]);
  const below = Math.max(frame.top + frame.height, side.bottom) + 64;
  const footer = footerBlock(figure, [MARGIN, below], WIDTH - 2 * MARGIN);
  const height = px(Math.ceil(footer.bottom + 28));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}">`,
    rect([0, 0], WIDTH, Number(height), 'fill="#ffffff"'),
    title.svg,
    mapPicture(figure, frame),
    graticule(frame),
    poleMark(frame),
    rect([frame.left, frame.top], frame.width, frame.height, `fill="none" stroke="${INK}" stroke-width="1.4"`),
    scaleBar(frame),
    markers(frame, figure.candidates ?? [], figure.siteRank ?? 1),
    side.svg,
    footer.svg,
    '</svg>',
  ].join('\n');
}
