import { InputError } from '../../errors/index.ts';
import { windowAt } from './cell-windows.ts';
import { costToGo, litTable, timeToLight, type Prices } from './cost-to-go.ts';
import type { DriveField } from './drive-field.ts';
import { driveTable, type SlopeLimits } from './drive-grid.ts';
import { MOVES, moveBetween, touchedBetween } from './drive-moves.ts';
import type { NoTraverse } from './no-traverse.ts';
import { lowestSlopeLimit } from './slope-barrier.ts';
import type { SearchEnd, TraverseFound, TraverseProblem } from './traverse-problem.ts';
import { searchTraverse } from './traverse-search.ts';
import type { Vehicle } from './vehicle.ts';

export interface TraverseRequest {
  readonly vehicle: Vehicle;
  /** Cells of the field. */
  readonly start: number;
  readonly goal: number;
  readonly limits: SlopeLimits;
  /** What is to be least. */
  readonly least: 'energy' | 'duration';
  /** Longest spell in the dark, seconds; 0: the drive stays in light. */
  readonly darkS: number;
  /** See `darkGrain` of the search; ten minutes unless told. */
  readonly darkGrainS?: number;
  /** The search is given up beyond; see `searchTraverse`. */
  readonly mostLabels?: number;
  readonly mostComparisons?: number;
}

/** A stretch of the drive, from one cell to the next, after a stop at the first. */
export interface TraverseLeg {
  readonly cell: number;
  readonly arrivalEt: number;
  /** When the vehicle drives on; the arrival for the last. */
  readonly departureEt: number;
  readonly batteryJ: number;
  readonly sunlit: boolean;
  /** Rise of the ground in the direction of the drive on, tangent; 0 for the last. */
  readonly rise: number;
}

export interface Traverse {
  readonly legs: readonly TraverseLeg[];
  readonly distanceM: number;
  readonly driveS: number;
  readonly waitS: number;
  readonly energyJ: number;
  readonly lowestBatteryJ: number;
  readonly longestDarkS: number;
  /** Work of the search. */
  readonly expanded: number;
  readonly labels: number;
}

export type TraverseAnswer = { readonly found: Traverse } | { readonly found: null; readonly why: NoTraverse };

/** Share of the cost of a lit drive that a drive may cost more than the least, were every step of it chosen at the edge of the slack; see `slackCost` of the search. */
const SLACK = 0.002;
/** Of the capacity, for each step. */
const SLACK_OF_BATTERY = 1e-5;

/** Some seconds of search and 100 MB. */
const MOST_LABELS = 1_500_000;
const MOST_COMPARISONS = 3e8;

/**
 * The drive of least energy (or duration) between two cells that keeps the limits, or why there is none. See `searchTraverse` for the model and in which sense it is exact.
 *
 * @throws InputError `TRAVERSE_VEHICLE` when the array does not even feed the idle vehicle; `TRAVERSE_POINT` for cells outside the field
 */
export function planTraverse(field: DriveField, request: TraverseRequest): TraverseAnswer {
  const { vehicle, start, goal, limits, least } = request;
  checkRequest(field, request);
  const { ground, slotS, lastSlot } = field;
  const table = driveTable(ground, vehicle, limits, slotS);
  const prices: Prices =
    least === 'energy'
      ? { perSecond: vehicle.idleW, perDarkSecond: vehicle.heaterW, perDriveJoule: 1 }
      : { perSecond: 1, perDarkSecond: 0, perDriveJoule: 0 };
  const toGo = costToGo(ground, table, slotS, prices, [goal]);
  if (toGo[start] === Infinity)
    return {
      found: null,
      why: { reason: 'slope', opensAtRad: lowestSlopeLimit(ground, start, goal, limits.acrossRad / limits.alongRad) },
    };
  const { light, earth } = field;
  const darkSlots = Math.floor(request.darkS / slotS);
  const problem: TraverseProblem = {
    ground,
    table,
    vehicle,
    prices,
    slotS,
    light,
    ...(earth && { earth }),
    ...(field.sun && { sun: field.sun }),
    start,
    goal,
    darkSlots,
    darkGrain: Math.max(1, Math.round((request.darkGrainS ?? 600) / slotS)),
    initialJ: vehicle.initialJ,
    lastSlot,
    toGo: darkSlots > 0 ? toGo : costToGo(ground, litTable(ground, table, light), slotS, prices, [goal]),
    toLight: timeToLight(ground, table, slotS, light, goal),
    slackCost: (SLACK * toGo[start]!) / Math.max(stepsBetween(ground, start, goal), 1),
    slackJ: SLACK_OF_BATTERY * vehicle.batteryJ,
    mostLabels: request.mostLabels ?? MOST_LABELS,
    mostComparisons: request.mostComparisons ?? MOST_COMPARISONS,
  };
  const found = reachable(problem, vehicle) ? searchTraverse(problem) : 'none';
  if (typeof found !== 'string') return { found: describe(field, problem, found) };
  return { found: null, why: reasonFor(field, problem, toGo, found) };
}

