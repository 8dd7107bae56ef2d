import type { MapGrid } from '@openilrs/core/mission';
import type { Point } from './svg.ts';

/** Where the map lies on the figure, and the way from its metres to pixels. */
export interface MapFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly pixelsPerM: number;
  readonly xMinM: number;
  readonly xMaxM: number;
  readonly yMinM: number;
  readonly yMaxM: number;
}

/** The largest frame for `grid` with its upper left corner at (left, top), within `width` x `height` pixels. */
export function mapFrame(grid: MapGrid, [left, top]: Point, width: number, height: number): MapFrame {
  const [spanX, spanY] = [grid.columns * grid.stepM, grid.rows * grid.stepM];
  const pixelsPerM = Math.min(width / spanX, height / spanY);
  return {
    left,
    top,
    width: spanX * pixelsPerM,
    height: spanY * pixelsPerM,
    pixelsPerM,
    xMinM: grid.xMinM,
    xMaxM: grid.xMinM + spanX,
    yMinM: grid.yMaxM - spanY,
    yMaxM: grid.yMaxM,
  };
}

export function toPixel(frame: MapFrame, xM: number, yM: number): Point {
  return [frame.left + (xM - frame.xMinM) * frame.pixelsPerM, frame.top + (frame.yMaxM - yM) * frame.pixelsPerM];
}

export function contains(frame: MapFrame, xM: number, yM: number): boolean {
  return xM >= frame.xMinM && xM <= frame.xMaxM && yM >= frame.yMinM && yM <= frame.yMaxM;
}
