import { readFileSync } from 'node:fs';
import { spiceClients } from '@rybosome/tspice';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import {
  dayLengthS,
  etToTai,
  etToTt,
  etToUtc,
  parseLsk,
  parseTextKernel,
  taiToEt,
  taiToUtcInstant,
  ttToEt,
  utcInstantToTai,
  utcToEt,
} from './index.ts';

const bytes = readFileSync(new URL('../../../data/ephemeris/naif0012.tls', import.meta.url));
const lsk = parseLsk(bytes.toString('utf8'), 'naif0012.tls');

interface Cspice {
  furnsh(kernel: { path: string; bytes: Uint8Array }): void;
  str2et(utc: string): number;
  et2utc(et: number, format: string, digits: number): string;
}
let cspice: Cspice;
beforeAll(async () => {
  const { spice } = await spiceClients.toSync({ backend: 'wasm' });
  cspice = (spice as unknown as { raw: Cspice }).raw;
  cspice.furnsh({ path: '/kernels/naif0012.tls', bytes });
});

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;

describe('UTC and et', () => {
  it.each([
    '2000-01-01T12:00:00',
    '1971-06-01T00:00:00',
    '1972-01-01T00:00:00',
    '1972-06-30T23:59:60.25',
    '2016-12-31T23:59:59.999',
    '2016-12-31T23:59:60',
    '2016-12-31T23:59:60.5',
    '2017-01-01T00:00:00',
    '2026-11-21T00:00:00',
    '1600-02-29T06:00:00',
    '2399-12-31T23:59:59.5',
  ])('agree with STR2ET and ET2UTC at %s', (utc) => {
    const et = utcToEt(lsk, `${utc}Z`);
    // one unit in the last place of et, 1.2e-7 s in this century
    expect(Math.abs(et - cspice.str2et(utc))).toBeLessThanOrEqual(Math.abs(et) * 2.3e-16 + 1e-9);
    expect(etToUtc(lsk, et, 3)).toBe(`${cspice.et2utc(et, 'ISOC', 3)}Z`);
  });

  it('agree with CSPICE at 500 random times 1960-2100', () => {
    const random = createRandom(2026).stream('utc');
    for (let i = 0; i < 500; i += 1) {
      const et = (random.next() * 140 - 40) * 31557600;
      expect(etToUtc(lsk, et, 3)).toBe(`${cspice.et2utc(et, 'ISOC', 3)}Z`);
      const utc = cspice.et2utc(et, 'ISOC', 6);
      expect(Math.abs(utcToEt(lsk, utc) - cspice.str2et(utc))).toBeLessThanOrEqual(Math.abs(et) * 2.3e-16 + 1e-9);
    }
  });

  it('come back from text to the microsecond, leap seconds included', () => {
    const aroundLeap = fc.double({ min: 536500860, max: 536500875, noNaN: true });
    const anyTime = fc.double({ min: -1.2e9, max: 3e9, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(aroundLeap, anyTime), (et) => {
        expect(Math.abs(utcToEt(lsk, etToUtc(lsk, et, 9)) - et)).toBeLessThan(2e-6);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('round up into the next day, and into the leap second', () => {
    expect(etToUtc(lsk, utcToEt(lsk, '2021-12-31T23:59:59.9996Z'), 3)).toBe('2022-01-01T00:00:00.000Z');
    expect(etToUtc(lsk, utcToEt(lsk, '2016-12-31T23:59:59.9996Z'), 3)).toBe('2016-12-31T23:59:60.000Z');
    expect(etToUtc(lsk, utcToEt(lsk, '2016-12-31T23:59:60.9996Z'), 3)).toBe('2017-01-01T00:00:00.000Z');
    expect(etToUtc(lsk, utcToEt(lsk, '2026-11-21'), 0)).toBe('2026-11-21T00:00:00Z');
  });

  it.each([
    ['2026-325T08:00Z', '2026-11-21T08:00:00Z'],
    ['2026-11-21 08:00', '2026-11-21T08:00:00Z'],
    ['2026-11-21T08:00:00+08:00', '2026-11-21T00:00:00Z'],
    ['2026-11-21T00:30:00-0330', '2026-11-21T04:00:00Z'],
    ['2017-01-01T07:59:60+08:00', '2016-12-31T23:59:60Z'],
    ['2024-366', '2024-12-31T00:00:00Z'],
  ])('read %s as %s', (text, utc) => {
    expect(etToUtc(lsk, utcToEt(lsk, text), 0)).toBe(utc);
  });

  it.each([
    ['', 'TIME_SYNTAX'],
    ['21.11.2026', 'TIME_SYNTAX'],
    ['2026-11-21T', 'TIME_SYNTAX'],
    ['2026-11-21T00:00:00 MSK', 'TIME_SYNTAX'],
    ['2026-13-01', 'TIME_RANGE'],
    ['2025-02-29', 'TIME_RANGE'],
    ['2025-366', 'TIME_RANGE'],
    ['0000-01-01', 'TIME_RANGE'],
    ['2026-11-21T24:00:00', 'TIME_RANGE'],
    ['2026-11-21T23:60:00', 'TIME_RANGE'],
    ['2026-11-21T23:59:60', 'TIME_RANGE'],
    ['2016-12-31T22:59:60', 'TIME_RANGE'],
    ['2026-11-21T00:00:00+15:00', 'TIME_RANGE'],
  ])('refuse "%s" with %s', (text, wanted) => {
    expect(() => utcToEt(lsk, text)).toThrow(code(wanted));
  });

  it('refuse to write what is no year', () => {
    expect(() => etToUtc(lsk, Number.NaN)).toThrow(code('TIME_RANGE'));
    expect(() => etToUtc(lsk, 3e11)).toThrow(code('TIME_RANGE'));
  });
});

describe('time scales', () => {
  it('invert each other within rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: -1.5e9, max: 3e9, noNaN: true }), (et) => {
        expect(Math.abs(ttToEt(lsk, etToTt(lsk, et)) - et)).toBeLessThanOrEqual(1e-6);
        expect(Math.abs(taiToEt(lsk, etToTai(lsk, et)) - et)).toBeLessThanOrEqual(1e-6);
        expect(Math.abs(etToTt(lsk, et) - et)).toBeLessThan(0.0017);
        const tai = etToTai(lsk, et);
        expect(utcInstantToTai(lsk, taiToUtcInstant(lsk, tai))).toBeCloseTo(tai, 5);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('know the days with a leap second', () => {
    const day = (iso: string) => taiToUtcInstant(lsk, etToTai(lsk, utcToEt(lsk, iso))).day;
    expect(dayLengthS(lsk, day('2016-12-31T12:00'))).toBe(86401);
    expect(dayLengthS(lsk, day('2017-01-01T12:00'))).toBe(86400);
  });
});

describe('text kernels', () => {
  const parse = (data: string) =>
    parseTextKernel(`KPL/X\ncomment = 1\n\\begindata\n${data}\n\\begintext\nmore = 2`, 'x.tk');

  it('give their assignments and nothing of their comments', () => {
    const found = parse(
      "A = 1\nB = ( 1.5D3, -2e-1\n +3 )\nC += 'it''s' D=(\t'a' \"b\" )\n  E = @1972-JAN-1 F=@2000-01-01/12:00:00",
    );
    expect(found.map(({ name, append, values }) => [name, append, values])).toEqual([
      ['A', false, [1]],
      ['B', false, [1500, -0.2, 3]],
      ['C', true, ["it's"]],
      ['D', false, ['a', 'b']],
      ['E', false, [-883656000]],
      ['F', false, [0]],
    ]);
    expect(found.map(({ line }) => line)).toEqual([4, 5, 7, 7, 8, 8]);
  });

  it.each([
    ['A', /x\.tk:4: "A" is not followed by = or \+=/],
    ['A =', /x\.tk:4: "A" has no value/],
    ["A = 'open", /a string is not closed/],
    ['A = ( 1', /the list of "A" is not closed/],
    ['A = ( 1 = 2 )', /"=" inside the list/],
    ['A = word', /"word" is neither number, date nor quoted string/],
    ['= 3', /"=" cannot be a variable name/],
    ['A = @1972-FOO-1', /neither number/],
  ])('refuse %j', (data, message) => {
    expect(() => parse(data)).toThrow(code('KERNEL_TEXT_SYNTAX'));
    expect(() => parse(data)).toThrow(message);
  });

  it('throw nothing but input errors on any text', () => {
    const letters = fc.constantFrom(...'AB01.()=+,\'"@-eD/\n\t ');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: letters, maxLength: 60 })), (data) => {
        for (const read of [() => parse(data), () => parseLsk(data), () => utcToEt(lsk, data)]) {
          try {
            read();
          } catch (error) {
            expect(error).toMatchObject({ name: 'InputError' });
          }
        }
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('need every variable of a leap seconds kernel', () => {
    const text = bytes.toString('utf8');
    expect(() => parseLsk(text.replace('DELTET/EB', 'DELTET/XX'), 'bad.tls')).toThrow(code('LSK_INCOMPLETE'));
    expect(() => parseLsk(text.replace('@1972-JAN-1', '@1972-JAN-1/00:00:01'), 'bad.tls')).toThrow(
      /ascending midnights/,
    );
    expect(() => parseLsk('', 'empty.tls')).toThrow(/^empty\.tls: DELTET/);
  });
});