/** Whether a drive in light gets there at all, were the battery endless: the quickest is found fast, as only the earliest arrival in each span of light counts. True when the dark is allowed. */
function reachable(problem: TraverseProblem, vehicle: Vehicle): boolean {
  if (problem.darkSlots > 0) return true;
  const { ground, table, slotS, light, goal } = problem;
  const prices: Prices = { perSecond: 1, perDarkSecond: 0, perDriveJoule: 0 };
  const toGo = costToGo(ground, litTable(ground, table, light), slotS, prices, [goal]);
  const endless = { ...vehicle, batteryJ: 1e12, floorJ: 0 };
  return searchTraverse({ ...problem, vehicle: endless, initialJ: 1e12, prices, toGo, slackCost: 0 }) !== 'none';
}

/** Steps of a drive that hardly turns. */
function stepsBetween({ columns }: DriveField['ground'], from: number, to: number): number {
  return Math.hypot((from % columns) - (to % columns), Math.floor(from / columns) - Math.floor(to / columns));
}

function checkRequest({ ground, sun }: DriveField, { vehicle, start, goal, limits, darkS }: TraverseRequest): void {
  const leastW = vehicle.arrayW * (sun?.least ?? 1);
  if (!(leastW > vehicle.idleW))
    throw new InputError('TRAVERSE_VEHICLE', `an array of ${vehicle.arrayW.toFixed(0)} W gives ${leastW.toFixed(0)} W where it is only just lit`, {
      legal: `more than the idle power of ${vehicle.idleW.toFixed(0)} W`,
      remedy: 'Give a larger array, or ask for a greater share of the disc: in light the vehicle must be able to wait',
    }); // prettier-ignore
  if (!(vehicle.initialJ >= vehicle.floorJ && vehicle.initialJ <= vehicle.batteryJ))
    throw new InputError('TRAVERSE_VEHICLE', 'the battery departs below its floor or above its capacity');
  const steep = (rad: number) => !(rad > 0 && rad < Math.PI / 3);
  if (steep(limits.alongRad) || steep(limits.acrossRad))
    throw new InputError('TRAVERSE_OPTIONS', 'a slope limit out of range', { legal: 'above 0 to below 60 degrees' });
  if (!(darkS >= 0)) throw new InputError('TRAVERSE_OPTIONS', `${darkS} s in the dark`, { legal: 'at least 0' });
  for (const [cell, where] of [
    [start, 'start'],
    [goal, 'goal'],
  ] as const) {
    if (!(cell >= 0 && cell < ground.columns * ground.rows))
      throw new InputError('TRAVERSE_POINT', `the ${where} lies outside the region`);
    if (Number.isNaN(ground.riseX[cell]! + ground.riseY[cell]!))
      throw new InputError('TRAVERSE_POINT', `the ${where} lies where terrain is missing or at the rim of the region`);
  }
}

