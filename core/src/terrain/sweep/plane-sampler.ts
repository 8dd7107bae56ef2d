import { MOON_RADIUS_M, type Dem, type Terrain } from '../ground/dem.ts';
import { sightHeight, type GnomonicFrame } from '../ground/gnomonic.ts';
import { JOIN_CELLS, sampleTerrain } from '../ground/terrain-height.ts';

/**
 * Line-of-sight heights at points of a gnomonic plane, row by row: the same as `sampleTerrain` gives (to the rounding of the last digits), several times faster. Points well inside a south polar grid, where it alone
 * rules, are read from it directly; joins, holes and other kinds of grids are left to `sampleTerrain`.
 */
export interface PlaneSampler {
  /** Writes `count` heights (m, NaN where the terrain has none) at y = `yM`, x = `xM` + i * `stepM` to the beginning of `out`. */
  row(yM: number, xM: number, stepM: number, count: number, out: Float64Array): void;
}

/** A grid that can be read directly, and the range of columns and rows in which it alone rules. */
interface Direct {
  readonly dem: Dem;
  readonly join: number;
}

export function planeSampler(terrain: Terrain, frame: GnomonicFrame): PlaneSampler {
  const directs: Direct[] = terrain.map((dem) => ({
    dem,
    join: Math.min(JOIN_CELLS, dem.grid.columns / 8, dem.grid.rows / 8),
  }));
  const sample = new Float64Array(2);
  const R = MOON_RADIUS_M;
  const [ax, ay, az] = frame.x;
  return {
    row(yM, xM, stepM, count, out) {
      const cx = frame.y[0] * yM + frame.up[0] * R;
      const cy = frame.y[1] * yM + frame.up[1] * R;
      const cz = frame.y[2] * yM + frame.up[2] * R;
      for (let i = 0; i < count; i++) {
        const x = xM + i * stepM;
        const px = cx + ax * x;
        const py = cy + ay * x;
        const pz = cz + az * x;
        const slant = Math.sqrt(R * R + x * x + yM * yM);
        const k = (2 * R) / (slant - pz);
        const height = readDirectly(directs, py * k, px * k);
        if (height === height) {
          out[i] = R * (1 - slant / (R + height));
          continue;
        }
        sampleTerrain(terrain, px / slant, py / slant, pz / slant, sample);
        out[i] = sightHeight(x, yM, sample[0]!);
      }
    },
  };
}

/** Height at a place of the south polar map, or NaN: ask `sampleTerrain`. */
function readDirectly(directs: readonly Direct[], mapX: number, mapY: number): number {
  for (let i = 0; i < directs.length; i++) {
    const { dem, join } = directs[i]!;
    const { kind, columns, rows, xMin, yMax, step } = dem.grid;
    if (kind !== 'southPolarStereographic') return NaN;
    const column = (mapX - xMin) / step - 0.5;
    const row = (yMax - mapY) / step - 0.5;
    const right = columns - 1 - column;
    const below = rows - 1 - row;
    if (!(column >= 0 && row >= 0 && right >= 0 && below >= 0)) continue;
    return column < join || row < join || right < join || below < join ? NaN : inside(dem, column, row);
  }
  return NaN;
}

/** Bilinear height at a fractional column and row inside a grid; NaN next to a cell without one. */
function inside({ values, grid, scale, offset, noData }: Dem, column: number, row: number): number {
  const c = Math.floor(column);
  const r = Math.floor(row);
  const at = r * grid.columns + c;
  const a = values[at]!;
  const b = values[at + 1]!;
  const d = values[at + grid.columns]!;
  const e = values[at + grid.columns + 1]!;
  if (noData !== null && (a === noData || b === noData || d === noData || e === noData)) return NaN;
  const u = column - c;
  const north = a + u * (b - a);
  const south = d + u * (e - d);
  return (north + (row - r) * (south - north)) * scale + offset;
}
