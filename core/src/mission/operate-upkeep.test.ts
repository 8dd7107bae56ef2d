import { describe, expect, it } from 'vitest';
import type { CommandTrace } from '../autonomy/index.ts';
import type { FissionSpec } from '../station/components/fission.ts';
import type { StationSpec } from '../station/index.ts';
import { RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate } from './operate.ts';
import { OperateRun } from './operate-run.ts';
import { stationModel } from './operate-model.ts';
import { DAY, HOUR, ridgeRun, START } from './testing/operate-year.ts';

const REACTOR: FissionSpec = { id: 'reactor', electricW: 3000, startupS: 6 * HOUR, decayPerYear: 0.02, leastLevel: 0.1, initialLevel: 0, heatW: 0, nodeId: null }; // prettier-ignore
const alone = { faults: [] } satisfies Partial<StationSpec>;
const inputOf = (change: Partial<StationSpec>, days = 10) => ridgeRun(3, days, { ...alone, ...change }, RIDGE);
type Input = ReturnType<typeof inputOf>;

/** Values of telemetry over a run, one for each event. */
async function watched<T>(input: Input, look: (seen: Parameters<NonNullable<NonNullable<Parameters<typeof operate>[1]>['observe']>>[0]) => T) {
  const seen: { et: number; value: T }[] = [];
  const output = await operate({ ...input, upperBound: 1e6 }, { observe: (telemetry) => void seen.push({ et: telemetry.et, value: look(telemetry) }) });
  return { output, seen };
} // prettier-ignore

const stagesAt = (input: Input, et: number): readonly CommandTrace[] => new OperateRun(input).lookAt(et).executive.commands; // prettier-ignore

describe('a reactor', () => {
  it('that stands still at first is raised at once, and the plan counts with its ramp', async () => {
    const input = inputOf({ fission: [REACTOR] });
    const { seen } = await watched(input, ({ parts }) => parts!['reactor']!['power']!);
    expect(seen.find(({ et }) => et >= START + 6 * HOUR)!.value).toBeCloseTo(3000, 0);
    const { steady } = stationModel(input.station, input.environment);
    const without = stationModel(inputOf({}).station, input.environment).steady;
    const at = (curve: typeof steady, et: number) => {
      const i = Array.from(curve.et).findIndex((t) => t >= et);
      const [a, b] = [Math.max(0, i - 1), i];
      const share = b === a ? 0 : (et - curve.et[a]!) / (curve.et[b]! - curve.et[a]!);
      return curve.values[a]! + share * (curve.values[b]! - curve.values[a]!);
    };
    for (const { et, value } of seen) expect(at(steady, et) - at(without, et)).toBeCloseTo(value, 1);
  });

  it('shows the stages of its command: accepted and begun at once, completed at full output', () => {
    const input = inputOf({ fission: [REACTOR] });
    const [command] = stagesAt(input, START + 3 * HOUR).filter(({ id }) => id === 'source reactor');
    expect(command!.trace.map(({ stage }) => stage)).toEqual(['sent', 'accepted', 'started']);
    expect(stagesAt(input, START + 7 * HOUR).map(({ id }) => id)).not.toContain('source reactor');
  });

  it('that trips is planned without until it is back, and both are told', async () => {
    const fault = { et: START + 2 * DAY, componentId: 'reactor', kind: 'sourceTrip' as const, durationS: 2 * DAY };
    const { output } = await watched({ ...inputOf({ fission: [REACTOR] }), extraFaults: [fault] }, () => 0);
    const told = output.events.filter(({ source }) => source === 'reactor').map(({ et, type }) => [type, (et - START) / DAY]); // prettier-ignore
    expect(told).toEqual([
      ['sourceDown', 2],
      ['sourceStarting', 4],
    ]);
    const plans = output.events.filter(({ type }) => type === 'plan').map(({ et }) => (et - START) / DAY);
    expect(plans).toEqual(expect.arrayContaining([2, 4]));
  });
});

describe('what upkeep commands besides', () => {
  it('closes a feeder that was opened after a quarter of an hour, and later each time when it opens again', async () => {
    // what is essential behind it is more than it may carry while the heater may come on, too
    const feeders = [{ id: 'branch', fromId: null, limitW: 500, efficiency: 1, shedding: 'priority' as const }];
    const nodes = RIDGE_STATION.nodes.map((node) => (node.id === 'instruments' ? { ...node, feederId: 'branch', heaterW: 600 } : node)); // prettier-ignore
    const { output } = await watched(inputOf({ feeders, nodes }, 4), () => 0);
    const closed = output.events.filter(({ type }) => type === 'feederClosed').map(({ et }) => (et - START) / 900);
    expect(closed.slice(0, 5).map(Math.round)).toEqual([1, 3, 7, 15, 31]);
    expect(closed.length).toBeLessThan(12);
  });

  it('cleans an array once that pays, and not before it has lost a hundredth', async () => {
    const dust = { lossPerDay: 0.004, mostLoss: 0.5, cleaningW: 40, cleaningS: HOUR, removedFraction: 0.9, everyS: null }; // prettier-ignore
    const arrays = RIDGE_STATION.arrays.map((array) => (array.id === 'array-a' ? { ...array, dust } : array));
    const { seen, output } = await watched(inputOf({ arrays }, 20), ({ parts }) => parts!['array-a-dust']!);
    const losses = seen.map(({ value }) => value['loss']!);
    expect(Math.max(...losses)).toBeGreaterThanOrEqual(0.01);
    expect(Math.max(...losses)).toBeLessThan(0.02);
    expect(seen.some(({ value }) => value['cleaning'] === 1)).toBe(true);
    expect(output.events.some(({ type }) => type === 'command')).toBe(false);
  });

  it('calibrates an instrument before it is used: none of its data is uncalibrated', async () => {
    const calibration = { validS: 12 * HOUR, durationS: HOUR, powerW: 20 };
    const instruments = RIDGE_STATION.instruments.map((one) => (one.id === 'telescope' ? { ...one, calibration } : one)); // prettier-ignore
    const { seen, output } = await watched(inputOf({ instruments }), ({ parts }) => parts!['telescope-calibration']!);
    const done = output.activities.filter(({ instrumentId }) => instrumentId === 'telescope');
    expect(done.length).toBeGreaterThan(2);
    expect(seen.at(-1)!.value['uncalibrated']).toBe(0);
    expect(output.events.filter(({ type }) => ['instrumentLost', 'command', 'refused'].includes(type))).toEqual([]);
  });

  it('goes on from a checkpoint in the middle of a command in the same way', async () => {
    const input = { ...inputOf({ fission: [REACTOR] }, 4), upperBound: 1e6 };
    const whole = JSON.stringify(await operate(input));
    const run = new OperateRun(input, { keepRows: true });
    while (run.et < START + 2 * HOUR) run.next();
    const resume = JSON.parse(JSON.stringify(run.save().state)) as string;
    const saved = { ...run.save(), state: resume };
    expect(JSON.stringify(await operate(input, { resume: saved }))).toBe(whole);
  });
});
