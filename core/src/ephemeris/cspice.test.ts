import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { CORRECTIONS } from './index.ts';
import { bundledEphemeris, bundledKernels, openCspice, type Cspice } from './testing/kernels.ts';

// CSPICE N0067 (WASM) reads the same bundled files; only the Earth table is not for it.
let cspice: Cspice;
const ephemeris = bundledEphemeris();
beforeAll(async () => {
  cspice = await openCspice(bundledKernels());
});

const START = -40000;
const END_DE440 = 1.8958e9; // 2060-01
const END_PA440 = 9.468e8; // 2030-01
const END_PA421 = 1.6093e9; // 2050-12
const out = new Float64Array(6);
const matrix = new Float64Array(9);

function epochs(stream: string, count: number, endEt: number): number[] {
  const random = createRandom(20261121).stream(stream);
  return Array.from({ length: count }, () => START + random.next() * (endEt - START));
}

/** Largest misses in km, km/s and s. */
function misses(target: string, observer: string, frame: string, correction: string, ets: readonly number[]) {
  let km = 0;
  let kmS = 0;
  let s = 0;
  for (const et of ets) {
    const lightTime = ephemeris.state(target, observer, et, frame, correction, out);
    const truth = cspice.spkezr(target, et, frame, correction, observer);
    s = Math.max(s, Math.abs(lightTime - truth.lt));
    for (let k = 0; k < 3; k += 1) {
      km = Math.max(km, Math.abs(out[k]! / 1000 - truth.state[k]!));
      kmS = Math.max(kmS, Math.abs(out[3 + k]! / 1000 - truth.state[3 + k]!));
    }
  }
  return { km, kmS, s };
}

describe('states beside CSPICE', () => {
  const pairs = [
    ['MOON', 'EARTH'],
    ['SUN', 'MOON'],
    ['EARTH', 'MOON'],
    ['SUN', 'EARTH'],
    ['EMB', 'SSB'],
    ['SSB', 'MOON'],
  ] as const;
  const cases = pairs.flatMap((pair) => CORRECTIONS.map((correction) => [...pair, correction] as const));

  it.each(cases)('%s from %s, %s, 2000-2060', (target, observer, correction) => {
    const worst = misses(target, observer, 'J2000', correction, epochs(target + observer, 120, END_DE440));
    expect(worst.km).toBeLessThan(1e-6);
    expect(worst.kmS).toBeLessThan(1e-11);
    expect(worst.s).toBeLessThan(1e-11);
  });

  // frames centred at the observer, at the target and at neither (Moon-fixed frame, Sun from Earth)
  it.each([
    ['SUN', 'MOON', 'MOON_ME_DE440_ME421', 'LT+S', END_PA440],
    ['EARTH', 'MOON', 'MOON_PA_DE440', 'LT', END_PA440],
    ['MOON', 'EARTH', 'MOON_ME', 'LT+S', END_PA440],
    ['SUN', 'EARTH', 'MOON_ME_DE421', 'LT', END_PA421],
    ['SUN', 'MOON', 'MOON_ME_DE421', 'CN+S', END_PA421],
    ['EARTH', 'MOON', 'MOON_PA_DE421', 'NONE', END_PA421],
    ['MOON', 'EARTH', 'ECLIPJ2000', 'LT+S', END_DE440],
  ] as const)('%s from %s in %s, %s', (target, observer, frame, correction, endEt) => {
    const worst = misses(target, observer, frame, correction, epochs(frame, 120, endEt));
    expect(worst.km).toBeLessThan(1e-6);
    expect(worst.kmS).toBeLessThan(1e-10);
    expect(worst.s).toBeLessThan(1e-11);
  });

  it('positions and trackers give the numbers of states', () => {
    const place = new Float64Array(3);
    const track = ephemeris.tracker('SUN', 'MOON', 'MOON_ME_DE421', 'LT+S');
    for (const et of epochs('positions', 50, END_PA421)) {
      const lightTime = ephemeris.state('SUN', 'MOON', et, 'MOON_ME_DE421', 'LT+S', out);
      expect(ephemeris.position('SUN', 'MOON', et, 'MOON_ME_DE421', 'LT+S', place)).toBeCloseTo(lightTime, 12);
      for (let k = 0; k < 3; k += 1) expect(Math.abs(place[k]! - out[k]!)).toBeLessThan(1e-3); // 1 mm of 1 AU
      expect(track(et, place)).toBeCloseTo(lightTime, 12);
      for (let k = 0; k < 3; k += 1) expect(Math.abs(place[k]! - out[k]!)).toBeLessThan(1e-3);
    }
  });
});

describe('rotations beside CSPICE', () => {
  it.each([
    ['J2000', 'MOON_PA_DE440', END_PA440],
    ['J2000', 'MOON_ME_DE440_ME421', END_PA440],
    ['J2000', 'MOON_ME', END_PA440],
    ['MOON_ME_DE421', 'J2000', END_PA421],
    ['MOON_PA_DE421', 'MOON_ME_DE440_ME421', END_PA440],
    ['ECLIPJ2000', 'MOON_PA', END_PA440],
  ] as const)('%s to %s', (from, to, endEt) => {
    for (const et of epochs(from + to, 120, endEt)) {
      ephemeris.rotation(from, to, et, matrix);
      const truth = cspice.pxform(from, to, et).flat();
      for (let i = 0; i < 9; i += 1) expect(Math.abs(matrix[i]! - truth[i]!)).toBeLessThan(1e-10);
    }
  });

  it('the rates in states are those of the matrices', () => {
    const later = new Float64Array(6);
    for (const frame of ['MOON_ME_DE421', 'ITRF93']) {
      const et = 8.4e8;
      const step = 4;
      ephemeris.state('MOON', 'EARTH', et - step, frame, 'NONE', later);
      const before = later.slice();
      ephemeris.state('MOON', 'EARTH', et + step, frame, 'NONE', later);
      ephemeris.state('MOON', 'EARTH', et, frame, 'NONE', out);
      // et has steps of 1.2e-7 s, in which the Earth turns the Moon by 3 mm; the cubic term w^3 r h^2 / 6 is 0.4 mm/s
      for (let k = 0; k < 3; k += 1)
        expect(Math.abs((later[k]! - before[k]!) / (2 * step) - out[3 + k]!)).toBeLessThan(0.005);
    }
  });
});
