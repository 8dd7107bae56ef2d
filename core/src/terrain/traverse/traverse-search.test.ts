import { describe, expect, it } from 'vitest';
import { createRandom } from '../../math/index.ts';
import { cellWindows, type CellWindows } from './cell-windows.ts';
import { costToGo, litTable, timeToLight, type Prices } from './cost-to-go.ts';
import { driveGround, driveTable, measureStep } from './drive-grid.ts';
import { MOVES } from './drive-moves.ts';
import { exhaustiveDrive } from './testing/exhaustive-drive.ts';
import type { TraverseProblem } from './traverse-problem.ts';
import { searchTraverse } from './traverse-search.ts';
import { driveEnergyJ, REFERENCE_VEHICLE, vehicleOf, vehicleSchema, type Vehicle } from './vehicle.ts';

const DEGREE = Math.PI / 180;
const reference = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));
const ENERGY: Prices = { perSecond: reference.idleW, perDarkSecond: reference.heaterW, perDriveJoule: 1 };

interface Setting {
  readonly size: number;
  readonly height: (x: number, y: number) => number;
  readonly light: CellWindows;
  readonly vehicle?: Vehicle;
  readonly limitDeg?: number;
  readonly slotS?: number;
  readonly lastSlot: number;
  readonly darkSlots?: number;
  readonly start: number;
  readonly goal: number;
  readonly initialJ?: number;
  readonly earth?: CellWindows;
  readonly prices?: Prices;
}

function problem(setting: Setting): TraverseProblem {
  const { size, vehicle = reference, limitDeg = 20, slotS = 100, prices = ENERGY, start, goal } = setting;
  const stepM = 20;
  const wide = size + 2; // the rim has no slope
  const heights = new Float32Array(wide * wide).map((_, i) =>
    setting.height((i % wide) * stepM, Math.floor(i / wide) * stepM),
  );
  const outer = driveGround(wide, wide, stepM, heights, 1);
  const inner = (values: Float32Array) =>
    new Float32Array(size * size).map((_, i) => values[(Math.floor(i / size) + 1) * wide + (i % size) + 1]!);
  const ground = {
    columns: size,
    rows: size,
    stepM,
    heightM: inner(heights),
    riseX: inner(outer.riseX),
    riseY: inner(outer.riseY),
  };
  const limits = { alongRad: limitDeg * DEGREE, acrossRad: limitDeg * DEGREE };
  const table = driveTable(ground, vehicle, limits, slotS);
  return {
    ground,
    table,
    vehicle,
    prices,
    slotS,
    light: setting.light,
    ...(setting.earth && { earth: setting.earth }),
    start,
    goal,
    darkSlots: setting.darkSlots ?? 0,
    darkGrain: 1,
    initialJ: setting.initialJ ?? vehicle.initialJ,
    lastSlot: setting.lastSlot,
    toGo: costToGo(ground, setting.darkSlots ? table : litTable(ground, table, setting.light), slotS, prices, [goal]),
    toLight: timeToLight(ground, table, slotS, setting.light, goal),
    slackCost: 0,
    slackJ: 0,
    mostLabels: 1e6,
    mostComparisons: 1e9,
  };
}

const always = (cells: number, last: number) => cellWindows(Array.from({ length: cells }, () => [[0, last] as const]));

function cost(found: ReturnType<typeof searchTraverse>): number | null {
  if (typeof found === 'string') return null;
  return found.labels.cost[found.path.at(-1)!]!;
}

