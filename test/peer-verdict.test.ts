import { describe, expect, it } from 'vitest';
import { requireAhead } from '../bench/peers/verdict.ts';

const grass = { ns: 4700, error: { rms: 1.4, p75: 0.46, p99: 7.4 } };
const sweep = { ns: 10.6, error: { rms: 0.57, p75: 0.037, p99: 2.2 } };

describe('the claim beside GRASS', () => {
  it('holds at equal errors and exactly the ratio asked for', () => {
    expect(() => requireAhead(grass, sweep)).not.toThrow();
    expect(() => requireAhead(grass, { ns: 47, error: grass.error })).not.toThrow();
  });

  it.each([
    [{ ...sweep, error: { ...sweep.error, rms: 1.5 } }, /error rms of the sweep is 1\.5000 degrees/],
    [{ ...sweep, error: { ...sweep.error, p75: 0.47 } }, /error p75/],
    [{ ...sweep, error: { ...sweep.error, p99: NaN } }, /error p99/],
    [{ ...sweep, ns: 48 }, /97\.9 times as fast .* at least 100/],
  ])('fails with the figure that does not hold', (worse, words) => {
    expect(() => requireAhead(grass, worse)).toThrow(words);
  });
});
