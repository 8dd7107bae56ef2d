import { describe, expect, it } from 'vitest';
import type { AutonomyPart } from '../autonomy/index.ts';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate } from './operate.ts';
import { DAY, ridgeRun } from './testing/operate-year.ts';

/** Nights that a battery of this size does not carry awake, and faults three times as often as declared. */
const rough = {
  battery: { ...RIDGE_STATION.battery, capacityJ: 800 * 3.6e6 },
  faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: 3 * fault.ratePerS })),
};

function without(...parts: AutonomyPart[]) {
  const autonomy = Object.fromEntries(parts.map((part) => [part, false]));
  return operate({ ...ridgeRun(11, 60, rough, RIM), autonomy });
}

describe('a station without a part of its autonomy', () => {
  it('lives through the same world, and is worth no more than with it', async () => {
    const whole = await without();
    const values: Record<string, number> = { whole: whole.summary.scienceValue };
    for (const part of ['lookAhead', 'replan', 'faultProtection', 'search'] as const) {
      const { summary, eventLog } = await without(part);
      expect(summary.faultsInjected).toBe(whole.summary.faultsInjected);
      if (part !== 'search') expect(eventLog).not.toBe(whole.eventLog);
      expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
      // whichever part is away, what is tried again is held to its window
      expect(summary.breaches.filter(({ what }) => what.includes('was started'))).toEqual([]);
      values[part] = summary.scienceValue;
    }
    expect(values['lookAhead']).toBeLessThan(values['whole']!);
    expect(values['replan']).toBeLessThanOrEqual(values['whole']!);
    expect(values['faultProtection']).toBeLessThan(values['whole']!);
    expect(values['search']).toBeLessThanOrEqual(values['whole']!);
  }, 60_000);

  it('finds nothing and changes nothing without fault protection; makes one plan for each horizon without replanning', async () => {
    const blind = await without('faultProtection');
    const found = ['arrayChanged', 'linkLost', 'instrumentLost', 'spareHeater', 'capacityChanged', 'computerReset'];
    expect(blind.events.filter(({ type, source }) => source !== 'simulation' && found.includes(type))).toEqual([]);
    const steady = await without('replan');
    expect(steady.summary.replans).toBeLessThanOrEqual(Math.ceil((60 * DAY) / RIDGE_STATION.policy.horizonS) + 1);
  });

  it('counts nothing as done that the station had stopped', async () => {
    for (const part of ['faultProtection', 'replan'] as const) {
      const { activities, summary } = await without(part);
      const data = activities.reduce((sum, { dataBit }) => sum + dataBit, 0);
      expect(data).toBeLessThan(1.02 * summary.dataProducedBit + 1e9);
    }
  });
});
