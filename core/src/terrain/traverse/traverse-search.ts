import { coversSpan, windowAt, type CellWindows } from './cell-windows.ts';
import { MOVES } from './drive-moves.ts';
import { addLabel, BEATEN, newLabels, OPEN, WAITING, type Labels } from './labels.ts';
import { minHeap } from './min-heap.ts';
import { sunlightS } from './sun-power.ts';
import type { SearchEnd, TraverseFound, TraverseProblem } from './traverse-problem.ts';

/** A wait that may end in the dark is cut into steps of the grain, and of at most 2^4 grains (2.7 hours) when it is long. */
const MOST_DOUBLINGS = 4;

/** Sunlight at the perihelion of the Earth over that at 1 au, and a margin for the Moon's way around it. */
const PERIHELION = 1.045;

/**
 * The cheapest drive from start to goal, exact for its model (with grain 1, no slack, and the same power wherever it is lit; where one cell has more of the disc than the next, a drive that
 * hangs on charging at the one before going on may be missed): a label-setting A* over cell and time.
 *
 * Model: steps between cells begin at whole slots and take whole slots. A step is lit when every cell it touches is lit from its start to its end; any other is a step in the dark, as a whole. The
 * vehicle waits where it is lit, as long as it likes, and nowhere else. The battery gains what the array gives (on a step, what the poorer of its two ends has) less what is used, up to its capacity, and never goes below its floor.
 *
 * A label is an arrival: cell, slot, cost, battery, time in the dark. Within one span of light an earlier arrival that could wait and then be no dearer and no emptier beats a later one, so that
 * waiting never needs labels of its own: a lit step is begun as early as the span it leads to and the battery allow, once for each span (as in safe-interval planning, Phillips & Likhachev
 * 2011). Only steps into the dark are tried at later slots also. In the dark only arrivals of the same slot compare.
 */
