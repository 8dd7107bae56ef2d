import type { MapFigure } from './figure-record.ts';
import { SOFT_INK, text, wrap, type Point } from './svg.ts';

export interface Block {
  readonly svg: string;
  /** Lowest pixel that the block uses. */
  readonly bottom: number;
}

/** Two parts: what is shown and from what height; what exactly that means, over which period. */
export function titleBlock({ layer, period }: MapFigure, at: Point, width: number): Block {
  const height = layer.heightM === null ? '' : layer.heightM === 0 ? ', at the ground' : `, ${layer.heightM} m above the ground`; // prettier-ignore
  const over = period ? `, ${day(period.fromUtc)} to ${day(period.toUtc)}` : '';
  const first = lines(at, wrap(layer.title + height, width, 30, 2), 30, 600);
  return stack(first, lines([at[0], first.bottom + 30], wrap(layer.definition + over, width, 18, 3), 18));
}

/** Notice, projection, software and the command that makes the figure again. */
export function footerBlock({ notice, software, command, grid }: MapFigure, at: Point, width: number): Block {
  const map = `South polar stereographic on the sphere of 1737.4 km (IAU_2015:30135), cells of ${grid.stepM} m. Relief lit from the upper left.`;
  const terrain = notice === '' ? [] : wrap(`Terrain: ${notice}.`, width, 15);
  const first = lines(at, terrain, 15, 600);
  const rest = [map, `Made by ${software} with: ${command}`].flatMap((part) => wrap(part, width, 14, 3));
  return stack(first, lines([at[0], first.bottom + (terrain.length > 0 ? 22 : 0)], rest, 14, 400, SOFT_INK));
}

function lines([x, y]: Point, content: readonly string[], size: number, weight: 400 | 600 = 400, fill?: string): Block {
  const leading = Math.round(size * 1.35);
  const style = { size, weight, ...(fill === undefined ? {} : { fill }) };
  const svg = content.map((words, i) => text([x, y + i * leading], words, style)).join('');
  return { svg, bottom: y + Math.max(0, content.length - 1) * leading };
}

function stack(a: Block, b: Block): Block {
  return { svg: a.svg + b.svg, bottom: Math.max(a.bottom, b.bottom) };
}

/** 2020-01-01T00:00:00Z -> 2020-01-01; other times of day are kept to the minute. */
function day(utc: string): string {
  const [date, time = ''] = utc.split('T');
  return /^(00:00(:00(\.0*)?)?)?Z?$/.test(time) ? date! : `${date} ${time.slice(0, 5)} UTC`;
}
