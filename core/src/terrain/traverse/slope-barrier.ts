import { measureStep, type DriveGround } from './drive-grid.ts';
import { MOVES } from './drive-moves.ts';
import { minHeap } from './min-heap.ts';

/**
 * The lowest slope limit, radians, under which any way leads from start to goal: the way whose steepest step is least steep (a bottleneck path). `acrossShare` is the limit across
 * over that along. Null when holes in the terrain part them.
 */
export function lowestSlopeLimit(ground: DriveGround, start: number, goal: number, acrossShare: number): number | null {
  const { columns, rows } = ground;
  const worst = new Float64Array(columns * rows).fill(Infinity);
  const done = new Uint8Array(columns * rows);
  const step = { along: 0, across: 0, mean: 0 };
  const heap = minHeap();
  worst[start] = 0;
  heap.push(0, start);
  while (heap.size() > 0) {
    const from = heap.pop();
    if (done[from] === 1) continue;
    if (from === goal) return worst[from]!;
    done[from] = 1;
    const [row, column] = [Math.floor(from / columns), from % columns];
    for (let m = 0; m < MOVES.length; m++) {
      if (!measureStep(ground, row, column, m, step)) continue;
      const to = from + MOVES[m]!.rows * columns + MOVES[m]!.columns;
      const limit = Math.max(worst[from]!, Math.atan(step.along), Math.atan(step.across) / acrossShare);
      if (limit < worst[to]!) {
        worst[to] = limit;
        heap.push(limit, to);
      }
    }
  }
  return null;
}
