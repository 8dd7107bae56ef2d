let pen: CanvasRenderingContext2D | null = null;

/** The font of axes and lanes. */
export const AXIS_FONT = '11px system-ui, sans-serif';

/** Width of a text on an axis, in CSS pixels. */
export function axisTextPx(text: string): number {
  pen ??= document.createElement('canvas').getContext('2d')!;
  pen.font = AXIS_FONT;
  return pen.measureText(text).width;
}

/** A text cut to a width, with an ellipsis where something is missing. */
export function clipText(text: string, widthPx: number, textPx: (text: string) => number = axisTextPx): string {
  if (textPx(text) <= widthPx) return text;
  let kept = text;
  while (kept.length > 1 && textPx(`${kept}…`) > widthPx) kept = kept.slice(0, -1);
  return `${kept}…`;
}
