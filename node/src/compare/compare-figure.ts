import { basename } from 'node:path';
import { encodePng } from '../figures/png-image.ts';
import { rasterize } from '../figures/rasterize.ts';
import { INK, line, px, rect, SOFT_INK, text, wrap } from '../figures/svg.ts';
import { tickLabel, ticksBetween } from '../figures/ticks.ts';
import type { ComparedCells, Comparison } from './compare-rasters.ts';
import { DIVERGING, diverging } from './diverging.ts';

const [WIDTH, HEIGHT] = [1500, 1180];
const MAP = { left: 90, top: 150, size: 860 };
const SIDE = 1040;

/** PNG of the difference map with its scale, the histogram of differences and the figures. */
export function comparePng(comparison: Comparison, cells: ComparedCells, software: string): Promise<Uint8Array> {
  return rasterize(compareSvg(comparison, cells, software), 1.5);
}

export function compareSvg(comparison: Comparison, cells: ComparedCells, software: string): string {
  const limit = limitOf(comparison);
  const { map, reference, unit } = comparison;
  const title = `${basename(map.path)} minus ${basename(reference.path)}`;
  const parts = [
    rect([0, 0], WIDTH, HEIGHT, 'fill="#ffffff"'),
    ...wrap(title, WIDTH - 120, 30, 2).map((words, i) => text([60, 56 + 38 * i], words, { size: 30, weight: 600 })),
    text([60, 128], `Difference${unit === '' ? '' : ` (${unit})`}; grey: no value in one of them`, { size: 17 }),
    mapPicture(cells, limit),
    scaleBar(limit, unit),
    histogram(comparison, cells, limit),
    figures(comparison),
    text([60, HEIGHT - 30], `Made by ${software} with: ilrs compare ${basename(map.path)} ${basename(reference.path)}`, { size: 14, fill: SOFT_INK }), // prettier-ignore
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, sans-serif">${parts.join('')}</svg>`;
}

/** Colours reach to the 98th percentile of the size of differences, rounded up to 1, 2 or 5. */
function limitOf({ difference: { percentiles, maximum, minimum } }: Comparison): number {
  const wide = Math.max(Math.abs(percentiles.p1!), Math.abs(percentiles.p99!)) || Math.max(Math.abs(maximum), Math.abs(minimum)) || 1; // prettier-ignore
  const power = 10 ** Math.floor(Math.log10(wide));
  return [1, 2, 5, 10].find((f) => f * power >= wide * (1 - 1e-9))! * power;
}

function mapPicture({ columns, rows, map, reference, xMin, yMax, step }: ComparedCells, limit: number): string {
  const stride = Math.max(1, Math.ceil(Math.max(columns, rows) / MAP.size));
  const [wide, tall] = [Math.ceil(columns / stride), Math.ceil(rows / stride)];
  const rgba = new Uint8Array(4 * wide * tall);
  for (let r = 0; r < tall; r++)
    for (let c = 0; c < wide; c++) {
      const cell = Math.min(rows - 1, r * stride + (stride >> 1)) * columns + Math.min(columns - 1, c * stride + (stride >> 1)); // prettier-ignore
      const d = map[cell]! - reference[cell]!;
      rgba.set(Number.isNaN(d) ? [214, 214, 214, 255] : [...diverging(d / limit), 255], 4 * (r * wide + c));
    }
  const longest = Math.max(columns, rows);
  const [w, h] = [(MAP.size * columns) / longest, (MAP.size * rows) / longest];
  const png = Buffer.from(encodePng(rgba, wide, tall)).toString('base64');
  const image = `<image x="${MAP.left}" y="${MAP.top}" width="${px(w)}" height="${px(h)}" preserveAspectRatio="none" style="image-rendering:pixelated" image-rendering="optimizeSpeed" href="data:image/png;base64,${png}"/>`;
  return image + rect([MAP.left, MAP.top], w, h, `fill="none" stroke="${INK}" stroke-width="1"`) + axes(w, h, columns, rows, xMin, yMax, step); // prettier-ignore
}

/** Map coordinates in kilometres, or degrees of maps of longitude and latitude (radians inside: steps below 0.2). */
function axes(w: number, h: number, columns: number, rows: number, xMin: number, yMax: number, step: number): string {
  const degrees = step < 0.2;
  const unit = degrees ? Math.PI / 180 : 1000;
  const [x0, x1, y0, y1] = [xMin / unit, (xMin + columns * step) / unit, (yMax - rows * step) / unit, yMax / unit];
  const parts: string[] = [];
  const xs = ticksBetween(x0, x1, 8);
  for (const tick of xs) {
    const at = MAP.left + ((tick - x0) / (x1 - x0)) * w;
    parts.push(line([[at, MAP.top + h], [at, MAP.top + h + 6]], `stroke="${INK}"`), text([at, MAP.top + h + 24], tickLabel(tick, xs[1]! - xs[0]!), { size: 14, anchor: 'middle' })); // prettier-ignore
  }
  const ys = ticksBetween(y0, y1, 8);
  for (const tick of ys) {
    const at = MAP.top + ((y1 - tick) / (y1 - y0)) * h;
    parts.push(line([[MAP.left - 6, at], [MAP.left, at]], `stroke="${INK}"`), text([MAP.left - 10, at + 5], tickLabel(tick, ys[1]! - ys[0]!), { size: 14, anchor: 'end' })); // prettier-ignore
  }
  const caption = degrees ? 'longitude (x), latitude (y), degrees' : 'map coordinates x, y in km';
  return parts.join('') + text([MAP.left + w / 2, MAP.top + h + 48], caption, { size: 14, anchor: 'middle', fill: SOFT_INK }); // prettier-ignore
}

function scaleBar(limit: number, unit: string): string {
  const [x, y, width, height] = [SIDE, 170, 400, 22];
  const stops = DIVERGING.map(([r, g, b], i) => `<stop offset="${px(i / (DIVERGING.length - 1))}" stop-color="rgb(${r},${g},${b})"/>`); // prettier-ignore
  const labels = [-1, -0.5, 0, 0.5, 1].map((t) =>
    text([x + ((t + 1) / 2) * width, y + height + 20], tickLabel(t * limit, limit / 2), { size: 14, anchor: 'middle' }),
  );
  return `<linearGradient id="d">${stops.join('')}</linearGradient>${text([x, y - 14], `map minus reference${unit === '' ? '' : ` (${unit})`}`, { size: 15, weight: 600 })}${rect([x, y], width, height, `fill="url(#d)" stroke="${INK}"`)}${labels.join('')}`;
}

const BINS = 80;

function histogram({ difference }: Comparison, { map, reference }: ComparedCells, limit: number): string {
  const counts = new Float64Array(BINS);
  for (let i = 0; i < map.length; i++) {
    const d = map[i]! - reference[i]!;
    if (!Number.isNaN(d)) counts[Math.min(BINS - 1, Math.max(0, Math.floor(((d / limit + 1) / 2) * BINS)))]! += 1;
  }
  const [x, y, width, height] = [SIDE, 290, 400, 230];
  const most = Math.max(...counts);
  const bars = Array.from(counts, (count, i) => {
    const tall = (count / most) * height;
    const [r, g, b] = diverging(((i + 0.5) / BINS) * 2 - 1);
    return rect([x + (i * width) / BINS, y + height - tall], width / BINS, tall, `fill="rgb(${r},${g},${b})" stroke="#888888" stroke-width="0.3"`); // prettier-ignore
  });
  const at = (value: number) => x + ((Math.max(-1, Math.min(1, value / limit)) + 1) / 2) * width;
  const bias = line([[at(difference.bias), y], [at(difference.bias), y + height]], `stroke="${INK}" stroke-width="1.5" stroke-dasharray="5 4"`); // prettier-ignore
  return `${text([x, y - 14], 'Cells by difference (ends: all beyond; dashed: bias)', { size: 15, weight: 600 })}${bars.join('')}${line([[x, y + height], [x + width, y + height]], `stroke="${INK}"`)}${bias}`; // prettier-ignore
}

function figures({ difference: d, thresholds, map, reference }: Comparison): string {
  const n = (value: number) => (Math.abs(value) >= 1000 || value === 0 ? value.toFixed(0) : value.toPrecision(4));
  const rows: [string, string][] = [
    ['cells compared', `${d.cells.toLocaleString('en-US')} (${n(d.areaKm2)} km²)`],
    ['mean of map, of reference', `${n(d.mapMean)}, ${n(d.referenceMean)}`],
    ['bias', n(d.bias)],
    ['rms; without the bias', `${n(d.rms)}; ${n(d.deviation)}`],
    ['mean size of the difference', n(d.meanAbsolute)],
    ['1, 5, 25 %', [d.percentiles.p1!, d.percentiles.p5!, d.percentiles.p25!].map(n).join(', ')],
    ['median', n(d.percentiles.p50!)],
    ['75, 95, 99 %', [d.percentiles.p75!, d.percentiles.p95!, d.percentiles.p99!].map(n).join(', ')],
    ['least, most', `${n(d.minimum)}, ${n(d.maximum)}`],
    ['correlation', d.correlation === null ? '-' : d.correlation.toFixed(4)],
    ...thresholds.slice(0, 4).map((t): [string, string] => [`from ${n(t.threshold)}: map, ref., both (km²)`, `${n(t.mapAboveKm2)}, ${n(t.referenceAboveKm2)}, ${n(t.bothAboveKm2)}`]), // prettier-ignore
    ['cells of map, of reference', `${n(map.cellM[0])} m, ${n(reference.cellM[0])} m`],
  ];
  return rows
    .map(
      ([label, value], i) =>
        text([SIDE, 585 + 32 * i], label, { size: 15, fill: SOFT_INK }) +
        text([SIDE + 240, 585 + 32 * i], value, { size: 15, weight: 600 }),
    ) // prettier-ignore
    .join('');
}
