import { axisTextPx } from './text-width.ts';

/** Offers bytes to the reader as a file. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveText(name: string, text: string, type: string): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** A canvas as PNG, on the ground of the page. */
export async function savePng(name: string, canvas: HTMLCanvasElement): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error(`${name}: the browser could not write the picture`);
  saveFile(name, blob);
}

export interface SheetRow {
  readonly canvas: HTMLCanvasElement;
  /** Written over its left margin, one line below the other, in pixels of the page. */
  readonly lines?: readonly { readonly text: string; readonly color: string }[];
}

const HEAD_PX = 24;
const LINE_PX = 15;

/** Canvases one below the other, as they stand in the view, with a title line and what the page writes beside them. */
export function stack(rows: readonly SheetRow[], title: string, ground: string, ink: string): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const sheet = document.createElement('canvas');
  sheet.width = Math.max(...rows.map(({ canvas }) => canvas.width));
  const titles = linesOf(title, sheet.width / ratio - 16);
  const head = Math.round((HEAD_PX + (titles.length - 1) * LINE_PX) * ratio);
  sheet.height = head + rows.reduce((sum, { canvas }) => sum + canvas.height, 0);
  const pen = sheet.getContext('2d')!;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = ink;
  pen.font = `${12 * ratio}px system-ui, sans-serif`;
  titles.forEach((line, i) => pen.fillText(line, 8 * ratio, (16 + i * LINE_PX) * ratio));
  pen.font = `${11 * ratio}px system-ui, sans-serif`;
  let y = head;
  for (const { canvas, lines = [] } of rows) {
    pen.drawImage(canvas, 0, y);
    lines.forEach(({ text, color }, i) => {
      pen.fillStyle = color;
      pen.fillText(text, 8 * ratio, y + (18 + i * LINE_PX) * ratio);
    });
    y += canvas.height;
  }
  return sheet;
}

/** A text in lines no wider than `widthPx`, broken between words. */
function linesOf(text: string, widthPx: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    // the title is a twelfth larger than the text of an axis
    if (lines.length > 0 && axisTextPx(longer) * (12 / 11) <= widthPx) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const STYLES = ['fill', 'stroke', 'paint-order', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline', 'fill-opacity', 'stroke-opacity', 'display']; // prettier-ignore

/** The markup of a picture with its computed styles written in, so that it looks the same outside the page. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const sources = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const targets = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  sources.forEach((source, i) => {
    const style = getComputedStyle(source);
    targets[i]!.setAttribute('style', STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
    targets[i]!.removeAttribute('class');
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.style.background = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(name: string, svg: SVGSVGElement): void {
  saveText(name, svgText(svg), 'image/svg+xml');
}

/** The same picture in pixels, twice as fine as the screen shows it. */
export const saveSvgAsPng = (name: string, svg: SVGSVGElement): Promise<void> => saveMarkupAsPng(name, svgText(svg));

/** @param markup of a picture that says how large it is */
export async function saveMarkupAsPng(name: string, markup: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const { width, height } = image;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  await savePng(name, canvas);
}
