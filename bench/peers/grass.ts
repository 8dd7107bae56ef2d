import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOON_RADIUS_M, type Dem } from '@openilrs/core/terrain';

/** r.horizon bends the ground by the Earth's radius; a Moon enlarged to it, heights and cells alike, shows the same angles. */
const GRASS_RADIUS_M = 6_371_000;
const ENLARGED = GRASS_RADIUS_M / MOON_RADIUS_M;

export interface GrassHorizons {
  readonly version: string;
  /** Processor seconds of r.horizon itself, without import and export. */
  readonly seconds: number;
  /** Radians, one raster for each direction, rows from the top, of the grid without its border. */
  readonly elevationRad: readonly Float32Array[];
}

/** Version of GRASS GIS on this machine, or null. */
export function grassVersion(): string | null {
  try {
    return execFileSync('grass', ['--config', 'version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n')[0]!;
  } catch {
    return null;
  }
}

/**
 * Runs r.horizon over a grid whose outer `border` cells are only looked at; directions in degrees counterclockwise from the grid's x.
 *
 * r.horizon takes directions from true north, so the grid is laid about the equator of a Mercator map, where the map's directions are the true ones.
 */
export function grassHorizons(dem: Dem, border: number, directionsDeg: readonly number[]): GrassHorizons {
  const folder = mkdtempSync(join(tmpdir(), 'openilrs-grass-'));
  try {
    const { columns, rows, step } = dem.grid;
    const cell = step * ENLARGED;
    writeFileSync(
      join(folder, 'dem.bin'),
      Float32Array.from(dem.values, (v) => (v * dem.scale + dem.offset) * ENLARGED),
    );
    const inner = columns - 2 * border;
    const [side, edge] = [(columns / 2) * cell, (inner / 2) * cell];
    writeFileSync(
      join(folder, 'run.sh'),
      [
        'set -e; exec 2> errors.txt',
        'export GRASS_OVERWRITE=1 GRASS_VERBOSE=0',
        `r.in.bin -f input=dem.bin output=dem bytes=4 order=native north=${side} south=${-side} east=${side} west=${-side} rows=${rows} cols=${columns}`,
        `g.region n=${edge} s=${-edge} w=${-edge} e=${edge} rows=${inner} cols=${inner}`,
        'TIMEFORMAT="%U"',
        ...directionsDeg.map(
          (deg) =>
            `{ time r.horizon elevation=dem direction=${deg} bufferzone=${border * cell} maxdistance=${border * cell} output=h ; } 2>> times.txt; r.out.bin input=$(g.list type=raster pattern='h_*') output=h${deg}.bin bytes=4 null=-9; g.remove -f type=raster pattern='h_*'`,
        ),
      ].join('\n'),
    );
    execFileSync('grass', ['--tmp-location', 'EPSG:3857', '--exec', 'bash', 'run.sh'], { cwd: folder, stdio: 'pipe' });
    const times = readFileSync(join(folder, 'times.txt'), 'utf8')
      .split('\n')
      .map(Number)
      .filter((s) => s > 0);
    const read = (deg: number) => new Float32Array(new Uint8Array(readFileSync(join(folder, `h${deg}.bin`))).buffer);
    return {
      version: grassVersion() ?? 'unknown',
      seconds: times.reduce((a, b) => a + b, 0),
      elevationRad: directionsDeg.map(read),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
