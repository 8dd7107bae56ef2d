import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult } from '@openilrs/core/mission';
import { pathThrough, type PlotArea } from '../figures/plot-area.ts';

export interface SkyPoint {
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
  readonly et: number;
}

/** A track over the sky cut where it passes north, so that no line crosses the chart; each piece is one turn. */
export function turnsOf(
  et: readonly number[],
  azimuthDeg: readonly number[],
  elevationDeg: readonly number[],
): SkyPoint[][] {
  const turns: SkyPoint[][] = [];
  let turn: SkyPoint[] = [];
  for (let i = 0; i < et.length; i += 1) {
    const here = { et: et[i]!, azimuthDeg: azimuthDeg[i]!, elevationDeg: elevationDeg[i]! };
    const last = turn.at(-1);
    if (last !== undefined && Math.abs(here.azimuthDeg - last.azimuthDeg) > 180) {
      turn.push(edge(last, here));
      turns.push(turn);
      turn = [edge(here, last)];
    }
    turn.push(here);
  }
  return turn.length > 0 ? [...turns, turn] : turns;
}

/** Where the step from `inside` to `beyond` leaves the chart, at 0 or 360. */
function edge(inside: SkyPoint, beyond: SkyPoint): SkyPoint {
  const limit = inside.azimuthDeg > 180 ? 360 : 0;
  const whole = Math.abs(inside.azimuthDeg - limit) + Math.abs(beyond.azimuthDeg - (360 - limit));
  const f = whole === 0 ? 0 : Math.abs(inside.azimuthDeg - limit) / whole;
  const between = (a: number, b: number) => a + f * (b - a);
  return {
    azimuthDeg: limit,
    elevationDeg: between(inside.elevationDeg, beyond.elevationDeg),
    et: between(inside.et, beyond.et),
  };
}

/** Lowest and highest elevation that the chart must show, with a margin. */
export function elevationSpan(skyline: readonly number[], sky: SkyResult | null): [low: number, high: number] {
  const all = [...skyline, ...(sky?.sunElevationDeg ?? []), ...(sky?.earthElevationDeg ?? [])];
  const [low, high] = all.reduce(([min, max], value) => [Math.min(min, value), Math.max(max, value)], [-1, 1]);
  return [Math.floor(low * 2) / 2, Math.ceil(high * 2) / 2 + 0.5];
}

/** The Sun and the Earth over the sky, turn by turn. */
export interface SkyTracks {
  readonly sun: SkyPoint[][];
  readonly earth: SkyPoint[][];
}

export function skyTracks(sky: SkyResult | null): SkyTracks {
  if (sky === null) return { sun: [], earth: [] };
  return {
    sun: turnsOf(sky.et, sky.sunAzimuthDeg, sky.sunElevationDeg),
    earth: turnsOf(sky.et, sky.earthAzimuthDeg, sky.earthElevationDeg),
  };
}

export const trackPath = (area: PlotArea, turns: readonly (readonly SkyPoint[])[]): string =>
  turns.map((turn) => pathThrough(area, turn.map(({ azimuthDeg, elevationDeg }) => [azimuthDeg, elevationDeg] as const))).join(''); // prettier-ignore

/** A skyline from north all the way round to north again. */
export function skylinePath(area: PlotArea, { azimuthDeg, elevationDeg }: HorizonResult): string {
  const points = azimuthDeg.map((azimuth, i) => [azimuth, elevationDeg[i]!] as const);
  const first = points[0];
  if (first === undefined) return '';
  // the profile begins at its first direction and need not reach 360
  const around = points.at(-1)![0] < 360 ? [[360, first[1]] as const] : [];
  return pathThrough(area, [...(first[0] > 0 ? [[0, first[1]] as const] : []), ...points, ...around]);
}
