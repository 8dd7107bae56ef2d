/** Where a chart draws: the edges of its plot in pixels of its picture, and where values stand in it. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
}

export type PlotEdges = Pick<PlotArea, 'left' | 'right' | 'top' | 'bottom'>;
export type PlotSpan = readonly [from: number, to: number];

/** A tick of an axis, in the language of the page. */
export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

/** @param ySpan lowest and highest value; the highest stands at the top */
export function plotArea(edges: PlotEdges, xSpan: PlotSpan, ySpan: PlotSpan): PlotArea {
  const { left, right, top, bottom } = edges;
  return {
    ...edges,
    x: (value) => left + ((value - xSpan[0]) / (xSpan[1] - xSpan[0])) * (right - left),
    y: (value) => bottom - ((value - ySpan[0]) / (ySpan[1] - ySpan[0])) * (bottom - top),
  };
}

/** Path of a line through points, tenths of a pixel. */
export function pathThrough(area: PlotArea, points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${area.x(x).toFixed(1)} ${area.y(y).toFixed(1)}`).join('');
}
