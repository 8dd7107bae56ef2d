import { describe, expect, it } from 'vitest';
import { curveAt, type Telemetry } from '../station/index.ts';
import { compare } from './monitor.ts';
import { designBeliefs, type Beliefs } from './station-model.ts';
import { HOUR, plainModel } from './testing/plain-model.ts';

/** A fixed panel: the Sun passes it in 80 hours and is never steady on it. */
const et = Array.from({ length: 81 }, (_, h) => h * HOUR);
const power = { et, values: et.map((t) => 1000 * Math.sin((Math.PI * t) / (80 * HOUR))) };
const model = plainModel({ arrays: [{ id: 'array', power, peakW: 1000 }], endEt: 80 * HOUR });

function changes(hour: number, factor: number, laterHours = 0, beliefs: Beliefs = designBeliefs(model)): number[] {
  const powerW = factor * curveAt(power, (hour - laterHours) * HOUR);
  const seen = { et: hour * HOUR, batteryCapacityJ: beliefs.capacityJ, batteryJ: 0, bootCount: 1, arrays: [{ id: 'array', powerW }], links: [], instruments: [], nodes: [] }; // prettier-ignore
  const found = compare(model, { beliefs, bootCount: 1, level: 0, batteryJ: null }, seen as unknown as Telemetry);
  return found.filter(({ kind }) => kind === 'arrayChanged').map(({ value }) => value);
}

describe('an array in light that is not steady', () => {
  it('is known to be dead wherever the Sun stands high enough on it', () => {
    for (let hour = 6; hour <= 74; hour += 1) expect(changes(hour, 0), `hour ${hour}`).toEqual([0]);
    expect(changes(2, 0)).toEqual([]);
  });

  it('is not blamed for a Sun that is up to three hours late or early, nor for some strings', () => {
    for (let hour = 1; hour < 80; hour += 1)
      for (const later of [-3, -1.5, 0, 1.5, 3])
        expect(changes(hour, 1, later), `hour ${hour}, ${later} h`).toEqual([]);
    for (let hour = 1; hour < 80; hour += 1) if (hour < 36 || hour > 44) expect(changes(hour, 0.8)).toEqual([]);
  });

  it('is known to be back', () => {
    const dead = { ...designBeliefs(model), arrayFactor: { array: 0 } };
    expect(changes(20, 1, 0, dead)).toEqual([1]);
    expect(changes(20, 0, 0, dead)).toEqual([]);
  });
});
