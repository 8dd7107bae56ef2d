import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { curveAt, type Curve } from '../station/index.ts';
import { forecast } from './forecast.ts';
import { designBeliefs } from './station-model.ts';
import { HOUR, plainModel } from './testing/plain-model.ts';

describe('the least generation of an hour', () => {
  it('is the bottom of a dip inside it, as of an eclipse or the shadow of a peak', () => {
    const minutes = [0, 60, 70, 80, 90, 240];
    const power = { et: minutes.map((min) => 60 * min), values: [1000, 1000, 100, 100, 1000, 1000] };
    const model = plainModel({ arrays: [{ id: 'array', power, peakW: 1000 }] });
    const { leastW, generationJ } = forecast(model, designBeliefs(model), 0, 4 * HOUR);
    expect([...leastW]).toEqual([1000, 100, 1000, 1000]);
    expect(generationJ[1]! / HOUR).toBeCloseTo((2 * 10 * 550 + 10 * 100 + 30 * 1000) / 60, 9);
  });

  it('is that of all arrays together as they are believed to be, looked at every second', () => {
    const random = createRandom(31);
    const curve = (nodes: number): Curve => {
      const et = Array.from({ length: nodes }, () => Math.floor(random.next() * 8 * HOUR)).sort((a, b) => a - b);
      const ascending = et.filter((t, i) => i === 0 || t > et[i - 1]!);
      return { et: ascending, values: ascending.map(() => 1000 * random.next()) };
    };
    for (let k = 0; k < 10; k += 1) {
      const [a, b, steady] = [curve(40), curve(25), curve(3)];
      const arrays = [{ id: 'a', power: a, peakW: 1000 }, { id: 'b', power: b, peakW: 1000 }]; // prettier-ignore
      const model = plainModel({ arrays, steady });
      const beliefs = { ...designBeliefs(model), arrayFactor: { a: 0.5 } };
      const fromEt = 777;
      const { leastW } = forecast(model, beliefs, fromEt, 6 * HOUR);
      for (const [bin, least] of leastW.entries()) {
        let seen = Infinity;
        for (let et = fromEt + bin * HOUR; et <= fromEt + (bin + 1) * HOUR; et += 1)
          seen = Math.min(seen, 0.5 * curveAt(a, et) + curveAt(b, et) + curveAt(steady, et));
        expect(least).toBeCloseTo(seen, 9); // the curves bend at whole seconds
      }
    }
  });
});
