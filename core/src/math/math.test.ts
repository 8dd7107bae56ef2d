import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brentRoot,
  createRandom,
  cross,
  dot,
  eulerRotation,
  frameRotation,
  localAxes,
  multiply,
  norm,
  rotate,
  transpose,
  unit,
  type Vector,
} from './index.ts';
import { xoshiro128ss } from './random.ts';

const component = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const vector = fc.tuple(component, component, component);
const angle = fc.double({ min: -10, max: 10, noNaN: true });
const options = { seed: 2026, numRuns: 200 };

describe('vectors', () => {
  it('cross product is at right angles to both, also in place', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const c = cross(a, b, [0, 0, 0]);
        const size = norm(a) * norm(b) * 1e-12 * Math.max(norm(a), norm(b)) + 1e-9;
        expect(Math.abs(dot(c, a))).toBeLessThanOrEqual(size);
        expect(Math.abs(dot(c, b))).toBeLessThanOrEqual(size);
        const inPlace = [...a];
        expect(cross(inPlace, b, inPlace)).toEqual(c);
      }),
      options,
    );
  });

  it('have a unit vector, the zero vector has zero', () => {
    expect(unit([0, 0, 0], [1, 1, 1])).toEqual([0, 0, 0]);
    expect(unit([0, 3, 4], [0, 0, 0])).toEqual([0, 3 / 5, 4 / 5].map((x) => expect.closeTo(x, 15)));
  });
});

describe('rotations', () => {
  it('are orthonormal, keep lengths and come back', () => {
    fc.assert(
      fc.property(angle, angle, angle, vector, (a, b, c, v) => {
        const m = eulerRotation([a, b, c], [3, 1, 3], new Float64Array(9));
        const product = multiply(m, transpose(m, new Float64Array(9)), new Float64Array(9));
        for (let i = 0; i < 9; i += 1) expect(product[i]).toBeCloseTo(i % 4 === 0 ? 1 : 0, 14);
        const back = rotate(transpose(m, new Float64Array(9)), rotate(m, v, [0, 0, 0]), [0, 0, 0]);
        expect(norm(back.map((component, i) => component - v[i]!))).toBeLessThanOrEqual(1e-14 * norm(v) * 8);
      }),
      options,
    );
  });

  it('turn the frame, not the vector: x becomes -y... as in SPICE ROTATE', () => {
    const m = frameRotation(3, Math.PI / 2, new Float64Array(9));
    const seen = rotate(m, [1, 0, 0], [0, 0, 0]);
    expect(seen[1]).toBeCloseTo(-1, 15);
  });

  it('multiply and transpose in place', () => {
    const a = eulerRotation([0.1, 0.2, 0.3], [1, 2, 3], [0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const b = eulerRotation([0.4, 0.5, 0.6], [2, 3, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const apart = multiply(a, b, [0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const overA = [...a];
    const overB = [...b];
    expect(multiply(overA, b, overA)).toEqual(apart);
    expect(multiply(a, overB, overB)).toEqual(apart);
    const turned = [...a];
    expect(transpose(turned, turned)).toEqual(transpose(a, [0, 0, 0, 0, 0, 0, 0, 0, 0]));
  });
});

describe('brentRoot', () => {
  it.each([
    ['cos', Math.cos, 0, 3, Math.PI / 2],
    ['cubic with flat root', (x: number) => (x - 1) ** 3, -3, 4, 1],
    ['steep', (x: number) => Math.atan(1e6 * (x - 0.3)), 0, 1, 0.3],
    ['falling', (x: number) => 2 - x * x, 0, 2, Math.SQRT2],
  ])('finds the root of %s', (_, f, a, b, root) => {
    expect(Math.abs(brentRoot(f, a, b, 1e-10) - root)).toBeLessThanOrEqual(1e-9);
  });

  it('stays within the tolerance of any sign change of a cubic', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (root) => {
        const found = brentRoot((x) => (x - root) * (1 + (x - root) ** 2), -6, 6, 1e-9);
        expect(Math.abs(found - root)).toBeLessThanOrEqual(2e-9);
      }),
      options,
    );
  });

  it('needs few evaluations and refuses a bracket without sign change', () => {
    let calls = 0;
    brentRoot((x) => ((calls += 1), Math.exp(x) - 5), 0, 10, 1e-12);
    expect(calls).toBeLessThan(20);
    expect(() => brentRoot((x) => x * x + 1, -1, 1, 1e-6)).toThrow(RangeError);
  });
});

describe('createRandom', () => {
  it('repeats for the same seed and differs for seeds and streams', () => {
    const draw = (seed: number, name?: string) => {
      const random = name === undefined ? createRandom(seed) : createRandom(seed).stream(name);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).not.toEqual(draw(2 ** 32 + 1));
    expect(draw(1, 'faults')).not.toEqual(draw(1, 'fault'));
    expect(draw(1, 'faults')).toEqual(draw(1, 'faults'));
  });

  it('gives streams that do not depend on what was drawn before', () => {
    const used = createRandom(7);
    used.next();
    expect(used.stream('a').next()).toBe(createRandom(7).stream('a').next());
  });

  it('is uniform, normal and exponential in mean and variance', () => {
    const random = createRandom(42);
    const moments = (draw: () => number) => {
      const values = Array.from({ length: 40_000 }, draw);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return [mean, values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length] as const;
    };
    // four standard errors of the mean of 40 000 draws: 4 / 200 = 0.02 standard deviations
    const [uniform, uniformVariance] = moments(random.next);
    expect(Math.abs(uniform - 0.5)).toBeLessThan(0.006);
    expect(Math.abs(uniformVariance - 1 / 12)).toBeLessThan(0.002);
    const [normal, normalVariance] = moments(random.normal);
    expect(Math.abs(normal)).toBeLessThan(0.02);
    expect(Math.abs(normalVariance - 1)).toBeLessThan(0.03);
    expect(Math.abs(moments(random.exponential)[0] - 1)).toBeLessThan(0.02);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i += 1) counts[random.int(6)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('has the reference output of xoshiro128**', () => {
    // state (1, 2, 3, 4): the C code of Blackman & Vigna, as in the tests of the Rust crate rand_xoshiro
    const state = new Uint32Array([1, 2, 3, 4]);
    const draws = Array.from({ length: 10 }, () => xoshiro128ss(state));
    expect(draws).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
});

describe('local axes', () => {
  it('are right-handed: east, north, up, with east toward growing longitude and north toward growing latitude', () => {
    fc.assert(
      fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), angle, (lat, lon) => {
        const { east, north, up } = localAxes(lat, lon);
        const h = 1e-6;
        const along = (dLat: number, dLon: number, axis: Vector) =>
          dot(
            localAxes(lat + dLat, lon + dLon).up.map((x, i) => x - up[i]!),
            axis,
          );
        expect(along(0, h, east)).toBeCloseTo(h * Math.cos(lat), 11);
        expect(along(h, 0, north)).toBeCloseTo(h, 11);
        cross(east, north, [0, 0, 0]).forEach((x, i) => expect(x).toBeCloseTo(up[i]!, 14));
      }),
      options,
    );
  });

  it('at a pole are the limit along the meridian', () => {
    const { east, north } = localAxes(-Math.PI / 2, 0);
    expect([...east, ...north]).toEqual([0, 1, 0, 1, 0, 0].map((x) => expect.closeTo(x, 15)));
  });
});
