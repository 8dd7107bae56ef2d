import type { CellWindows } from './cell-windows.ts';
import type { DriveGround, DriveTable } from './drive-grid.ts';
import { MOVES } from './drive-moves.ts';
import { minHeap } from './min-heap.ts';

/** What one second costs: at any time, and besides in the dark; and what one joule of driving costs. */
export interface Prices {
  readonly perSecond: number;
  readonly perDarkSecond: number;
  readonly perDriveJoule: number;
}

/**
 * The least cost from every cell to the goal as if the Sun always shone and the battery were endless, by Dijkstra's algorithm from the goal; infinite where no way leads.
 *
 * With real light it can only cost more, and along a step it falls by no more than the step costs: an admissible and consistent estimate for A*, and the exact one on lit ground.
 */
export function costToGo(
  ground: DriveGround,
  table: DriveTable,
  slotS: number,
  prices: Prices,
  goals: readonly number[],
): Float64Array {
  const { columns, rows } = ground;
  const cost = new Float64Array(columns * rows).fill(Infinity);
  const done = new Uint8Array(columns * rows);
  const heap = minHeap();
  for (const goal of goals) {
    cost[goal] = 0;
    heap.push(0, goal);
  }
  while (heap.size() > 0) {
    const to = heap.pop();
    if (done[to] === 1) continue;
    done[to] = 1;
    const [row, column] = [Math.floor(to / columns), to % columns];
    for (let m = 0; m < MOVES.length; m++) {
      const move = MOVES[m]!;
      const [fromRow, fromColumn] = [row - move.rows, column - move.columns];
      if (fromRow < 0 || fromColumn < 0 || fromRow >= rows || fromColumn >= columns) continue;
      const from = fromRow * columns + fromColumn;
      if (done[from] === 1) continue;
      const at = from * MOVES.length + m;
      const energy = table.energyJ[at]!;
      if (Number.isNaN(energy)) continue;
      const total = cost[to]! + prices.perSecond * table.slots[at]! * slotS + prices.perDriveJoule * energy;
      if (total < cost[from]!) {
        cost[from] = total;
        heap.push(total, from);
      }
    }
  }
  return cost;
}

/** The table without the steps that touch a cell which is never lit: for drives that stay in light, so that the estimate goes around permanent shadow. */
export function litTable({ columns, rows }: DriveGround, table: DriveTable, light: CellWindows): DriveTable {
  const energyJ = table.energyJ.slice();
  for (let cell = 0; cell < columns * rows; cell++)
    for (let m = 0; m < MOVES.length; m++) {
      const at = cell * MOVES.length + m;
      if (Number.isNaN(energyJ[at]!)) continue;
      if (MOVES[m]!.touched.some(([c, r]) => !everLit(light, cell + r * columns + c))) energyJ[at] = NaN;
    }
  return { ...table, energyJ };
}

/** Least seconds of driving from every cell to one that is ever lit, or to the goal. */
export function timeToLight(
  ground: DriveGround,
  table: DriveTable,
  slotS: number,
  light: CellWindows,
  goal: number,
): Float64Array {
  const lit = Array.from({ length: ground.columns * ground.rows }, (_, cell) => cell);
  const goals = [goal, ...lit.filter((cell) => cell !== goal && everLit(light, cell))];
  return costToGo(ground, table, slotS, { perSecond: 1, perDarkSecond: 0, perDriveJoule: 0 }, goals);
}

function everLit({ first }: CellWindows, cell: number): boolean {
  return first[cell + 1]! > first[cell]!;
}
