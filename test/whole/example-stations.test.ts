import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { OperateSummary } from '@openilrs/core/mission';
import { ilrsJson } from './ilrs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-stations-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the example stations', () => {
  it.each(['pioneer', 'basic', 'extended'])('%s lives through its time, and its balances hold', async (name) => {
    const file = `examples/stations/${name}.yaml`;
    const summary = await ilrsJson<OperateSummary>(['operate', file, '--out', join(scratch, name)]);
    expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
    expect(summary.dataBalanceRelative).toBeLessThan(1e-9);
    expect(summary.breaches.filter(({ avoidable }) => avoidable)).toEqual([]);
    expect(summary.worstBatteryFraction).toBeGreaterThanOrEqual(summary.batteryFloorFraction);
    expect(summary.requestsMet).toBeGreaterThan(0.5 * summary.requestsTotal);
    expect(summary.scienceValue).toBeLessThanOrEqual(summary.upperBound * (1 + 1e-9));
    // the small one cannot carry the nights awake, the others can
    if (name === 'pioneer') expect(summary.hoursByMode.sleep).toBeGreaterThan(100);
    else expect(summary.hoursByMode.sleep).toBe(0);
  });
});
