import type { LayerId } from '@openilrs/core/mission';
import { colourAt } from '@openilrs/core/terrain';
import { compass, localNorth } from './arrows.ts';
import { classLegend, colourBar, rgb } from './colour-bar.ts';
import type { Block } from './figure-text.ts';
import type { MapFigure } from './figure-record.ts';
import type { MapFrame } from './map-frame.ts';
import { valueScale } from './map-picture.ts';
import { rankCircle } from './markers.ts';
import { SOFT_INK, text, type Point } from './svg.ts';

const COMPASS_HEIGHT = 190;
const BAR_HEIGHT = 330;
/** Over the colour bar; the light by its exact name. */
const CAPTIONS: Readonly<Record<LayerId, string>> = {
  elevation: 'Height',
  slope: 'Slope',
  sunDiscMean: 'sunDiscMean',
  earthFraction: 'earthFraction',
  permanentShadow: 'Permanent shadow',
  score: 'Score',
};

/** The column right of the map: compass, colours, candidates. */
export function sideBlock(figure: MapFigure, frame: MapFrame, [x, y]: Point): Block {
  const rose = compass(frame, [x + 90, y + COMPASS_HEIGHT / 2 + 6]);
  const note = text([x, y + COMPASS_HEIGHT + 8], northNote(frame), { size: 11.5, fill: SOFT_INK }); // prettier-ignore
  const colours = coloursBlock(figure, [x, y + COMPASS_HEIGHT + 64]);
  const places = placesBlock(figure, [x, colours.bottom + 56]);
  return { svg: rose + note + colours.svg + places.svg, bottom: places.bottom };
}

function northNote(frame: MapFrame): string {
  return localNorth(frame) ? 'N: away from the pole, at the map’s centre' : 'Every direction from the pole is north';
}

function coloursBlock(figure: MapFigure, [x, y]: Point): Block {
  const { layer, values } = figure;
  const scale = valueScale(figure);
  const caption = CAPTIONS[layer.id];
  const gap = values.some((value) => Number.isNaN(value))
    ? [{ fill: '#e1e1e1', label: layer.id === 'score' ? 'fails a limit' : 'no data' }]
    : [];
  if (scale.name === 'shadow') {
    const classes = [
      { fill: rgb(colourAt('shadow', 1)), label: 'never lit' },
      { fill: rgb(colourAt('shadow', 0)), label: 'lit at some time' },
      ...gap,
    ];
    return { svg: classLegend([x, y], caption, classes), bottom: y + 30 * classes.length - 10 };
  }
  const bar = colourBar([x, y], BAR_HEIGHT, scale, layer.id === 'score' ? '' : layer.unit, caption);
  if (gap.length === 0) return { svg: bar, bottom: y + BAR_HEIGHT };
  const below = y + BAR_HEIGHT + 26;
  return { svg: bar + classLegend([x, below], '', gap), bottom: below + 20 };
}

/** Rank, name and coordinates of each candidate, two lines each. */
function placesBlock({ candidates = [], siteRank = 1 }: MapFigure, [x, y]: Point): Block {
  if (candidates.length === 0) return { svg: '', bottom: y - 56 };
  const rows = candidates.slice(0, 10).map(({ rank, name, latDeg, lonDeg }, i) => {
    const top = y + 14 + 44 * i;
    const where = `${Math.abs(latDeg).toFixed(4)}°S, ${((lonDeg + 360) % 360).toFixed(3)}°E`;
    return (
      rankCircle([x + 12, top + 6], rank, rank === siteRank) +
      text([x + 34, top + 2], name.length > 28 ? `${name.slice(0, 27)}…` : name, { size: 14, weight: 600 }) +
      text([x + 34, top + 20], where, { size: 13, fill: SOFT_INK })
    );
  });
  const caption = text([x, y - 14], 'Candidate sites (red: chosen)', { size: 15, weight: 600 });
  return { svg: `<g id="legend">${caption}${rows.join('')}</g>`, bottom: y + 14 + 44 * rows.length };
}
