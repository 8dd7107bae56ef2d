import { describe, expect, it } from 'vitest';
import type { StationSpec } from '../station/index.ts';
import { RIDGE, RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate } from './operate.ts';
import { ridgeRun } from './testing/operate-year.ts';

const KWH = 3.6e6;

/** The test station with another battery and faults several times as often as declared. */
function rough(batteryKWh: number, faultFactor: number): Partial<StationSpec> {
  return {
    battery: { ...RIDGE_STATION.battery, capacityJ: batteryKWh * KWH },
    faults: RIDGE_STATION.faults.map((fault) => ({ ...fault, ratePerS: faultFactor * fault.ratePerS })),
  };
}

describe('years with many faults', () => {
  it.each([
    { where: 'the ridge with a small battery', site: RIDGE, battery: 130, seeds: 24, sleeps: false },
    { where: 'a rim with nights of weeks', site: RIM, battery: 800, seeds: 1, sleeps: true },
  ])('on $where pass no limit that could have been kept', async ({ site, battery, seeds, sleeps }) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { summary } = await operate(ridgeRun(seed, 365, rough(battery, 3), site));
      expect(summary.breaches.filter(({ avoidable }) => avoidable)).toEqual([]);
      expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
      expect(summary.dataBalanceRelative).toBeLessThan(1e-9);
      expect(summary.scienceValue).toBeLessThanOrEqual(summary.upperBound);
      expect(summary.requestsMet).toBeGreaterThan(0.3 * summary.requestsTotal);
      if (sleeps) expect(summary.hoursByMode.sleep).toBeGreaterThan(100);
    }
  });

  it('comes back by itself from nights that empty the battery whatever one does, and says so', async () => {
    const { summary, events } = await operate(ridgeRun(1, 365, rough(260, 1), RIM));
    const kinds = new Set(summary.breaches.map(({ what }) => what));
    expect(kinds).toContain('battery empty or overdrawn, no voltage on the bus');
    // the first of its eight nights would be got through by a station that all instruments had warmed by day; the rest nobody can help
    const open = summary.breaches.filter(({ avoidable }) => avoidable);
    expect(open.map(({ kind, utc }) => `${utc.split('.')[0]!} ${kind}`)).toEqual(['day 76 undervoltage', 'day 76 cold', 'day 76 cold']); // prettier-ignore
    expect(summary.breaches.length).toBeGreaterThan(8 * open.length);
    expect(summary.breaches[0]!.why).toMatch(/kept off since the start of the run/);
    expect(events.filter(({ type }) => type === 'powerRestored').length).toBeGreaterThan(3);
    expect(summary.hoursByMode.nominal).toBeGreaterThan(3000);
  });
});
