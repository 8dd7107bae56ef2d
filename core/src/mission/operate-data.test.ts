import { describe, expect, it } from 'vitest';
import { allAutonomy } from '../autonomy/autonomy-options.ts';
import { dataKept } from './operate-data.ts';
import type { OperateInput } from './operate-input.ts';
import { noContact } from './no-contact.ts';
import { operate } from './operate.ts';
import { DAY, ridgeRun, START } from './testing/operate-year.ts';

const DAYS = 20;
/** The programme makes 1.2 Tbit in twenty days. */
const STORE = { capacityBit: 1.5e11 };

function silent(change: Partial<OperateInput> = {}): OperateInput {
  const run = ridgeRun(3, DAYS, { store: STORE, faults: [] });
  return { ...run, extraFaults: noContact(run.station, START, DAYS * DAY), ...change };
}

/** Data of what was paid. */
async function live(input: OperateInput) {
  const { summary, activities } = await operate(input);
  const paid = activities.filter(({ quality }) => quality === 'complete');
  return { summary, paidBit: paid.reduce((sum, { dataBit }) => sum + dataBit, 0) };
}

describe('a station that nobody hears', () => {
  const parts = [null, ...(Object.keys(allAutonomy({})) as (keyof ReturnType<typeof allAutonomy>)[])];

  it.each(parts)('measures what its store can keep, and loses nothing, without %s', async (part) => {
    const { summary, paidBit } = await live(silent(part === null ? {} : { autonomy: { [part]: false } }));
    expect(summary).toMatchObject({ dataLostBit: 0, dataReturnedBit: 0, breaches: [] });
    expect(summary.dataKeptBit).toBe(summary.dataProducedBit);
    expect(summary.dataKeptBit).toBeLessThanOrEqual(STORE.capacityBit * (1 + 1e-9));
    expect(paidBit).toBeLessThanOrEqual(STORE.capacityBit * (1 + 1e-9));
    expect(summary.scienceValue).toBeGreaterThan(0);
    expect(summary.scienceValue).toBeLessThanOrEqual(summary.upperBound);
  });

  it('keeps most of what is worth most by bit', async () => {
    const { summary, paidBit } = await live(silent());
    // by value over data: dust, drilling, seismic and drives before the sky
    expect(paidBit).toBeGreaterThan(0.8 * STORE.capacityBit);
    const greedy = await live(silent({ autonomy: { search: false } }));
    expect(summary.scienceValue).toBeGreaterThanOrEqual(greedy.summary.scienceValue);
  });

  it('is paid for nothing when the store fails in the end, which is a fault and no breach', async () => {
    const run = silent();
    const failure = { et: START + (DAYS - 0.01) * DAY, componentId: 'store', kind: 'storeFault', durationS: null } as const; // prettier-ignore
    const { summary } = await live({ ...run, extraFaults: [...run.extraFaults!, failure] });
    // what makes no data, or had not begun, is not lost: here everything makes data
    expect(summary).toMatchObject({ scienceValue: 0, requestsMet: 0, breaches: [], dataKeptBit: 0 });
    expect(summary.dataLostBit).toBe(summary.dataProducedBit);
  });
});

describe('an execution', () => {
  it('is not met with a part of its data', () => {
    const kept = dataKept({ overflowBit: 5e3, byActivity: new Map([['a', 5e3]]) }, { capacityBit: 1e9 });
    expect([{ id: 'a' }, { id: 'b' }].map(kept)).toEqual([false, true]);
  });
});
