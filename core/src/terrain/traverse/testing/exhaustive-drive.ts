import { coversSpan, windowAt } from '../cell-windows.ts';
import { MOVES } from '../drive-moves.ts';
import type { TraverseProblem } from '../traverse-problem.ts';

interface State {
  readonly cost: number;
  readonly batteryJ: number;
  readonly dark: number;
}

/**
 * The least cost by going through every slot, cell and state in order: each state waits a slot where it is lit, and takes every step. Nothing is pruned but states of the same cell and slot that
 * are worse in everything. No estimate, no spans, no shortcuts; null when there is no way.
 */
export function exhaustiveDrive(problem: TraverseProblem): number | null {
  const { ground, table, vehicle, prices, slotS, light, earth, start, goal, darkSlots, lastSlot } = problem;
  const states: State[][][] = Array.from({ length: lastSlot + 1 }, () =>
    Array.from({ length: ground.columns * ground.rows }, () => []),
  );
  const put = (slot: number, cell: number, state: State): void => {
    if (slot > lastSlot || state.batteryJ < vehicle.floorJ || state.dark > darkSlots) return;
    const there = states[slot]![cell]!;
    const no = (a: State, b: State) => a.cost <= b.cost && a.batteryJ >= b.batteryJ && a.dark <= b.dark;
    if (there.some((other) => no(other, state))) return;
    states[slot]![cell] = [...there.filter((other) => !no(state, other)), state];
  };
  if (windowAt(light, start, 0) < 0 && darkSlots === 0) return null;
  put(0, start, { cost: 0, batteryJ: problem.initialJ, dark: 0 });
  let best = Infinity;
  for (let slot = 0; slot <= lastSlot; slot++)
    for (let cell = 0; cell < ground.columns * ground.rows; cell++)
      for (const state of states[slot]![cell]!) {
        if (cell === goal) best = Math.min(best, state.cost);
        const used = { idle: vehicle.idleW * slotS, charge: (vehicle.arrayW - vehicle.idleW) * slotS };
        if (coversSpan(light, cell, slot, slot + 1))
          put(slot + 1, cell, {
            cost: state.cost + prices.perSecond * slotS,
            batteryJ: Math.min(vehicle.batteryJ, state.batteryJ + used.charge),
            dark: 0,
          });
        for (let m = 0; m < MOVES.length; m++) {
          const at = cell * MOVES.length + m;
          const energy = table.energyJ[at]!;
          if (Number.isNaN(energy)) continue;
          const d = table.slots[at]!;
          const end = slot + d;
          const step = (columns: number, rows: number) => cell + rows * ground.columns + columns;
          const to = step(MOVES[m]!.columns, MOVES[m]!.rows);
          if (earth && !(coversSpan(earth, cell, slot, end) && coversSpan(earth, to, slot, end))) continue;
          const lit = MOVES[m]!.touched.every(([c, r]) => coversSpan(light, step(c, r), slot, end));
          const drive = state.cost + prices.perSecond * d * slotS + prices.perDriveJoule * energy;
          if (lit)
            put(end, to, {
              cost: drive,
              batteryJ: Math.min(vehicle.batteryJ, state.batteryJ + d * used.charge - energy),
              dark: 0,
            });
          else if (state.dark + d <= darkSlots)
            put(end, to, {
              cost: drive + prices.perDarkSecond * d * slotS,
              batteryJ: state.batteryJ - d * (used.idle + vehicle.heaterW * slotS) - energy,
              dark: windowAt(light, to, end) < 0 ? state.dark + d : 0,
            });
        }
      }
  return best === Infinity ? null : best;
}
