import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { complement, longest, toWindows, totalS, type Window, type Windows } from '../../time/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { fromGnomonic, gnomonicFrame } from '../ground/gnomonic.ts';
import { latLonOf, project } from '../ground/projection.ts';
import { resolutionAt, sampleTerrain } from '../ground/terrain-height.ts';
import { horizonAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import { sunOverSkyline } from '../light/light-at-point.ts';
import type { LunarSky } from '../light/light-sky.ts';
import { cellHorizons, type CellHorizon } from '../sweep/horizon-map.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import type { Eye } from './site-pairs.ts';

/** Light of arrays that may stand anywhere within `radiusM` of their places: the union over the cells looked at, their speed left aside. */
export interface MobileLight {
  readonly radiusM: number;
  /** Cells looked at, each piece of ground counted once. */
  readonly cells: number;
  readonly lit: Windows;
  readonly sunAnyFraction: number;
  readonly longestDark: Window | null;
}

interface WindowsInput {
  readonly profile: HorizonProfile;
  readonly sky: LunarSky;
}

export const sunWindowsJob: Job<WindowsInput, Windows> = {
  name: 'terrain/sun-windows',
  run: ({ profile, sky }) => sunOverSkyline(profile, sky, [sky.fromEt, sky.toEt]).any,
};

export interface MobilePorts extends JobOptions {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
}

const DIRECTIONS = 720;
/** Cells along the radius unless told. */
const ALONG = 4;

/**
 * What mobility gains: light within each radius, rising (metres, up to 5 km; 0 is the place itself).
 *
 * The place itself has its exact skyline; those around it come from the sweep on a lattice of the terrain's own step (at least 1/32 of the largest radius); light from solved crossings.
 * Of each radius about pi along^2 cells are taken, `along` of them along it, with those of the smaller radii: so the gain is a lower bound, and grows with the radius.
 */
export async function mobileLight(
  eye: Eye,
  radiiM: readonly number[],
  ports: MobilePorts,
  along = ALONG,
): Promise<MobileLight[]> {
  const radii = [...radiiM].sort((a, b) => a - b);
  const cells = await reachableLight(eye, radii, ports, along);
  return radii.map((radiusM) => {
    const within = cells.filter((cell) => cell.distanceM <= radiusM);
    return { radiusM, cells: within.length, ...anyOf(within.map(({ lit }) => lit), [ports.sky.fromEt, ports.sky.toEt]) }; // prettier-ignore
  });
}

/** A cell that an array can reach from its place, with its light. */
export interface ReachableCell {
  readonly latRad: number;
  readonly lonRad: number;
  /** From the place along the lattice; 0 for the place itself. */
  readonly distanceM: number;
  readonly lit: Windows;
}

/** The cells that are looked at for radii in rising order; see {@link mobileLight}. */
export async function reachableLight(
  eye: Eye,
  radii: readonly number[],
  ports: MobilePorts,
  along = ALONG,
): Promise<ReachableCell[]> {
  const { terrain, sky, runner, signal, progress } = ports;
  const most = radii[radii.length - 1]!;
  const stepM = Math.max(resolutionAt(terrain, eye.latRad, eye.lonRad), most / 32);
  const reach = Math.max(4, Math.ceil(most / stepM) + 1);
  const kind = 'southPolarStereographic';
  const [x, y] = project(kind, eye.latRad, eye.lonRad);
  // The lattice has an even number of cells: its centre is set so that the place lies on the cell beside it.
  const frame = gnomonicFrame(kind, x - stepM / 2, y - stepM / 2);
  const swept = sweepTerrain(terrain, frame, 2 * reach, stepM, signal === undefined ? {} : { signal });
  const offsets = radii.map((radius) => offsetsWithin(radius / stepM, along));
  const cells = unique(offsets.flat());
  const options = { ...(signal && { signal }) };
  const at = ({ column, row }: Offset) => [reach + row, reach + column] as const;
  const skylines = await cellHorizons(runner, swept, cells.map(at), [eye.heightM], DIRECTIONS, options);
  const profiles = skylines.map((skyline, i) =>
    cells[i]!.column === 0 && cells[i]!.row === 0
      ? horizonAt(terrain, eye.latRad, eye.lonRad, eye.heightM)
      : profileOfCell(terrain, frame, reach, stepM, skyline),
  );
  const inputs = profiles.map((profile) => ({ profile, sky }));
  const lights = await runner.map(sunWindowsJob, inputs, {
    ...options,
    ...(progress && { progress: (done, total) => progress(done, total, 'light within reach') }),
  });
  return cells.map(({ column, row }, i) => {
    const { latRad, lonRad } = profiles[i]!;
    return { latRad, lonRad, distanceM: Math.hypot(column, row) * stepM, lit: lights[i]! };
  });
}

/** Any of several lists of windows. */
export function anyOf(
  lights: readonly Windows[],
  period: Window,
): Pick<MobileLight, 'lit' | 'sunAnyFraction' | 'longestDark'> {
  const lit = toWindows(lights.flat());
  const fraction = totalS(lit) / (period[1] - period[0]);
  return { lit, sunAnyFraction: fraction, longestDark: longest(complement(lit, period)) };
}

interface Offset {
  readonly column: number;
  readonly row: number;
}

/** Cells within a radius (in cells), about `along` of them along it. */
function offsetsWithin(radius: number, along: number): Offset[] {
  const stride = Math.max(1, Math.round(radius / along));
  const reach = Math.floor(radius / stride);
  const out: Offset[] = [];
  for (let i = -reach; i <= reach; i++)
    for (let j = -reach; j <= reach; j++)
      if (Math.hypot(i, j) * stride <= radius) out.push({ column: i * stride, row: j * stride });
  return out;
}

function unique(offsets: readonly Offset[]): Offset[] {
  return [...new Map(offsets.map((offset) => [`${offset.column},${offset.row}`, offset])).values()];
}

/** A skyline of the sweep as a profile: brought to equal azimuths from north, straight lines in between. `reach`: half the cells of the lattice. */
export function profileOfCell(
  terrain: Terrain,
  frame: ReturnType<typeof gnomonicFrame>,
  reach: number,
  stepM: number,
  { row, column, heightM, azimuthRad, elevationRad }: CellHorizon,
): HorizonProfile {
  const u = fromGnomonic(frame, (column - reach + 0.5) * stepM, (row - reach + 0.5) * stepM, new Float64Array(3));
  const [latRad, lonRad] = latLonOf(u[0]!, u[1]!, u[2]!);
  const ground = new Float64Array(2);
  sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, ground);
  const n = azimuthRad.length;
  const order = [...azimuthRad.keys()].sort((a, b) => azimuthRad[a]! - azimuthRad[b]!);
  const turn = 2 * Math.PI;
  const out = new Float64Array(n);
  for (let i = 0, next = 0; i < n; i++) {
    const azimuth = (turn * i) / n;
    while (next < n && azimuthRad[order[next]!]! < azimuth) next++;
    const [before, after] = [order[(next + n - 1) % n]!, order[next % n]!];
    const gap = (azimuthRad[after]! - azimuthRad[before]! + turn) % turn;
    const share = ((azimuth - azimuthRad[before]! + turn) % turn) / gap;
    out[i] = elevationRad[before]! + share * (elevationRad[after]! - elevationRad[before]!);
  }
  return { latRad, lonRad, heightM, terrainHeightM: ground[0]!, elevationRad: out, distanceM: new Float64Array(n) };
}