describe('the cheapest drive', () => {
  it('costs what going through every slot and state finds, on grids with light that comes and goes', () => {
    const random = createRandom(7);
    let [ways, none, dark, detours] = [0, 0, 0, 0];
    for (let round = 0; round < 320; round++) {
      const size = 4;
      const lastSlot = 16 + Math.floor(random.next() * 10);
      const bumps = Array.from({ length: 36 }, () => random.next() * 9);
      const span = (): (readonly [number, number])[] => {
        const spans: [number, number][] = [];
        for (let at = Math.floor(random.next() * 6) - 3; at < lastSlot;) {
          const end = at + 4 + Math.floor(random.next() * 14);
          if (end > Math.max(at, 0)) spans.push([Math.max(at, 0), Math.min(end, lastSlot)]);
          at = end + 1 + Math.floor(random.next() * 5);
        }
        return spans;
      };
      const windows = () => cellWindows(Array.from({ length: size * size }, span));
      const capacity = 60e3 + random.next() * 500e3; // two to twenty slots in the dark
      const vehicle = { ...reference, batteryJ: capacity, floorJ: 0.1 * capacity, arrayW: 160 + random.next() * 300 };
      const one = problem({
        size,
        height: (x, y) => bumps[(Math.floor(x / 20) % 6) + 6 * (Math.floor(y / 20) % 6)]!,
        light: windows(),
        ...(random.next() < 0.3 && { earth: windows() }),
        vehicle,
        limitDeg: 15,
        lastSlot,
        darkSlots: random.next() < 0.3 ? 0 : 1 + Math.floor(random.next() * 14),
        start: Math.floor(random.next() * 16),
        goal: Math.floor(random.next() * 16),
        initialJ: (0.15 + 0.8 * random.next()) * capacity,
        prices: random.next() < 0.7 ? ENERGY : { perSecond: 1, perDarkSecond: 0, perDriveJoule: 0 },
      });
      const truth = exhaustiveDrive(one);
      const result = searchTraverse(one);
      const found = cost(result);
      if (truth === null) none++;
      else ways++;
      if (truth === null || found === null) expect(found, `round ${round}`).toBe(truth);
      else expect(found / Math.max(truth, 1), `round ${round}`).toBeCloseTo(truth / Math.max(truth, 1), 9);
      if (typeof result !== 'string' && one.start !== one.goal) {
        if (result.path.some((label) => result.labels.dark[label]! > 0)) dark++;
        if (found! > one.toGo[one.start]! * 1.001) detours++;
        for (const label of result.path) expect(result.labels.batteryJ[label]!).toBeGreaterThanOrEqual(vehicle.floorJ);
      }
    }
    // The cases are of every kind.
    expect(Math.min(ways, none, dark, detours)).toBeGreaterThan(10);
  });

  it('never costs less than the estimate of any of its labels said', () => {
    const size = 12;
    const one = problem({
      size,
      height: (x, y) => 6 * Math.sin(x / 40) * Math.cos(y / 55),
      light: cellWindows(Array.from({ length: size * size }, (_, i) => [[(i * 7) % 30, 200] as const])),
      lastSlot: 200,
      darkSlots: 6,
      start: 0,
      goal: size * size - 1,
    });
    const found = searchTraverse(one);
    if (typeof found === 'string') throw new Error(found);
    const total = found.labels.cost[found.path.at(-1)!]!;
    for (const label of found.path)
      expect(found.labels.cost[label]! + one.toGo[found.labels.cell[label]!]!).toBeLessThanOrEqual(total * (1 + 1e-12));
    // Consistent: along any step the estimate falls by no more than the step costs.
    for (let cell = 0; cell < size * size; cell++)
      MOVES.forEach(({ columns, rows }, m) => {
        const at = cell * MOVES.length + m;
        const energy = one.table.energyJ[at]!;
        if (Number.isNaN(energy)) return;
        const step = ENERGY.perSecond * one.table.slots[at]! * one.slotS + energy;
        expect(one.toGo[cell]! - one.toGo[cell + rows * size + columns]!).toBeLessThanOrEqual(step * (1 + 1e-12));
      });
  });

  it('runs straight over a lit plain, within 1.3 % of the straight line', () => {
    const size = 61;
    const middle = 30 * size + 30;
    const one = problem({
      size,
      height: () => 0,
      light: always(size * size, 1e6),
      slotS: 0.1,
      lastSlot: 1e6,
      start: middle,
      goal: middle,
    });
    const table = one.table;
    for (let angle = 0; angle < 2 * Math.PI; angle += 0.25) {
      const [x, y] = [Math.round(28 * Math.cos(angle)), Math.round(28 * Math.sin(angle))];
      const goal = middle + y * size + x;
      const found = searchTraverse({ ...one, goal, toGo: costToGo(one.ground, table, one.slotS, ENERGY, [goal]) });
      if (typeof found === 'string') throw new Error(found);
      const seconds = found.labels.slot[found.path.at(-1)!]! * 0.1;
      const straight = (Math.hypot(x, y) * 20) / reference.speedMPerS;
      expect(seconds / straight).toBeGreaterThan(0.9999);
      expect(seconds / straight).toBeLessThan(1.014);
      expect(found.expanded).toBeLessThan(250); // of 3721 cells: the estimate is exact here, only ways of equal cost are looked at
    }
  });

  it('waits for the light, and in the light for the battery', () => {
    const [size, lastSlot] = [5, 1000];
    // A wall of cells that is lit from slot 300 on.
    const light = cellWindows(Array.from({ length: 25 }, (_, i) => [[i % 5 === 2 ? 300 : 0, lastSlot] as const]));
    const one = problem({ size, height: () => 0, light, lastSlot, start: 10, goal: 14 });
    const found = searchTraverse(one);
    if (typeof found === 'string') throw new Error(found);
    const slot = found.labels.slot[found.path.at(-1)!]!;
    expect(slot).toBeGreaterThanOrEqual(300 + 3);
    expect(slot).toBeLessThan(310);
    // Uphill on an array that hardly gives more than the idle power: charged before the climb.
    const weak = { ...reference, arrayW: 160, floorJ: 0, batteryJ: 20e3 };
    const climb = problem({
      size,
      height: (x) => 0.2 * x,
      light: always(25, 1e4),
      vehicle: weak,
      lastSlot: 1e4,
      start: 10,
      goal: 14,
      initialJ: 0,
    });
    const uphill = searchTraverse(climb);
    if (typeof uphill === 'string') throw new Error(uphill);
    const need = driveEnergyJ(weak, 80, 0.2);
    expect(uphill.labels.slot[uphill.path.at(-1)!]! * 100 * 10).toBeGreaterThan(need * 0.999);
    expect(uphill.labels.slot[uphill.path.at(-1)!]! * 100 * 10).toBeLessThan(need * 1.1 + 5000);
  });

  it('takes slopes by the direction of travel', () => {
    const one = problem({
      size: 7,
      height: (x) => Math.tan(12 * DEGREE) * x,
      light: always(49, 100),
      limitDeg: 10,
      lastSlot: 100,
      start: 0,
      goal: 1,
    });
    const step = { along: 0, across: 0, mean: 0 };
    expect(
      measureStep(
        one.ground,
        3,
        3,
        MOVES.findIndex((m) => m.columns === 1 && m.rows === 0),
        step,
      ),
    ).toBe(true);
    expect(step.along).toBeCloseTo(Math.tan(12 * DEGREE), 5);
    expect(step.across).toBeCloseTo(0, 6);
    measureStep(
      one.ground,
      3,
      3,
      MOVES.findIndex((m) => m.columns === 0 && m.rows === 1),
      step,
    );
    expect([step.along, step.across].map((rise) => Math.round((Math.atan(rise) / DEGREE) * 1e3) / 1e3)).toEqual([
      0, 12,
    ]);
    expect(searchTraverse(one)).toBe('none'); // neither up nor along a slope of 12 degrees under a limit of 10
    expect(driveEnergyJ(reference, 100, -0.5)).toBe(0);
  });
});
