import { describe, expect, it } from 'vitest';
import { surveyRegion } from '../site/site-region.ts';
import { cellWindows, type CellWindows } from './cell-windows.ts';
import { litCellNear, type DriveField } from './drive-field.ts';
import { driveGround } from './drive-grid.ts';
import { SHARE_LEVELS, type SunPower } from './sun-power.ts';
import type { NoTraverse } from './no-traverse.ts';
import { planTraverse, type TraverseRequest } from './traverse.ts';
import { REFERENCE_VEHICLE, vehicleOf, vehicleSchema } from './vehicle.ts';

const DEGREE = Math.PI / 180;
const vehicle = vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE));
const SIZE = 30;
const LAST = 40_000;
const START = 10 * SIZE + 5;
const GOAL = 10 * SIZE + 25;

type Spans = readonly (readonly [number, number])[];

/** 30 x 30 cells of 20 m; heights and light by column and row. */
function field(
  height: (column: number, row: number) => number,
  light: (column: number) => Spans,
  earth?: CellWindows,
): DriveField {
  const heights = new Float32Array(SIZE * SIZE).map((_, i) => height(i % SIZE, Math.floor(i / SIZE)));
  return {
    region: surveyRegion(-89.5 * DEGREE, 0, SIZE * 20, 20),
    ground: driveGround(SIZE, SIZE, 20, heights, 1),
    light: cellWindows(Array.from({ length: SIZE * SIZE }, (_, i) => light(i % SIZE))),
    ...(earth && { earth }),
    fromEt: 1e9,
    slotS: 1,
    lastSlot: LAST,
  };
}

function ask(over: DriveField, change: Partial<TraverseRequest> = {}) {
  const limits = { alongRad: 15 * DEGREE, acrossRad: 15 * DEGREE };
  return planTraverse(over, { vehicle, start: START, goal: GOAL, limits, least: 'energy', darkS: 0, ...change });
}

function whyNot(answer: ReturnType<typeof ask>): NoTraverse {
  if (answer.found !== null) throw new Error('there is a way');
  return answer.why;
}

const lit = (): Spans => [[0, LAST]];
const flat = () => 0;

