import { describe, expect, it } from 'vitest';
import { positionAt, trackBody } from './light-track.ts';

describe('a tracked body', () => {
  it('is read back within the stated error, ends included', () => {
    const rate = 2.66e-6; // the sky of the Moon turns at this rate
    const circle = (et: number, out: Float64Array): void => {
      out[0] = 1.5e11 * Math.cos(rate * et);
      out[1] = 1.5e11 * Math.sin(rate * et);
      out[2] = 4e9;
    };
    const [from, to] = [1.0e9 + 0.1234, 1.0e9 + 400 * 86_400];
    const track = trackBody(circle, from, to, 21_600);
    const [read, true_] = [new Float64Array(3), new Float64Array(3)];
    let worst = 0;
    for (let k = 0; k <= 4000; k++) {
      const et = from + ((to - from) * k) / 4000;
      positionAt(track, et, read);
      circle(et, true_);
      worst = Math.max(worst, Math.hypot(read[0]! - true_[0]!, read[1]! - true_[1]!, read[2]! - true_[2]!) / 1.5e11);
    }
    expect(worst).toBeLessThan(1e-11);
  });

  it('asks only inside the period, at both ends, and at least 8 times', () => {
    const asked: number[] = [];
    trackBody((et) => asked.push(et), 100, 200, 21_600);
    expect([asked.length, asked[0], asked.at(-1)]).toEqual([8, 100, 200]);
  });
});
