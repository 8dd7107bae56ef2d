import { describe, expect, it } from 'vitest';
import { curveAt, curveIntegral, type Telemetry } from '../station/index.ts';
import { forecast } from './forecast.ts';
import { laterCurve, sunLaterS } from './late-sun.ts';
import { designBeliefs, type Beliefs } from './station-model.ts';
import { HOUR, plainModel } from './testing/plain-model.ts';

/** The plain station's Sun rises within four seconds at hour 140. */
const model = plainModel();
const SUNRISE = 140 * HOUR;
const design = designBeliefs(model);

function seenAt(et: number, laterS: number, health = 1): Telemetry {
  const powerW = health * curveAt(model.arrays[0]!.power, et - laterS);
  return { et, arrays: [{ id: 'array', powerW }] } as unknown as Telemetry;
}

describe('a Sun that rises later than in the almanac', () => {
  it('is expected an hour after it was missed, and then as late as it was', () => {
    const trueS = 2.1 * HOUR;
    let beliefs: Beliefs = design;
    const learnt: number[] = [];
    for (let et = SUNRISE - 3 * HOUR; et < SUNRISE + 8 * HOUR; et += HOUR) {
      const laterS = sunLaterS(model, beliefs, seenAt(et + 60, trueS));
      if (laterS === null) continue;
      learnt.push(laterS);
      // while it is dark no belief may have the Sun up before the next look
      if (et + 60 < SUNRISE + trueS) expect(laterS).toBeGreaterThanOrEqual(et + 60 + HOUR - SUNRISE);
      beliefs = { ...beliefs, sunLaterS: laterS };
    }
    expect(learnt.length).toBeGreaterThan(1);
    // one look an hour: known to that hour, on the late side but for the step of the search
    expect(beliefs.sunLaterS!).toBeGreaterThanOrEqual(trueS - 900);
    expect(beliefs.sunLaterS!).toBeLessThanOrEqual(trueS + HOUR);
  });

  it('is believed less when a later sunrise comes sooner, and forgotten when it is in time', () => {
    const beliefs = { ...design, sunLaterS: 3 * HOUR };
    const after = sunLaterS(model, beliefs, seenAt(SUNRISE + HOUR, 0))!;
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThanOrEqual(HOUR);
    expect(sunLaterS(model, { ...design, sunLaterS: after }, seenAt(SUNRISE + 300, 0))).toBe(0);
  });

  it('is not what arrays that lost their strings in steady light look like, nor a sunrise in time', () => {
    expect(sunLaterS(model, design, seenAt(SUNRISE + 50 * HOUR, 0, 0.1))).toBeNull();
    expect(sunLaterS(model, design, seenAt(SUNRISE + HOUR, 0))).toBeNull();
    expect(sunLaterS(model, design, seenAt(SUNRISE - 20 * HOUR, 0))).toBeNull();
  });
});

describe('the forecast under a late Sun', () => {
  it('takes away what the arrays would have given in that time, and leaves sunset where it was', () => {
    const whole = forecast(model, design, 0, 200 * HOUR).generationJ;
    const late = forecast(model, { ...design, sunLaterS: 2 * HOUR }, 0, 200 * HOUR).generationJ;
    const lost = whole.map((energyJ, bin) => energyJ - late[bin]!);
    const total = lost.reduce((sum, energyJ) => sum + energyJ, 0);
    expect(total / (1000 * 2 * HOUR)).toBeCloseTo(1, 3); // one kilowatt for two hours
    expect(lost.findIndex((energyJ) => energyJ > 1)).toBe(140);
  });

  it('never has more than the almanac', () => {
    const { power } = model.arrays[0]!;
    const late = laterCurve(power, 1.5 * HOUR, 0, 300 * HOUR);
    const at = Float64Array.from({ length: 301 }, (_, hour) => hour * HOUR);
    const [a, b] = [curveIntegral(power, at), curveIntegral(late, at)];
    for (let hour = 0; hour < 300; hour += 1)
      expect(b[hour + 1]! - b[hour]!).toBeLessThanOrEqual(a[hour + 1]! - a[hour]! + 1e-6);
  });
});