describe('a planned drive', () => {
  it('over a lit plain takes the distance over the speed, and the energy of both', () => {
    const { found } = ask(field(flat, lit));
    expect(found!.distanceM).toBeCloseTo(400, 6);
    expect(Math.abs(found!.driveS - 400 / vehicle.speedMPerS)).toBeLessThan(found!.legs.length);
    const drive = (vehicle.massKg * 1.6242 * 0.15 * 400) / 0.5;
    expect(Math.abs(found!.energyJ / (drive + found!.driveS * vehicle.idleW) - 1)).toBeLessThan(1e-6);
    expect([found!.waitS, found!.longestDarkS]).toEqual([0, 0]);
  });

  it('says what slope limit would open a way through a barrier', () => {
    // A rise of 20 degrees right across, 5 cells wide; limits are asked of slopes that touch both sides of its edges too.
    const rise = (column: number) => 20 * Math.tan(20 * DEGREE) * Math.min(Math.max(column - 12, 0), 5);
    const ten = { limits: { alongRad: 10 * DEGREE, acrossRad: 10 * DEGREE } };
    const why = whyNot(ask(field(rise, lit), ten));
    expect(why.reason).toBe('slope');
    // Climbed at a slant the slope along is less and that across more: both 20 degrees' share at 45 degrees.
    const opens = why.reason === 'slope' ? why.opensAtRad! / DEGREE : NaN;
    expect(opens).toBeLessThan(20);
    expect(opens).toBeGreaterThan(Math.atan(Math.tan(20 * DEGREE) / Math.SQRT2) / DEGREE - 1e-3);
    const open = { limits: { alongRad: opens * DEGREE + 1e-6, acrossRad: opens * DEGREE + 1e-6 } };
    expect(ask(field(rise, lit), open).found).not.toBeNull();
    const shut = { limits: { alongRad: opens * DEGREE - 1e-4, acrossRad: opens * DEGREE - 1e-4 } };
    expect(ask(field(rise, lit), shut).found).toBeNull();
    const hole = field((column) => (column === 15 ? NaN : 0), lit);
    expect(whyNot(ask(hole))).toEqual({ reason: 'slope', opensAtRad: null });
  });

  it('says when it is the dark, and how much of it there would be', () => {
    const shadow = field(flat, (column) => (column >= 12 && column < 18 ? [] : [[0, LAST]]));
    const why = whyNot(ask(shadow));
    expect(why.reason).toBe('darkness');
    const needs = why.reason === 'darkness' ? why.needsDarkS! : NaN;
    expect(needs).toBeGreaterThanOrEqual((6 * 20) / vehicle.speedMPerS);
    expect(needs).toBeLessThan((10 * 20) / vehicle.speedMPerS);
    const through = ask(shadow, { darkS: needs }).found!;
    expect(through.longestDarkS).toBeLessThanOrEqual(needs);
    expect(through.legs.some(({ sunlit }) => !sunlit)).toBe(true);
    expect(ask(shadow, { darkS: needs / 2 }).found).toBeNull();
    const late = whyNot(ask(field(flat, () => [[5000, LAST]])));
    expect(late).toMatchObject({ reason: 'darkness', startDark: true, startLitEt: 1e9 + 5000 });
  });

  it('says when it is the battery, the view of the Earth, or the time', () => {
    const shadow = field(flat, (column) => (column >= 8 && column < 24 ? [] : [[0, LAST]]));
    const small = { ...vehicle, batteryJ: 400e3, floorJ: 80e3, initialJ: 380e3 };
    const why = whyNot(ask(shadow, { vehicle: small, darkS: 4000 }));
    expect(why.reason).toBe('battery');
    const needsJ = why.reason === 'battery' ? why.needsJ : NaN;
    const enough = { ...small, batteryJ: needsJ * 1.01, floorJ: needsJ * 0.2, initialJ: needsJ * 1.01 };
    expect(ask(shadow, { vehicle: enough, darkS: 4000 }).found).not.toBeNull();
    const never = cellWindows(
      Array.from({ length: SIZE * SIZE }, (_, i) => (i % SIZE < 15 ? [[0, LAST] as const] : [])),
    );
    expect(whyNot(ask(field(flat, lit, never))).reason).toBe('earthView');
    const short = whyNot(ask({ ...field(flat, () => [[0, 1000]]), lastSlot: 1000 }));
    expect(short).toEqual({ reason: 'time', withinS: 1000 });
  });

  it('finds lit ground beside a dark place', () => {
    const shade = field(flat, (column) => (column < 8 ? [] : column === 8 ? [[100, LAST]] : [[0, LAST]]));
    expect(litCellNear(shade, START, 4)).toBe(START + 4);
    expect(litCellNear(shade, START, 4, true)).toBe(START + 3);
    expect(litCellNear(shade, START, 2)).toBe(START);
    expect(litCellNear(shade, GOAL, 2)).toBe(GOAL);
  });

  it('waits in the light rather than go through the dark, and drives quickest when asked', () => {
    const later = field(flat, (column) => (column >= 12 && column < 18 ? [[30_000, LAST]] : [[0, LAST]]));
    const patient = ask(later).found!;
    expect(patient.waitS).toBeGreaterThan(27_000);
    const quick = ask(later, { least: 'duration', darkS: 7200 }).found!;
    expect(quick.waitS).toBe(0);
    expect(quick.longestDarkS).toBeGreaterThan(600);
    expect(quick.energyJ).toBeLessThan(patient.energyJ);
  });

  it('climbs as fast as the share of the disc and its distance feed it', () => {
    // A tilted plane: uphill more is used than half a disc gives, so that the time is the energy over the power, from the floor at the start to the floor at the end.
    const rise = 0.2;
    const empty = { ...vehicle, initialJ: vehicle.floorJ };
    const climb = (level: number, nearness: number): number => {
      const spans = cellWindows(Array.from({ length: SIZE * SIZE }, () => lit()));
      const sun: SunPower = {
        ...spans,
        level: new Uint8Array(spans.from.length).fill(level),
        fullSunS: Float64Array.of(0, LAST * nearness),
        gridSlots: LAST,
        least: (level / SHARE_LEVELS) * nearness,
      };
      const { found } = ask({ ...field((column) => rise * 20 * column, lit), sun }, { vehicle: empty });
      return found!.waitS + found!.driveS;
    };
    const driveS = (400 * Math.hypot(1, rise)) / vehicle.speedMPerS;
    const usedJ = (vehicle.massKg * 1.6242 * 400 * (vehicle.rollingResistance + rise)) / vehicle.driveEfficiency;
    for (const [level, nearness] of [
      [8, 1],
      [8, 0.967],
      [9, 1],
    ] as const) {
      // prettier-ignore
      const watts = (vehicle.arrayW * level * nearness) / SHARE_LEVELS - vehicle.idleW;
      const leastS = Math.max(usedJ / watts, driveS);
      // Each of some seven steps is rounded up to a second, and no step is begun before the battery carries it.
      expect(climb(level, nearness) / leastS).toBeGreaterThan(0.9999);
      expect(climb(level, nearness) / leastS).toBeLessThan(1.02);
    }
    expect(climb(16, 1) / driveS).toBeLessThan(1.02); // the whole disc carries it without a wait
  });

  it('finds a drive that waits for days and then goes through the dark, without giving up', () => {
    const days = 4 * 86_400;
    const spans = (column: number): Spans => (column < 12 ? [[0, days]] : column < 18 ? [] : [[days - 20_000, days]]); // prettier-ignore
    const patient = { ...field(flat, spans), lastSlot: days };
    const { found } = ask(patient, { darkS: 900 });
    expect(found!.waitS).toBeGreaterThan(days - 30_000);
    expect(found!.waitS).toBeLessThan(days);
    expect(found!.labels).toBeLessThan(100_000);
  });

  it('refuses vehicles and points that cannot be', () => {
    const code = (change: Partial<TraverseRequest>) => {
      try {
        ask(field(flat, lit), change);
        return 'none';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(code({ start: -1 })).toBe('TRAVERSE_POINT');
    expect(code({ goal: 0 })).toBe('TRAVERSE_POINT'); // at the rim
    expect(code({ vehicle: { ...vehicle, arrayW: 100 } })).toBe('TRAVERSE_VEHICLE');
    expect(code({ limits: { alongRad: 0, acrossRad: 1 } })).toBe('TRAVERSE_OPTIONS');
  });
});
