import { colourAt } from '@openilrs/core/terrain';
import type { ValueScale } from './overlay-png.ts';
import { INK, line, px, rect, text, type Point } from './svg.ts';
import { tickLabel, ticksBetween } from './ticks.ts';

const WIDTH = 26;
const STOPS = 50;

export interface Display {
  /** What a value is multiplied by for the reader: 100 for fractions shown as percent. */
  readonly factor: number;
  /** Unit after the numbers, as printed: "%", "m", "°"; empty for a bare number. */
  readonly unit: string;
}

/** How the numbers of a unit are printed. */
export function displayOf(unit: string): Display {
  if (unit === '1' || unit === 'fraction') return { factor: 100, unit: '%' };
  if (unit === 'deg' || unit === 'degree' || unit === 'degrees') return { factor: 1, unit: '°' };
  return { factor: 1, unit };
}

/** A vertical bar, lowest value at the bottom, with ticks at round numbers and its title above. */
export function colourBar([x, y]: Point, height: number, scale: ValueScale, unit: string, caption: string): string {
  const show = displayOf(unit);
  const [low, high] = [scale.min * show.factor, scale.max * show.factor];
  const title = show.unit === '' ? caption : `${caption} (${show.unit})`;
  const outline = rect([x, y], WIDTH, height, `fill="none" stroke="${INK}" stroke-width="1"`);
  const parts = [text([x, y - 14], title, { size: 15, weight: 600 }), gradient([x, y], height, scale), outline];
  const ticks = ticksBetween(low, high, 8);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : high - low || 1;
  for (const tick of ticks) {
    const at = y + height - ((tick - low) / (high - low || 1)) * height;
    parts.push(line([[x + WIDTH, at], [x + WIDTH + 6, at]], `stroke="${INK}" stroke-width="1"`)); // prettier-ignore
    parts.push(text([x + WIDTH + 11, at + 5], tickLabel(tick, step), { size: 14 }));
  }
  return `<g id="colour-bar">${parts.join('')}</g>`;
}

/** Straight lines of colour between stops: within half a step of the table everywhere. */
function gradient(at: Point, height: number, { name }: ValueScale): string {
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => {
    const colour = rgb(colourAt(name, i / STOPS));
    return `<stop offset="${px(i / STOPS)}" stop-color="${colour}"/>`;
  });
  const definition = `<linearGradient id="colours" x1="0" y1="1" x2="0" y2="0">${stops.join('')}</linearGradient>`;
  return definition + rect(at, WIDTH, height, 'fill="url(#colours)"');
}

/** Squares with their meaning, for layers of classes. */
export function classLegend(at: Point, caption: string, classes: readonly { fill: string; label: string }[]): string {
  const [x, y] = at;
  const rows = classes.map(({ fill, label }, i) => {
    const top = y + 30 * i;
    return rect([x, top], WIDTH, 20, `fill="${fill}" stroke="${INK}" stroke-width="1"`) + text([x + WIDTH + 11, top + 15], label, { size: 14 }); // prettier-ignore
  });
  return `<g id="classes">${text([x, y - 14], caption, { size: 15, weight: 600 })}${rows.join('')}</g>`;
}

export function rgb([r, g, b]: readonly [number, number, number]): string {
  return `rgb(${px(r)},${px(g)},${px(b)})`;
}
