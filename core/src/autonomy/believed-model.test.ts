import { describe, expect, it } from 'vitest';
import { believedModel } from './believed-model.ts';
import { designBeliefs, type StationModel } from './station-model.ts';
import { plainModel } from './testing/plain-model.ts';

const STEADY = { et: [0, 100], values: [80, 60] };
const model: StationModel = {
  ...plainModel(),
  battery: { ...plainModel().battery, capacityJ: 300, floorFraction: 0.1, maxChargeW: 9, maxDischargeW: 9 },
  steady: STEADY,
  radioisotope: { et: [0, 100], values: [100, 80] },
  levels: [
    { name: 'nominal', powerW: 1000, off: [] },
    { name: 'reduced', powerW: 300, off: ['plant'] },
    { name: 'sleep', powerW: 50, off: ['plant'] },
  ],
  loads: [
    { id: 'plant', powerW: 700, sleepW: 0 },
    { id: 'computer', powerW: 300, sleepW: 50 },
  ],
  storages: [
    { id: 'battery', capacityJ: 100, worth: 1, maxChargeW: 5, maxDischargeW: 6 },
    { id: 'fuel-cell', capacityJ: 400, worth: 0.5, maxChargeW: 4, maxDischargeW: 3 },
  ],
};
const design = designBeliefs(model);

describe('a model with what has been learnt', () => {
  it('is the design while nothing has', () => {
    expect(believedModel(model, { ...design, stuckOn: [] })).toBe(model);
  });

  it('counts a load that cannot be switched off on every level that is to save it, in standby too', () => {
    const powers = (stuckOn: string[]) =>
      believedModel(model, { ...design, stuckOn }).levels.map(({ powerW }) => powerW);
    expect(powers(['plant'])).toEqual([1000, 1000, 750]);
    expect(powers(['computer'])).toEqual([1000, 300, 300]);
    expect(powers(['plant', 'computer'])).toEqual([1000, 1000, 1000]);
  });

  it('takes what radioisotope sources no longer give from all that is steady, and leaves the rest', () => {
    const { steady } = believedModel(model, { ...design, radioisotopeFactor: 0.25 });
    expect([...Array.from(steady.values)]).toEqual([80 - 75, 60 - 60]);
  });

  it('keeps the floor of the battery by itself, whatever else is lost', () => {
    // the floor: 0.1 of 300 J in all, which is 30 J of the 100 J of the battery
    const tanksLost = believedModel(model, { ...design, storageJ: { battery: 100, 'fuel-cell': 0 } }).battery;
    expect(tanksLost).toMatchObject({ capacityJ: 100, floorFraction: 0.3, maxChargeW: 5, maxDischargeW: 6 });
    const cellsLost = believedModel(model, { ...design, storageJ: { battery: 50, 'fuel-cell': 400 } }).battery;
    expect(cellsLost).toMatchObject({ capacityJ: 250, floorFraction: 0.06, maxChargeW: 6.5, maxDischargeW: 6 });
  });
});
