import type { LegendEntry } from './legend.ts';
import { svgText } from './save.ts';
import { axisTextPx } from './text-width.ts';

const [HEAD_PX, ROW_PX, MARK_PX, LEFT_PX] = [22, 16, 18, 8];
const NAMESPACE = 'http://www.w3.org/2000/svg';

interface Placed extends LegendEntry {
  readonly x: number;
  readonly row: number;
}

/** Legend entries in rows no wider than the picture. */
export function legendRows(
  entries: readonly LegendEntry[],
  widthPx: number,
  textPx: (text: string) => number = axisTextPx,
): Placed[] {
  let [x, row] = [LEFT_PX, 0];
  return entries.map((entry) => {
    const needs = MARK_PX + textPx(entry.label) + 14;
    if (x > LEFT_PX && x + needs > widthPx) [x, row] = [LEFT_PX, row + 1];
    const placed = { ...entry, x, row };
    x += needs;
    return placed;
  });
}

/** A chart for use outside the page: its title above, its marks explained below, all colours written in. */
export function chartSheet(svg: SVGSVGElement, title: string, legend: readonly LegendEntry[]): string {
  const { width, height } = svg.getBoundingClientRect();
  const page = getComputedStyle(document.documentElement);
  const color = (css: string) => /^var\((.*)\)$/.exec(css)?.[1]?.replace(/^(.*)$/, (name: string) => page.getPropertyValue(name)) ?? css; // prettier-ignore
  const placed = legendRows(legend, width);
  const rows = placed.length === 0 ? 0 : placed.at(-1)!.row + 1;
  const total = HEAD_PX + height + rows * ROW_PX + 4;
  const sheet = document.createElementNS(NAMESPACE, 'svg');
  const add = (name: string, attributes: Record<string, string | number>, text = '') => {
    const element = document.createElementNS(NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    sheet.append(element);
    return element;
  };
  for (const [key, value] of Object.entries({ width, height: total, viewBox: `0 0 ${width} ${total}` }))
    sheet.setAttribute(key, String(value));
  const ink = page.getPropertyValue('--text');
  const font = { 'font-family': 'system-ui, sans-serif', fill: ink };
  add('rect', { width, height: total, fill: page.getPropertyValue('--surface') });
  add('text', { x: LEFT_PX, y: 15, 'font-size': 13, 'font-weight': 600, ...font }, title);
  const chart = new DOMParser().parseFromString(svgText(svg), 'image/svg+xml').documentElement;
  chart.setAttribute('y', String(HEAD_PX));
  sheet.append(chart);
  for (const { label, color: css, mark, x, row } of placed) {
    const y = HEAD_PX + height + row * ROW_PX + 10;
    if (mark === 'box') add('rect', { x, y: y - 8, width: 12, height: 9, fill: color(css), stroke: ink, 'stroke-width': 0.5 }); // prettier-ignore
    else add('line', { x1: x, x2: x + 14, y1: y - 4, y2: y - 4, stroke: color(css), 'stroke-width': mark === 'line' ? 1 : mark === 'thick' ? 3 : 2, ...(mark === 'dashed' ? { 'stroke-dasharray': '4 2' } : {}) }); // prettier-ignore
    add('text', { x: x + MARK_PX, y, 'font-size': 11, ...font }, label);
  }
  return new XMLSerializer().serializeToString(sheet);
}
