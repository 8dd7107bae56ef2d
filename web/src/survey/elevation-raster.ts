import type { MapGrid } from '@openilrs/core/mission';
import { addressOf } from '../api-client/client.ts';
import { request } from '../api-client/request.ts';
import { hillshade, type HeightGrid } from './hillshade.ts';
import { decodeRaster } from './live/raster.ts';

/** The elevations of the survey's map. */
export async function loadHeights(grid: MapGrid, signal: AbortSignal): Promise<HeightGrid> {
  const answer = await request(addressOf('surveyRaster', { layer: 'elevation' }), { signal });
  const { columns, rows, stepM } = grid;
  return { columns, rows, stepM, heightM: decodeRaster(await answer.arrayBuffer()) };
}

/** The relief as a picture that the map can show. */
export async function reliefUrl(heights: HeightGrid): Promise<string> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [heights.columns, heights.rows];
  canvas.getContext('2d')!.putImageData(new ImageData(hillshade(heights), heights.columns, heights.rows), 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return blob === null ? '' : URL.createObjectURL(blob);
}

/** Height at a place of the map, the cell that holds it; null outside or where there is none. */
export function heightAt(heights: HeightGrid, grid: MapGrid, xM: number, yM: number): number | null {
  const column = Math.floor((xM - grid.xMinM) / grid.stepM);
  const row = Math.floor((grid.yMaxM - yM) / grid.stepM);
  if (column < 0 || row < 0 || column >= heights.columns || row >= heights.rows) return null;
  const value = heights.heightM[row * heights.columns + column]!;
  return Number.isNaN(value) ? null : value;
}
