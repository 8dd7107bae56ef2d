import { expect, it } from 'vitest';
import type { Telemetry, TelemetryParameter } from '../station/index.ts';
import { recordTelemetry } from './telemetry-recorder.ts';

const parameter = (id: string, unit: string, read: (et: number) => number | null, facts: Partial<TelemetryParameter> = {}): TelemetryParameter => ({
  id, component: 'c', title: id, unit, low: null, high: null, least: 0, most: Infinity, states: null, ...facts, read: ({ et }) => read(et),
}); // prettier-ignore

function recorded(...parameters: TelemetryParameter[]) {
  const recorder = recordTelemetry(parameters);
  for (let et = 0; et <= 1000; et += 1) recorder.observe({ et } as Telemetry);
  return recorder.record().parameters;
}

it('keeps a value until it has moved by a thousandth of its range, and none that stands still', () => {
  const [ramp, still] = recorded(parameter('ramp', 'K', (et) => 200 + et / 100), parameter('still', 'W', () => 7)) as [never, never]; // prettier-ignore
  const { et, values } = ramp as { et: number[]; values: number[] };
  // whatever is asked for, what holds is no further off than the dead-band of 10 K / 1000, and the step to it
  for (let t = 0; t <= 1000; t += 7) {
    const at = et.findLastIndex((one) => one <= t);
    expect(Math.abs(values[at]! - (200 + t / 100))).toBeLessThanOrEqual(0.01 + 1e-9);
  }
  expect(still).toMatchObject({ et: [0], values: [7], most: null });
});

it('keeps every change of a state, every crossing of a limit and every gap', () => {
  const [state, near, gap] = recorded(
    parameter('state', '1', (et) => (et === 400 ? 1 : 0), { states: ['off', 'on'], most: 1 }),
    parameter('near', 'J', (et) => (et === 0 ? 1e6 : 500.5 - et / 1e3), { low: 500 }),
    parameter('gap', 'W', (et) => (et >= 10 && et < 20 ? null : 5)),
  );
  expect(state).toMatchObject({ et: [0, 400, 401], values: [0, 1, 0], most: 1 });
  expect(near).toMatchObject({ et: [0, 1, 501], values: [1e6, 500.499, 499.999] });
  expect(gap).toMatchObject({ et: [0, 10, 20], values: [5, null, 5] });
});