export function searchTraverse(problem: TraverseProblem): TraverseFound | SearchEnd {
  const { ground, table, vehicle, prices, slotS, light, earth, goal, toGo, darkSlots, lastSlot } = problem;
  const { floorJ, batteryJ: capacityJ } = vehicle;
  const { darkGrain: grain, slackCost, slackJ } = problem;
  let comparisons = 0;
  const labels = newLabels();
  const head = new Int32Array(ground.columns * ground.rows).fill(-1);
  const heap = minHeap();
  const waitCost = prices.perSecond * slotS;
  const mostJ = (vehicle.arrayW * (problem.sun === undefined ? 1 : PERIHELION) - vehicle.idleW) * slotS; // per slot of waiting in light, at most

  const { sun } = problem;
  /** Gained by standing in light at a cell. */
  const gainJ = (cell: number, slot: number, end: number): number => {
    const seconds = (end - slot) * slotS;
    return vehicle.arrayW * (sun === undefined ? seconds : sunlightS(sun, cell, slot, end)) - vehicle.idleW * seconds;
  };
  const waited = (label: number, slot: number): number =>
    slot === labels.slot[label]!
      ? labels.batteryJ[label]!
      : Math.min(capacityJ, labels.batteryJ[label]! + gainJ(labels.cell[label]!, labels.slot[label]!, slot));
  const change = (cell: number, to: number, slot: number, d: number, energy: number): number =>
    (sun === undefined ? gainJ(cell, slot, slot + d) : Math.min(gainJ(cell, slot, slot + d), gainJ(to, slot, slot + d))) - energy; // prettier-ignore
  /** The earliest slot from `slot` to `latest` at which the step leaves the battery above its floor: the most that the Sun may give says how long it takes at least, again and again. */
  const charged = (
    label: number,
    cell: number,
    to: number,
    slot: number,
    latest: number,
    d: number,
    energy: number,
  ) => {
    for (let t = slot; t <= latest;) {
      const lacks = floorJ - waited(label, t) - change(cell, to, t, d, energy);
      if (lacks <= 0) return t;
      t += Math.max(1, Math.ceil(lacks / mostJ - 1e-9));
    }
    return -1;
  };

  const beats = (a: number, slot: number, cost: number, battery: number, dark: number, lit: number) => {
    comparisons++;
    if (labels.lit[a] !== lit) return false;
    const later = slot - labels.slot[a]!;
    if (lit < 0)
      return (
        later >= 0 &&
        Math.floor(slot / grain) === Math.floor(labels.slot[a]! / grain) &&
        labels.cost[a]! <= cost + slackCost &&
        labels.batteryJ[a]! >= battery - slackJ &&
        labels.dark[a]! <= dark
      );
    return later >= 0 && labels.cost[a]! + later * waitCost <= cost + slackCost && waited(a, slot) >= battery - slackJ;
  };

  const arrive = (
    parent: number,
    departed: number,
    cell: number,
    slot: number,
    cost: number,
    battery: number,
    dark: number,
    lit: number,
  ): void => {
    if (slot > lastSlot || toGo[cell] === Infinity) return;
    for (let a = head[cell]!; a >= 0; a = labels.next[a]!) if (beats(a, slot, cost, battery, dark, lit)) return;
    const label = addLabel(labels);
    labels.cell[label] = cell;
    labels.slot[label] = slot;
    labels.departed[label] = departed;
    labels.cost[label] = cost;
    labels.batteryJ[label] = battery;
    labels.dark[label] = dark;
    labels.parent[label] = parent;
    labels.lit[label] = lit;
    labels.state[label] = OPEN;
    let before = -1;
    for (let a = head[cell]!; a >= 0; a = labels.next[a]!) {
      if (beats(label, labels.slot[a]!, labels.cost[a]!, labels.batteryJ[a]!, labels.dark[a]!, labels.lit[a]!)) {
        labels.state[a] = BEATEN;
        if (before < 0) head[cell] = labels.next[a]!;
        else labels.next[before] = labels.next[a]!;
      } else before = a;
    }
    labels.next[label] = head[cell]!;
    head[cell] = label;
    heap.push(cost + toGo[cell]!, label);
  };

  const earthOver = (from: number, to: number, slot: number, end: number): boolean =>
    earth === undefined || (coversSpan(earth, from, slot, end) && coversSpan(earth, to, slot, end));

  /** Earliest slot from `slot` to at most `latest` at which a step that takes `d` slots is lit all along, and the Earth in view; -1 if none. */
  const offsets = MOVES.map(({ touched }) => Int32Array.from(touched, ([c, r]) => r * ground.columns + c));
  const litFrom = (cell: number, to: number, move: number, slot: number, latest: number, d: number): number => {
    for (let t = slot; t <= latest;) {
      const began = t;
      const cells = offsets[move]!;
      for (let i = 0; i < cells.length; i++) t = nextCover(light, cell + cells[i]!, t, d);
      if (earth !== undefined) t = nextCover(earth, to, nextCover(earth, cell, t, d), d);
      if (t === began) return t;
    }
    return -1;
  };

  /** True when even a departure at `slot` would bring an arrival that is beaten; a later one then is, too, as it gains no more here than there. */
  const hopeless = (label: number, to: number, slot: number, d: number, energy: number, lit: number): boolean => {
    if (sun !== undefined) return false;
    const battery = Math.min(capacityJ, waited(label, slot) + change(labels.cell[label]!, to, slot, d, energy));
    const cost = labels.cost[label]! + (slot + d - labels.slot[label]!) * waitCost + prices.perDriveJoule * energy;
    for (let a = head[to]!; a >= 0; a = labels.next[a]!) if (beats(a, slot + d, cost, battery, 0, lit)) return true;
    return false;
  };

  const drivesLit = (label: number, cell: number, to: number, move: number, d: number, energy: number): void => {
    const spanEnd = light.to[labels.lit[label]!]!;
    const ready = labels.slot[label]!;
    for (let k = light.first[to]!; k < light.first[to + 1]!; k++) {
      if (light.to[k]! < ready + d) continue;
      if (light.from[k]! > spanEnd) break;
      const latest = Math.min(spanEnd, light.to[k]!) - d;
      let departs = charged(label, cell, to, Math.max(ready, light.from[k]!), latest, d, energy);
      if (departs < 0 || hopeless(label, to, departs, d, energy, k)) continue;
      // Light on the way and the battery may each ask for a later start.
      for (let began = -1; departs >= 0 && departs !== began;) {
        began = departs;
        departs = litFrom(cell, to, move, departs, latest, d);
        if (departs > began) departs = charged(label, cell, to, departs, latest, d, energy);
      }
      if (departs < 0) continue;
      const battery = Math.min(capacityJ, waited(label, departs) + change(cell, to, departs, d, energy));
      const cost = labels.cost[label]! + (departs + d - labels.slot[label]!) * waitCost + prices.perDriveJoule * energy;
      arrive(label, departs, to, departs + d, cost, battery, 0, k);
    }
  };

  /** Whether the nearest cell that is ever lit (or the goal) could be reached within time and battery. */
  const lightInReach = (cell: number, dark: number, battery: number): boolean => {
    const slots = problem.toLight === undefined ? 0 : problem.toLight[cell]! / slotS;
    return dark + slots <= darkSlots && battery - slots * slotS * (vehicle.idleW + vehicle.heaterW) >= floorJ;
  };

  const drivesDark = (
    label: number,
    arrival: number,
    cell: number,
    to: number,
    move: number,
    d: number,
    energy: number,
  ): void => {
    const slot = labels.slot[label]!;
    const dark = labels.dark[label]! + d;
    if (dark > darkSlots || !earthOver(cell, to, slot, slot + d)) return;
    const battery = labels.batteryJ[label]! - d * slotS * (vehicle.idleW + vehicle.heaterW) - energy;
    if (battery < floorJ) return;
    if (labels.lit[label]! >= 0 && litFrom(cell, to, move, slot, slot, d) === slot) return;
    const cost =
      labels.cost[label]! + d * slotS * (prices.perSecond + prices.perDarkSecond) + prices.perDriveJoule * energy;
    const lit = windowAt(light, to, slot + d);
    if (lit < 0 && !lightInReach(to, dark, battery)) return;
    arrive(arrival, slot, to, slot + d, cost, battery, lit < 0 ? dark : 0, lit);
  };

  /** The label again, later, to be left into the dark. */
  const waitOn = (label: number, arrival: number): void => {
    const slotsWaited = labels.slot[label]! - labels.slot[arrival]!;
    // Steps grow with the wait, to some hours: days of waiting take dozens of labels, and a window of light that is longer is not missed.
    const doublings = Math.floor(Math.log2(Math.max(1, slotsWaited / (12 * grain))));
    const every = grain === 1 ? 1 : grain * 2 ** Math.min(doublings, MOST_DOUBLINGS);
    const slot = (Math.floor(labels.slot[label]! / every) + 1) * every;
    if (slot > light.to[labels.lit[label]!]! || slot > lastSlot) return;
    const wait = addLabel(labels);
    const cell = labels.cell[label]!;
    labels.cell[wait] = cell;
    labels.slot[wait] = slot;
    labels.cost[wait] = labels.cost[label]! + (slot - labels.slot[label]!) * waitCost;
    labels.batteryJ[wait] = waited(label, slot);
    labels.dark[wait] = 0;
    labels.lit[wait] = labels.lit[label]!;
    labels.parent[wait] = arrival;
    labels.state[wait] = WAITING;
    heap.push(labels.cost[wait]! + toGo[cell]!, wait);
  };

  /** False when all steps from a cell are lit for good. */
  const darkAhead = (cell: number, slot: number): boolean =>
    earth !== undefined ||
    MOVES.some(
      ({ touched }, m) =>
        !Number.isNaN(table.energyJ[cell * MOVES.length + m]!) &&
        touched.some(([c, r]) => !coversSpan(light, cell + r * ground.columns + c, slot, lastSlot)),
    );

  const startLit = windowAt(light, problem.start, 0);
  if (startLit >= 0 || darkSlots > 0) arrive(-1, 0, problem.start, 0, 0, problem.initialJ, 0, startLit);
  let expanded = 0;
  while (heap.size() > 0) {
    const label = heap.pop();
    const state = labels.state[label]!;
    if (state === BEATEN) continue;
    const arrival = state === WAITING ? labels.parent[label]! : label;
    if (labels.state[arrival] === BEATEN) continue;
    const cell = labels.cell[label]!;
    if (cell === goal && state === OPEN) return { path: pathTo(labels, label), labels, expanded };
    if (labels.count > problem.mostLabels || comparisons > problem.mostComparisons) return 'tooLarge';
    expanded++;
    for (let m = 0; m < MOVES.length; m++) {
      const at = cell * MOVES.length + m;
      const energy = table.energyJ[at]!;
      if (Number.isNaN(energy)) continue;
      const to = cell + MOVES[m]!.rows * ground.columns + MOVES[m]!.columns;
      const d = table.slots[at]!;
      if (state === OPEN && labels.lit[label]! >= 0) drivesLit(label, cell, to, m, d, energy);
      if (darkSlots > 0) drivesDark(label, arrival, cell, to, m, d, energy);
    }
    const lit = labels.lit[label]!;
    if (darkSlots > 0 && lit >= 0 && darkAhead(cell, labels.slot[label]!)) waitOn(label, arrival);
  }
  return 'none';
}

/** Earliest slot not before `slot` at which a span of the cell holds the next `d` slots; far beyond the end when none does. */
function nextCover({ first, from, to }: CellWindows, cell: number, slot: number, d: number): number {
  for (let k = first[cell]!; k < first[cell + 1]!; k++)
    if (to[k]! >= slot + d) {
      const begins = Math.max(slot, from[k]!);
      if (begins + d <= to[k]!) return begins;
    }
  return 2 ** 30;
}

function pathTo(labels: Labels, goal: number): number[] {
  const path: number[] = [];
  for (let at = goal; at >= 0; at = labels.parent[at]!) path.unshift(at);
  return path;
}
