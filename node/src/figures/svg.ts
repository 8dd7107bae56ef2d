/** Small pieces of SVG; all numbers are pixels of the figure. */

export type Point = readonly [x: number, y: number];

/** Inter ships with the program (see rasterize.ts); the rest is for viewers of a saved SVG. */
export const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif";
export const INK = '#1a1a1a';
export const SOFT_INK = '#555555';

export interface TextStyle {
  readonly size: number;
  readonly weight?: 400 | 600;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Width of a white outline that keeps text readable on a picture. */
  readonly halo?: number;
}

/** One line of text; `y` is the baseline. */
export function text([x, y]: Point, content: string, style: TextStyle): string {
  const { size, weight = 400, fill = INK, anchor = 'start', halo } = style;
  const place = `x="${px(x)}" y="${px(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}"`;
  const outline =
    halo === undefined
      ? ''
      : `<text ${place} fill="none" stroke="#ffffff" stroke-opacity="0.85" stroke-width="${halo}" stroke-linejoin="round">${escape(content)}</text>`;
  return `${outline}<text ${place} fill="${fill}">${escape(content)}</text>`;
}

export function line(points: readonly Point[], attributes: string): string {
  return `<polyline fill="none" ${attributes} points="${points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')}"/>`;
}

export function rect([x, y]: Point, width: number, height: number, attributes: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ${attributes}/>`;
}

/** A hundredth of a pixel is enough, and the same bytes come out everywhere. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Mean advance of Inter's lower-case text in em, a little generous; measured text would need the font here. */
const ADVANCE_EM = 0.55;

/** Breaks text into lines of about `width` pixels, at spaces; the last of `most` lines ends in "…" when there was more. */
export function wrap(content: string, width: number, size: number, most = 99): string[] {
  const room = Math.floor(width / (ADVANCE_EM * size));
  const lines: string[] = [];
  for (const word of content.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, room - 2)} …`];
}
