import { describe, expect, it } from 'vitest';
import { utcToEt } from '../time/index.ts';
import { multiply, transpose } from '../math/index.ts';
import { bundledEphemeris, reference } from './testing/kernels.ts';

// See test/reference/ephemeris/PROVENANCE.md.
const ephemeris = bundledEphemeris();
const out = new Float64Array(6);
const matrix = new Float64Array(9);
const DEG = 180 / Math.PI;

describe('published and recorded truth', () => {
  it('CSPICE N0067, native, 52 epochs: states within 1e-6 km, rotations within 1e-10', () => {
    const { rows } = JSON.parse(reference('cspice-n0067.json')) as { rows: Record<string, number | number[]>[] };
    let compared = 0;
    for (const row of rows) {
      for (const [key, truth] of Object.entries(row)) {
        if (!Array.isArray(truth)) continue;
        const state = /^([A-Z]+)_from_([A-Z]+)_(J2000|ME)_([A-Z+]+)$/.exec(key);
        const rotation = /^J2000_to_(\w+)$/.exec(key);
        if (state !== null) {
          const frame = state[3] === 'ME' ? 'MOON_ME_DE440_ME421' : 'J2000';
          const lightTime = ephemeris.state(state[1]!, state[2]!, row['et'] as number, frame, state[4]!, out);
          for (let k = 0; k < 3; k += 1) expect(Math.abs(out[k]! / 1000 - truth[k]!)).toBeLessThan(1e-6);
          for (let k = 3; k < 6; k += 1) expect(Math.abs(out[k]! / 1000 - truth[k]!)).toBeLessThan(1e-10);
          const truthS = row[`${key}_lt`];
          if (typeof truthS === 'number') expect(Math.abs(lightTime - truthS)).toBeLessThan(1e-11);
          compared += 1;
        } else if (rotation !== null) {
          ephemeris.rotation('J2000', rotation[1]!, row['et'] as number, matrix);
          truth.forEach((value, i) => expect(Math.abs(matrix[i]! - value)).toBeLessThan(1e-10));
          compared += 1;
        }
      }
    }
    expect(compared).toBe(52 * 13);
  });

  it('JPL Horizons (DE441): Moon within 3 m, Sun and Earth-Moon barycentre within 1e-6 km', () => {
    // DE440 and DE441 share their fit but for the Moon's core: PROVENANCE-astrodynamics.md found 2.8 m, 4.8e-10 km and 1.2e-7 km
    for (const [file, target, observer, limitKm] of [
      ['horizons-geomoon.txt', 'MOON', 'EARTH', 0.003],
      ['horizons-sun.txt', 'SUN', 'SSB', 1e-6],
      ['horizons-emb.txt', 'EMB', 'SSB', 1e-6],
    ] as const) {
      const rows = horizonsRows(reference(file));
      expect(rows.length).toBeGreaterThan(150);
      for (const { et, km } of rows) {
        ephemeris.state(target, observer, et, 'J2000', 'NONE', out);
        expect(Math.hypot(...km.map((value, k) => out[k]! / 1000 - value))).toBeLessThan(limitKm);
      }
    }
  });

  it('NASA SVS 2020: sub-solar and sub-Earth points within 0.001 degrees', () => {
    const rows = reference('svs-mooninfo-2020.txt').trim().split('\n').slice(1);
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      const fields = row.trim().split(/\s+/);
      const et = utcToEt(ephemeris.leapSeconds, `2020-${MONTHS[fields[1]!]}-${fields[0]}T${fields[3]}`);
      const [slon, slat, elon, elat] = fields.slice(11, 15).map(Number) as [number, number, number, number];
      expectDirection('SUN', et, slon, slat);
      expectDirection('EARTH', et, elon, elat);
    }
  });

  it('NAIF high-precision Earth PCK 2015-2026: ITRF93 within 2.5 mas, stations within 8 cm', () => {
    const { rows } = JSON.parse(reference('itrf93-naif.json')) as { rows: EarthRow[] };
    const mas = DEG * 3600e3;
    for (const row of rows) {
      ephemeris.rotation('J2000', 'ITRF93', row.et, matrix);
      const miss = multiply(matrix, transpose(Float64Array.from(row.rotation), new Float64Array(9)), matrix);
      expect(Math.hypot(miss[1]! * mas, miss[2]! * mas, miss[5]! * mas)).toBeLessThan(2.5);
      ephemeris.state('MOON', 'DSS-34', row.et, 'J2000', 'LT+S', out);
      row.moonFromDss34.forEach((value, k) =>
        expect(Math.abs(out[k]! / 1000 - value)).toBeLessThan(k < 3 ? 8e-5 : 1e-8),
      );
      ephemeris.state('MOON', 399034, row.et, 'DSS-34_TOPO', 'LT+S', out);
      row.moonInDss34Topo.forEach((value, k) =>
        expect(Math.abs(out[k]! / 1000 - value)).toBeLessThan(k < 3 ? 5e-3 : 4e-7),
      );
      ephemeris.state('MOON', 'EARTH', row.et, 'ITRF93', 'NONE', out);
      row.moonInItrf93.forEach((value, k) =>
        expect(Math.abs(out[k]! / 1000 - value)).toBeLessThan(k < 3 ? 5e-3 : 4e-7),
      );
    }
  });
});

interface EarthRow {
  readonly et: number;
  readonly rotation: number[];
  readonly moonFromDss34: number[];
  readonly moonInDss34Topo: number[];
  readonly moonInItrf93: number[];
}

const MONTHS: Record<string, string> = Object.fromEntries(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, i) => [
    name,
    String(i + 1).padStart(2, '0'),
  ]),
);

/** Apparent direction from the Moon's centre, where the table has it: light time and aberration included. */
function expectDirection(body: string, et: number, lonDeg: number, latDeg: number): void {
  ephemeris.position(body, 'MOON', et, 'MOON_ME_DE440_ME421', 'LT+S', out);
  const lon = Math.atan2(out[1]!, out[0]!) * DEG;
  const lat = Math.atan2(out[2]!, Math.hypot(out[0]!, out[1]!)) * DEG;
  expect(Math.abs(((lon - lonDeg + 540) % 360) - 180)).toBeLessThan(0.001);
  expect(Math.abs(lat - latDeg)).toBeLessThan(0.001);
}

const AU_KM = 149597870.7;

function horizonsRows(text: string): { et: number; km: number[] }[] {
  const lines = text.trim().split('\n');
  return Array.from({ length: lines.length / 3 }, (_, i) => ({
    et: (Number(lines[3 * i]!.split(' ')[0]) - 2451545) * 86400,
    km: [...lines[3 * i + 1]!.matchAll(/=\s*(-?[\d.]+E[+-]\d+)/g)].map((match) => Number(match[1]) * AU_KM),
  }));
}
