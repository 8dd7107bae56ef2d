import { describe, expect, it } from 'vitest';
import { createStation } from '../../station/index.ts';
import { polarEnvironment, RIDGE } from '../../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../../station/testing/ridge-station.ts';
import { createWatchState, watchLimits } from './limit-watch.ts';
import { monitorsOf, RESIDUAL_MONITORS, type MonitorOverride } from './monitor-spec.ts';

const IDS = ['core.temp', 'battery.energy'];

describe('the monitors of a station', () => {
  it('are those that all have, as its mission file changes them, and its own', () => {
    const monitors = monitorsOf([{ id: 'array', low: -0.05, persistenceS: 7200 }, { id: 'warm', parameter: 'core.temp', high: 300, response: 'safe' }], IDS); // prettier-ignore
    expect(monitors).toHaveLength(RESIDUAL_MONITORS.length + 1);
    expect(monitors.find(({ id }) => id === 'array')).toMatchObject({
      kind: 'residual',
      low: -0.05,
      high: 0.01,
      persistenceS: 7200,
    });
    expect(monitors.at(-1)).toMatchObject({
      id: 'warm',
      kind: 'limit',
      parameter: 'core.temp',
      low: null,
      high: 300,
      response: 'safe',
    });
  });

  it.each<[string, MonitorOverride[], string, string]>([
    ['MONITOR_PARAMETER', [{ id: 'warm', parameter: 'core.tmp', high: 300 }], 'station.policy.monitors.0.parameter', 'core.temp'],
    ['MONITOR_PARAMETER', [{ id: 'arrray', low: -1 }], 'station.policy.monitors.0.parameter', 'array'],
    ['MONITOR_LIMIT', [{ id: 'warm', parameter: 'core.temp' }], 'station.policy.monitors.0', 'low, high'],
    ['MONITOR_LIMIT', [{ id: 'array', low: 0.2 }], 'station.policy.monitors.0', 'low under high'],
    ['MONITOR_TWICE', [{ id: 'array' }, { id: 'array' }], 'station.policy.monitors.1', 'once'],
  ])('refuse with %s what cannot be watched (%#)', (code, overrides, where, legal) => {
    expect(() => monitorsOf(overrides, IDS)).toThrow(expect.objectContaining({ code, where, legal: expect.stringContaining(legal) as string }));
  }); // prettier-ignore
});

describe('limits and rates', () => {
  const telemetry = createStation(RIDGE_STATION, polarEnvironment(RIDGE, 0, 2)).telemetry();
  const parameter = { id: 'battery.energy', unit: 'J', read: (t: typeof telemetry) => t.batteryJ };
  const parameters = new Map([[parameter.id, parameter]]);
  const run = (override: Partial<MonitorOverride>, course: readonly (readonly [et: number, batteryJ: number])[]) => {
    const monitors = monitorsOf([{ id: 'own', parameter: parameter.id, ...override }], [parameter.id]);
    const state = createWatchState();
    return course.filter(([et, batteryJ]) => watchLimits(state, monitors, parameters, { ...telemetry, et, batteryJ }).length > 0).map(([et]) => et); // prettier-ignore
  };

  it('count what lasts long enough, without a break', () => {
    const course = [[0, 9], [100, 11], [200, 11], [300, 9], [400, 11], [500, 12], [600, 13]] as const; // prettier-ignore
    expect(run({ high: 10 }, course)).toEqual([100, 200, 400, 500, 600]);
    expect(run({ high: 10, persistenceS: 150 }, course)).toEqual([600]);
  });

  it('are of the change per second when that is asked for', () => {
    const course = [[0, 1000], [100, 990], [200, 900], [300, 899]] as const; // prettier-ignore
    expect(run({ rate: true, low: -0.5 }, course)).toEqual([200]);
  });
});
