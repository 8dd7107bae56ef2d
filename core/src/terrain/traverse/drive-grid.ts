import { MOVES } from './drive-moves.ts';
import { driveEnergyJ, type Vehicle } from './vehicle.ts';

/** Ground to drive on: square cells, `columns` along x, rows up with y. */
export interface DriveGround {
  readonly columns: number;
  readonly rows: number;
  readonly stepM: number;
  /** Height over the sphere at cell centres, metres; NaN where there is none. */
  readonly heightM: Float32Array;
  /** Rise per metre toward +x and +y, over a baseline that the heights can carry. */
  readonly riseX: Float32Array;
  readonly riseY: Float32Array;
}

/** Limits of the ground that is driven on, radians. */
export interface SlopeLimits {
  /** In the direction of travel, up or down. */
  readonly alongRad: number;
  /** Across it. */
  readonly acrossRad: number;
}

/** What every step from every cell costs: entry `cell * MOVES.length + move`. */
export interface DriveTable {
  /** Joules for the drive alone; NaN where the step is not allowed. */
  readonly energyJ: Float32Array;
  /** Time in slots, rounded up. */
  readonly slots: Uint16Array;
  /** Steepest rise along (signed) and across among the touched cells, and the mean rise along. */
  readonly riseAlong: Float32Array;
}

/** Rise of the ground by differences over `arm` cells to each side; NaN beside holes and at the rim. */
export function driveGround(
  columns: number,
  rows: number,
  stepM: number,
  heightM: Float32Array,
  arm: number,
): DriveGround {
  const riseX = new Float32Array(columns * rows).fill(NaN);
  const riseY = new Float32Array(columns * rows).fill(NaN);
  const z = (row: number, column: number) => heightM[row * columns + column]!;
  for (let row = arm; row < rows - arm; row++)
    for (let column = arm; column < columns - arm; column++) {
      const [e, w, n, s] = [column + arm, column - arm, row + arm, row - arm];
      // Horn's weights (Proc. IEEE 69, 1981)
      const x = z(n, e) + 2 * z(row, e) + z(s, e) - z(n, w) - 2 * z(row, w) - z(s, w);
      const y = z(n, e) + 2 * z(n, column) + z(n, w) - z(s, e) - 2 * z(s, column) - z(s, w);
      riseX[row * columns + column] = x / (8 * arm * stepM);
      riseY[row * columns + column] = y / (8 * arm * stepM);
    }
  return { columns, rows, stepM, heightM, riseX, riseY };
}

/** Costs of all steps on some ground within the limits; see {@link DriveTable}. */
export function driveTable(ground: DriveGround, vehicle: Vehicle, limits: SlopeLimits, slotS: number): DriveTable {
  const size = ground.columns * ground.rows;
  const energyJ = new Float32Array(size * MOVES.length).fill(NaN);
  const slots = new Uint16Array(size * MOVES.length);
  const riseAlong = new Float32Array(size * MOVES.length);
  const [along, across] = [Math.tan(limits.alongRad) + 1e-9, Math.tan(limits.acrossRad) + 1e-9];
  const step = { along: 0, across: 0, mean: 0 };
  for (let row = 0; row < ground.rows; row++)
    for (let column = 0; column < ground.columns; column++)
      for (let m = 0; m < MOVES.length; m++) {
        if (!measureStep(ground, row, column, m, step)) continue;
        if (step.along > along || step.across > across) continue;
        const at = (row * ground.columns + column) * MOVES.length + m;
        const mapM = MOVES[m]!.length * ground.stepM;
        energyJ[at] = driveEnergyJ(vehicle, mapM, step.mean);
        const seconds = (mapM * Math.hypot(1, step.mean)) / vehicle.speedMPerS;
        slots[at] = Math.min(Math.ceil(seconds / slotS - 1e-9), 65_535);
        riseAlong[at] = step.mean;
      }
  return { energyJ, slots, riseAlong };
}

/** Steepest rise along (absolute) and across a step, and its mean rise; false when it leaves the ground. */
export function measureStep(
  { columns, rows, riseX, riseY }: DriveGround,
  row: number,
  column: number,
  move: number,
  out: { along: number; across: number; mean: number },
): boolean {
  const { columns: dx, rows: dy, length, touched } = MOVES[move]!;
  const [toRow, toColumn] = [row + dy, column + dx];
  if (toRow < 0 || toColumn < 0 || toRow >= rows || toColumn >= columns) return false;
  const [ux, uy] = [dx / length, dy / length];
  let [alongMost, acrossMost, sum] = [0, 0, 0];
  for (const [c, r] of touched) {
    const cell = (row + r) * columns + column + c;
    const along = riseX[cell]! * ux + riseY[cell]! * uy;
    const across = Math.abs(riseX[cell]! * uy - riseY[cell]! * ux);
    if (Math.abs(along) > alongMost) alongMost = Math.abs(along);
    if (across > acrossMost) acrossMost = across;
    sum += along;
  }
  if (Number.isNaN(sum)) return false;
  out.along = alongMost;
  out.across = acrossMost;
  out.mean = sum / touched.length;
  return true;
}
