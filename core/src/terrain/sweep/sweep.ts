import { lineColumns } from './sweep-line.ts';
import { lookNear } from './sweep-near.ts';
import type { SweepTerrain } from './sweep-terrain.ts';
import { newWorkspace, sweepLines } from './sweep-walk.ts';

/**
 * Horizons of all cells of a region along one orientation, looking both ways, by sweeping parallel lines.
 *
 *      y (row)                       A line of orientation a (|slope| <= 1; steeper ones use the transposed grid) meets every column once, a constant
 *      |   o   o   o   o .-o         fraction f between two rows. Its samples are interpolated there. While it is walked, the upper convex hull of
 *      |   o   o.-'o   o   o         what lies behind is kept on a stack; the tangent from an observer to the hull is the skyline.
 *      |.-'o   o   o   o   o         An observer stands between two lines and takes the mean of both tangents, weighted by the fraction: exact to
 *      +----------------- x (column) second order in the offset. Its first four columns (`NEAR`) are taken along its own exact line.
 *
 * Heights are line-of-sight heights (see gnomonic.ts), so the curvature of the Moon is in them.
 */
export interface SweepSlopes {
  /**
   * Slope of the skyline in the projective image, per metre of the plane, for heights x rows x columns: toward the orientation, and away from it.
   * Row 0 is the lowest y. Above 1000 where the terrain has a hole.
   */
  readonly ahead: Float32Array;
  readonly behind: Float32Array;
  /** True when rows and columns are exchanged (orientations steeper than 45 degrees). */
  readonly transposed: boolean;
}

export interface Sweeper {
  /**
   * Sweeps the orientation at `angleRad` (0 to below pi, from the plane's x, counterclockwise) for observers at `heightsM` above the ground. The result is
   * overwritten by the next call.
   */
  sweep(angleRad: number, heightsM: ArrayLike<number>): SweepSlopes;
}

/** Allocates the buffers of a sweep over `terrain` for up to `heights` observers in every cell. */
export function createSweeper(terrain: SweepTerrain, heights: number): Sweeper {
  const { cells } = terrain;
  const ahead = new Float32Array(heights * cells * cells);
  const behind = new Float32Array(heights * cells * cells);
  const columns = lineColumns(terrain);
  const work = newWorkspace(columns.x.length, heights);
  return {
    sweep(angleRad, heightsM) {
      const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
      const flat = Math.abs(cos) >= Math.abs(sin);
      const grids = terrain.levels.map((level) => (flat ? level.z : level.zTransposed));
      const slope = flat ? sin / cos : cos / sin;
      const forward = flat ? cos > 0 : sin > 0;
      const [up, down] = forward ? [ahead, behind] : [behind, ahead];
      sweepLines(terrain, columns, work, grids, slope, heightsM, up, down);
      lookNear(terrain, grids[0]!, slope, heightsM, up, down);
      return { ahead, behind, transposed: !flat };
    },
  };
}