/** Takes limits away one by one until a way opens; `plainToGo`: the estimate that does not ask for light. */
function reasonFor(field: DriveField, problem: TraverseProblem, plainToGo: Float64Array, end: SearchEnd): NoTraverse {
  const { light, start, lastSlot, vehicle, slotS, darkSlots } = problem;
  if (end === 'tooLarge') return { reason: 'tooLarge', labels: problem.mostLabels };
  const less = { mostLabels: problem.mostLabels / 4, mostComparisons: problem.mostComparisons / 4 };
  const { earth, ...unheard } = { ...problem, ...less };
  if (earth !== undefined && typeof searchTraverse(unheard) !== 'string') return { reason: 'earthView' };
  const endless = { ...unheard, vehicle: { ...vehicle, batteryJ: 1e12, floorJ: 0 }, initialJ: 1e12 };
  const startDark = windowAt(light, start, 0) < 0;
  if (!startDark || darkSlots > 0) {
    const charged = searchTraverse(endless);
    if (typeof charged !== 'string') return { reason: 'battery', needsJ: batteryNeed(problem, charged) };
  }
  const dark = searchTraverse({ ...endless, toGo: plainToGo, darkSlots: lastSlot });
  if (dark === 'none' && !startDark) return { reason: 'time', withinS: lastSlot * slotS };
  const later = light.first[start]! < light.first[start + 1]! ? light.from[light.first[start]!]! : null;
  return {
    reason: 'darkness',
    withinS: lastSlot * slotS,
    startDark,
    startLitEt: startDark && later !== null ? field.fromEt + later * slotS : null,
    needsDarkS: typeof dark === 'string' ? null : longestDark(problem, dark) * slotS,
  };
}

/** Capacity that a drive made with an endless battery draws down at most, over the share that may be used. */
function batteryNeed({ vehicle }: TraverseProblem, { path, labels }: TraverseFound): number {
  let [used, most] = [0, 0];
  for (let i = 1; i < path.length; i++) {
    used = Math.max(0, used - (labels.batteryJ[path[i]!]! - labels.batteryJ[path[i - 1]!]!));
    most = Math.max(most, used);
  }
  return most / (1 - vehicle.floorJ / vehicle.batteryJ);
}

/** Slots of the longest run of steps that are not lit. */
function longestDark(problem: TraverseProblem, { path, labels }: TraverseFound): number {
  let [run, most] = [0, 0];
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    if (labels.lit[a]! >= 0 && labels.departed[b]! > labels.slot[a]!) run = 0;
    if (legLit(problem, labels.cell[a]!, labels.cell[b]!, labels.departed[b]!, labels.slot[b]!)) run = 0;
    else run += labels.slot[b]! - labels.departed[b]!;
    most = Math.max(most, run);
    if (labels.lit[b]! >= 0) run = 0;
  }
  return most;
}

function legLit({ ground, light }: TraverseProblem, from: number, to: number, slot: number, end: number): boolean {
  return touchedBetween(ground.columns, from, to).every((cell) => {
    const k = windowAt(light, cell, slot);
    return k >= 0 && light.to[k]! >= end;
  });
}

function describe(field: DriveField, problem: TraverseProblem, found: TraverseFound): Traverse {
  const { path, labels } = found;
  const { fromEt, slotS, ground } = field;
  const { table, vehicle } = problem;
  let [distanceM, driveS, energyJ, lowestBatteryJ] = [0, 0, 0, vehicle.initialJ];
  const legs = path.map((label, i): TraverseLeg => {
    const next = path[i + 1];
    const cell = labels.cell[label]!;
    const arrival = labels.slot[label]!;
    lowestBatteryJ = Math.min(lowestBatteryJ, labels.batteryJ[label]!);
    const leg = { cell, arrivalEt: fromEt + arrival * slotS, batteryJ: labels.batteryJ[label]! };
    if (next === undefined) return { ...leg, departureEt: leg.arrivalEt, sunlit: labels.lit[label]! >= 0, rise: 0 };
    const move = moveBetween(ground.columns, cell, labels.cell[next]!);
    const rise = table.riseAlong[cell * MOVES.length + move]!;
    const departed = labels.departed[next]!;
    const seconds = (labels.slot[next]! - departed) * slotS;
    const sunlit = legLit(problem, cell, labels.cell[next]!, departed, labels.slot[next]!);
    distanceM += MOVES[move]!.length * ground.stepM * Math.hypot(1, rise);
    driveS += seconds;
    energyJ += table.energyJ[cell * MOVES.length + move]! + (labels.slot[next]! - arrival) * slotS * vehicle.idleW;
    if (!sunlit) energyJ += seconds * vehicle.heaterW;
    return { ...leg, departureEt: fromEt + departed * slotS, sunlit, rise };
  });
  const total = legs.at(-1)!.arrivalEt - fromEt;
  return {
    legs,
    distanceM,
    driveS,
    waitS: total - driveS,
    energyJ,
    lowestBatteryJ,
    longestDarkS: longestDark(problem, found) * slotS,
    expanded: found.expanded,
    labels: labels.count,
  };
}
