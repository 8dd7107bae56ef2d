import { describe, expect, it } from 'vitest';
import { stationAtInstant } from './live-state.ts';
import type { SimulatedRun } from './simulator.ts';

const run = {
  profiles: { series: [{ id: 'battery', title: 'Battery', unit: '1', et: [0.0001, 10, 20], values: [0.9, 0.5, 0.7] }] },
  timeline: { lanes: [] },
} as unknown as SimulatedRun;

describe('the station at an instant', () => {
  it.each([
    [0, 0.9],
    [10, 0.5],
    [15, 0.6],
    [20, 0.7],
    [20.5, 0.7],
  ])('at %d has its battery at %d', (et, fraction) => {
    expect(stationAtInstant(run, et).batteryFraction).toBeCloseTo(fraction, 12);
  });

  it('says null of what the run has no curve of', () => {
    expect(stationAtInstant(run, 10).storeBit).toBeNull();
  });
});
