import { inlineRunner } from '@openilrs/core/jobs';
import {
  cellHorizons,
  createSweeper,
  fromGnomonic,
  gnomonicFrame,
  horizonAt,
  latLonOf,
  MOON_RADIUS_M,
  sampleTerrain,
  skylineAt,
  sweepTerrain,
  unitVector,
  unproject,
  type Dem,
  type Terrain,
} from '@openilrs/core/terrain';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { bruteForceElevation } from '../../core/src/terrain/testing/brute-force-march.ts';
import { grassHorizons, grassVersion } from './grass.ts';
import { requireAhead, type Errors } from './verdict.ts';

export const title =
  'Horizons of a 20 x 20 km region beside GRASS r.horizon and a ray march: one 40 m grid, 25 km of view, from the ground';

const KIND = 'southPolarStereographic';
const [INNER, BORDER, STEP_M] = [512, 625, 40];
const RANGE_M = BORDER * STEP_M;
const CENTRE = [-10_960, -12_020] as const;
const ORIENTATIONS_DEG = [9, 57, 103, 151];
const DIRECTIONS_DEG = [...ORIENTATIONS_DEG, ...ORIENTATIONS_DEG.map((deg) => deg + 180)];
const CHECKED = 40;
const DEGREE = Math.PI / 180;

export async function run(print: (line: string) => void): Promise<void> {
  if (grassVersion() === null) {
    print('GRASS is not on this machine: install it with `apt-get install grass-core`');
    return;
  }
  const dem = projected(await loadBundledTerrain());
  const cells = randomCells();
  const work = INNER * INNER * DIRECTIONS_DEG.length;

  const grass = grassHorizons(dem, BORDER, DIRECTIONS_DEG);
  const grassNs = (grass.seconds * 1e9) / work;
  const grassError = errors(dem, cells, (d, row, column) => grass.elevationRad[d]![row * INNER + column]!);

  const sweep = await swept([dem], cells);
  const march = marched([dem], cells);

  const row = (name: string, ns: number, { rms, p75, p99 }: Errors) =>
    print(
      `${name.padEnd(34)} ${ns.toFixed(1).padStart(8)} ns per cell and direction, ${(grassNs / ns).toFixed(1).padStart(6)} x GRASS, error ${rms.toFixed(3)} degrees rms, ${p75.toFixed(3)} at p75, ${p99.toFixed(3)} at p99`,
    );
  row(`GRASS ${grass.version}, r.horizon`, grassNs, grassError);
  row('ray march (horizonAt)', march.ns, march.error);
  row('sweep', sweep.ns, sweep.error);
  requireAhead({ ns: grassNs, error: grassError }, sweep);
  print(
    `processor time of one thread; error against the brute-force march over the same grid, ${CHECKED} random cells x ${DIRECTIONS_DEG.length} directions`,
  );
}

/** The bundled terrain on one projected grid, as r.horizon wants it: the region and 25 km around. */
function projected(terrain: Terrain): Dem {
  const side = INNER + 2 * BORDER;
  const [xMin, yMax] = [CENTRE[0] - (side / 2) * STEP_M, CENTRE[1] + (side / 2) * STEP_M];
  const values = new Float32Array(side * side);
  const sample = new Float64Array(2);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [xMin + ((i % side) + 0.5) * STEP_M, yMax - (Math.floor(i / side) + 0.5) * STEP_M];
    sampleTerrain(terrain, ...unitVector(...unproject(KIND, x, y)), sample);
    values[i] = sample[0]!;
  }
  const grid = { kind: KIND, columns: side, rows: side, step: STEP_M, xMin, yMax } as const;
  return { name: 'projected', sha256: '', notice: '', grid, values, scale: 1, offset: 0, noData: null };
}

/** Rows (from the top) and columns within the region, by a small linear congruential sequence. */
function randomCells(): [row: number, column: number][] {
  let state = 20_261_121;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return Array.from({ length: CHECKED }, () => [Math.floor(next() * INNER), Math.floor(next() * INNER)]);
}

