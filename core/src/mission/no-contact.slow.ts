import { describe, expect, it } from 'vitest';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { noContact } from './no-contact.ts';
import { operate } from './operate.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

describe('400 days without any contact', () => {
  it('are survived with no limit passed, and the data that wait for them come down afterwards', async () => {
    const days = 430;
    const input = ridgeRun(3, days);
    const silence = noContact(input.station, START + 10 * DAY, 400 * DAY);
    const { summary, timeline } = await operate({ ...input, extraFaults: silence });
    expect(summary.breaches).toEqual([]);
    expect(summary.hoursByMode.nominal).toBeGreaterThan(0.5 * days * 24);
    const sent = timeline.lanes
      .filter(({ kind }) => kind === 'link')
      .flatMap(({ bars }) => bars.filter(({ status }) => status === 'on'));
    expect(sent.some(({ fromEt }) => fromEt > START + 410 * DAY)).toBe(true);
    const { capacityBit } = RIDGE_STATION.store;
    expect(summary.dataProducedBit - summary.dataReturnedBit).toBeLessThanOrEqual(capacityBit);
    expect(summary.requestsMet).toBeGreaterThan(50);
  });
});
