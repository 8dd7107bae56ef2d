import { describe, expect, it } from 'vitest';
import type { StorageSpec } from '../station/components/storage.ts';
import { RIM } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { operate } from './operate.ts';
import type { ExtraFault } from './operate-faults.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

const at = (days: number) => START + days * DAY;
const KWH = 3.6e6;
/** Tanks for long nights, beside a battery for a day: what they hold comes to the bus by half. */
const TANKS: StorageSpec = {
  id: 'fuel-cell',
  kind: 'fuelCell',
  standbyW: 0,
  ageing: null,
  cell: {
    capacityJ: 600 * KWH,
    initialFraction: 1,
    floorFraction: 0,
    reconnectFraction: 0,
    chargeEfficiency: 0.7,
    dischargeEfficiency: 0.5,
    maxChargeW: 6000,
    maxDischargeW: 3000,
  },
};

const live = (fault: Omit<ExtraFault, 'durationS'> & { durationS?: number }, storages: readonly StorageSpec[] = []) => {
  const battery = { ...RIDGE_STATION.battery, capacityJ: 200 * KWH };
  const input = ridgeRun(1, 60, { faults: [], battery, ...(storages.length > 0 && { storages }) }, RIM);
  return operate({ ...input, requests: [], extraFaults: [{ durationS: null, ...fault }] });
};

describe('what telemetry teaches of loads, sources and storages', () => {
  it('a load that stays on is noticed once, when it should first be off, and again when it can be switched off', async () => {
    const { events } = await live({
      et: at(3),
      componentId: 'thermal-pumps',
      kind: 'loadStuckOn',
      durationS: 32 * DAY,
    });
    const told = events.filter(({ type }) => type === 'loadStuck' || type === 'loadFree');
    expect(told.map(({ type, source }) => `${type} ${source}`)).toEqual(['loadStuck thermal-pumps', 'loadFree thermal-pumps']); // prettier-ignore
    expect(told[1]!.et).toBeGreaterThanOrEqual(at(35));
  });

  it('a converter that gives a quarter less is noticed within the hour', async () => {
    const { id } = RIDGE_STATION.radioisotope[0]!;
    const { events } = await live({ et: at(3), componentId: id, kind: 'converterFault', effect: 0.25 });
    const told = events.filter(({ type }) => type === 'sourceChanged');
    expect(told.map(({ text }) => text)).toEqual(['radioisotope sources give 75.0 % of their design output, was 100.0 %']); // prettier-ignore
    expect(told[0]!.et - at(3)).toBeLessThanOrEqual(RIDGE_STATION.policy.monitorS);
  });

  it('tanks that are lost leave the floor of the battery where it is', async () => {
    const { summary, events } = await live({ et: at(3), componentId: 'fuel-cell', kind: 'storageOutage' }, [TANKS]);
    expect(events.some(({ type }) => type === 'capacityChanged')).toBe(true);
    expect(summary.hoursByMode.sleep).toBeGreaterThan(0);
    expect(summary.breaches).toEqual([]);
  });
});