/** Root mean square and percentiles of the error in degrees, over cells and directions. */
function errors(
  dem: Dem,
  cells: readonly (readonly [number, number])[],
  elevation: (direction: number, row: number, column: number) => number,
): Errors {
  const off = cells.flatMap(([row, column]) =>
    DIRECTIONS_DEG.map((deg, d) => {
      const [lat, lon, azimuth] = look(dem, row, column, deg);
      return Math.abs(elevation(d, row, column) - truth([dem], lat, lon, azimuth)) / DEGREE;
    }),
  );
  return spread(off);
}

function truth(terrain: Terrain, lat: number, lon: number, azimuth: number): number {
  const options = { nearStepM: 4, nearM: 2000, farStepM: 20, rangeM: RANGE_M };
  return bruteForceElevation(terrain, lat, lon, 0, azimuth, options).elevationRad;
}

function spread(off: number[]): Errors {
  off.sort((a, b) => a - b);
  const rms = Math.sqrt(off.reduce((sum, e) => sum + e * e, 0) / off.length);
  return { rms, p75: off[Math.floor(off.length * 0.75)]!, p99: off[Math.floor(off.length * 0.99)]! };
}

/** Place (radians) of a cell of the region and the azimuth in which a direction of the grid leaves it. */
function look({ grid }: Dem, row: number, column: number, deg: number): [number, number, number] {
  const x = grid.xMin + (column + BORDER + 0.5) * STEP_M;
  const y = grid.yMax - (row + BORDER + 0.5) * STEP_M;
  const [lat, lon] = unproject(KIND, x, y);
  // South polar map: x = r sin(lon), y = r cos(lon), so north points along (sin lon, cos lon) and east along (cos lon, -sin lon).
  const [dx, dy] = [Math.cos(deg * DEGREE), Math.sin(deg * DEGREE)];
  const azimuth = Math.atan2(dx * Math.cos(lon) - dy * Math.sin(lon), dx * Math.sin(lon) + dy * Math.cos(lon));
  return [lat, lon, azimuth < 0 ? azimuth + 2 * Math.PI : azimuth];
}

async function swept(terrain: Terrain, cells: readonly (readonly [number, number])[]) {
  const frame = gnomonicFrame(KIND, ...CENTRE);
  const scale = 2 / (1 + Math.cos(Math.hypot(...CENTRE) / MOON_RADIUS_M));
  const plane = sweepTerrain(terrain, frame, INNER, STEP_M / scale, { rangeM: RANGE_M });
  const sweeper = createSweeper(plane);
  const angles = DIRECTIONS_DEG.map((deg) => deg * DEGREE);
  const rounds = Array.from({ length: 4 }, () => {
    const before = process.cpuUsage().user;
    for (const angle of angles) sweeper.tangents(angle, 0);
    return (process.cpuUsage().user - before) * 1000;
  });
  const places = cells.map(([row, column]) => [INNER - 1 - row, column] as const);
  const seen = await cellHorizons(inlineRunner, plane, places, [0], 360);
  const off = seen.flatMap(({ azimuthRad, elevationRad, row, column }) => {
    const [x, y] = [column, row].map((cell) => (cell - (INNER - 1) / 2) * plane.stepM) as [number, number];
    const [lat, lon] = latLonOf(
      ...(fromGnomonic(frame, x, y, new Float64Array(3)) as unknown as [number, number, number]),
    );
    return DIRECTIONS_DEG.map(
      (deg) => Math.abs(elevationRad[deg]! - truth(terrain, lat, lon, azimuthRad[deg]!)) / DEGREE,
    );
  });
  return { ns: Math.min(...rounds) / (INNER * INNER * DIRECTIONS_DEG.length), error: spread(off) };
}

function marched(terrain: Terrain, cells: readonly (readonly [number, number])[]) {
  const dem = terrain[0]!;
  const some = cells.slice(0, 10);
  const before = process.cpuUsage().user;
  const profiles = some.map(([row, column]) => {
    const [lat, lon] = look(dem, row, column, 0);
    return horizonAt(terrain, lat, lon, 0, { rangeM: RANGE_M });
  });
  const ns = ((process.cpuUsage().user - before) * 1000) / (some.length * 720);
  return {
    ns,
    error: errors(dem, some, (d, row, column) => {
      const i = some.findIndex(([r, c]) => r === row && c === column);
      return skylineAt(profiles[i]!, look(dem, row, column, DIRECTIONS_DEG[d]!)[2]);
    }),
  };
}
