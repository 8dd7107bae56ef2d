import type { LayerId } from '@openilrs/core/mission';
import { COLOUR_SCALES, type ColourScale } from '@openilrs/core/terrain';
import { hillshade } from './hillshade.ts';
import type { MapFigure } from './figure-record.ts';
import { contains, toPixel, type MapFrame } from './map-frame.ts';
import { shadedPng, type ValueScale } from './overlay-png.ts';
import { INK, line, px, text } from './svg.ts';

/** How relief shows through the colours of a layer: much for heights, little where colours are to be read off. */
const RELIEF_STRENGTH: Readonly<Record<LayerId, number>> = {
  elevation: 0.7,
  slope: 0.3,
  sunDiscMean: 0.4,
  earthFraction: 0.4,
  permanentShadow: 0.7,
  score: 0.4,
};

/** The shaded, coloured cells, as a picture inside the SVG. */
export function mapPicture(figure: MapFigure, frame: MapFrame): string {
  const { columns, rows, stepM } = figure.grid;
  const shade = hillshade(figure.elevation, columns, rows, stepM);
  const png = shadedPng(figure.values, shade, columns, rows, valueScale(figure), RELIEF_STRENGTH[figure.layer.id]);
  // Cells larger than pixels stay squares: a smooth picture would claim detail that is not there.
  const rendering = columns < frame.width ? 'image-rendering="optimizeSpeed" style="image-rendering:pixelated"' : '';
  const data = Buffer.from(png).toString('base64');
  return `<image id="map-cells" x="${px(frame.left)}" y="${px(frame.top)}" width="${px(frame.width)}" height="${px(frame.height)}" preserveAspectRatio="none" ${rendering} href="data:image/png;base64,${data}"/>`;
}

/** Colours of a layer; an unknown name of a scale becomes viridis. */
export function valueScale({ layer }: Pick<MapFigure, 'layer'>): ValueScale {
  const name = COLOUR_SCALES.find((scale) => scale === layer.scale) ?? ('viridis' satisfies ColourScale);
  return { name, min: layer.min, max: layer.max };
}

/** A cross where the south pole lies on the map. */
export function poleMark(frame: MapFrame): string {
  if (!contains(frame, 0, 0)) return '';
  const [x, y] = toPixel(frame, 0, 0);
  const arm = 8;
  const cross = [
    line([[x - arm, y], [x + arm, y]], `stroke="${INK}" stroke-width="1.6"`), // prettier-ignore
    line([[x, y - arm], [x, y + arm]], `stroke="${INK}" stroke-width="1.6"`), // prettier-ignore
  ];
  return cross.join('') + text([x + 12, y - 8], 'South pole', { size: 14, weight: 600, halo: 4 });
}
