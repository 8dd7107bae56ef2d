import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { openEphemeris, requireCoverage, type KernelFile } from './index.ts';
import { buildDaf, chebyshevFixture, type FixtureSegment } from './testing/daf-fixture.ts';
import { bundledEphemeris, bundledKernels, openCspice } from './testing/kernels.ts';

const lsk: KernelFile = {
  name: 'naif0012.tls',
  bytes: new Uint8Array(readFileSync(new URL('../../../data/ephemeris/naif0012.tls', import.meta.url))),
};
const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;
const text = (name: string, data: string): KernelFile => ({
  name,
  bytes: new TextEncoder().encode(`KPL/FK\n\\begindata\n${data}\n`),
});
const spk = (name: string, segments: readonly FixtureSegment[], little = true): KernelFile => ({
  name,
  bytes: buildDaf('SPK', segments, little),
});
const J2000 = 1;

/** Positions x = base + t, y = 2 t, z = 0 km over [start, start + 2 step], t in units of the half interval. */
const line = (body: number, center: number, base: number, start = 0, step = 1000) =>
  chebyshevFixture([body, center, J2000, 2], start, step, [
    [[base, 1], [0, 2], [0, 0]],
    [[base, 1], [0, 2], [0, 0]],
  ]); // prettier-ignore

const stateKm = (kernels: readonly KernelFile[], target: number, observer: number, et: number) => {
  const out = new Float64Array(6);
  openEphemeris([lsk, ...kernels]).state(target, observer, et, 'J2000', 'NONE', out);
  return Array.from(out, (metres) => metres / 1000);
};

describe('a hand-built kernel', () => {
  it('is read in both byte orders', () => {
    for (const little of [true, false]) {
      const kernel = spk('hand.bsp', [line(1001, 1000, 10)], little);
      // et 250 in the first record: midpoint 500, radius 500, so t = -0.5
      const expected = [9.5, -1, 0, 1 / 500, 2 / 500, 0];
      stateKm([kernel], 1001, 1000, 250).forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 12));
      stateKm([kernel], 1000, 1001, 250).forEach((value, k) => expect(value).toBeCloseTo(-expected[k]!, 12));
    }
  });

  it('may have lost the padding of its last record', () => {
    const { bytes } = spk('hand.bsp', [line(1001, 1000, 10)]);
    const cut = { name: 'cut.bsp', bytes: bytes.slice(0, 3072 + 8 * 20) };
    expect(stateKm([cut], 1001, 1000, 250)[0]).toBeCloseTo(9.5, 12);
    const shorter = { name: 'shorter.bsp', bytes: bytes.slice(0, 3072 + 8 * 10) };
    expect(() => stateKm([shorter], 1001, 1000, 250)).toThrow(code('KERNEL_FORMAT'));
  });

  it('of type 3 gives velocities of their own', () => {
    const series = [[1, 2, 3], [4, 0, 0], [0, 0, 1], [0.1, 0, 0], [0.2, 0.1, 0], [0.3, 0, 0]]; // prettier-ignore
    const kernel = spk('three.bsp', [chebyshevFixture([7, 0, J2000, 3], 0, 100, [series])]);
    // t = 0.5: T1 = 0.5, T2 = -0.5
    const expected = [1 + 1 - 1.5, 4, -0.5, 0.1, 0.25, 0.3];
    stateKm([kernel], 7, 0, 75).forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 12));
  });

  it('is loaded by CSPICE, which gives the same states for types 2, 3 and 8', async () => {
    const random = createRandom(8).stream('states');
    const coefficients = (count: number) => Array.from({ length: count }, () => random.next() * 100 - 50);
    const records = (components: number) =>
      Array.from({ length: 3 }, () => Array.from({ length: components }, () => coefficients(6)));
    const lagrange = (degree: number, body: number): FixtureSegment => ({
      span: [0, 300],
      integers: [body, 0, J2000, 8],
      words: [...coefficients(6 * 11), 0, 30, degree, 11],
    });
    const kernel = spk('all.bsp', [
      chebyshevFixture([-2, 0, J2000, 2], 0, 100, records(3)),
      chebyshevFixture([-3, 0, J2000, 3], 0, 100, records(6)),
      lagrange(1, -81),
      lagrange(4, -84),
      lagrange(7, -87),
    ]);
    const cspice = await openCspice([lsk, kernel]);
    const ephemeris = openEphemeris([lsk, kernel]);
    const out = new Float64Array(6);
    for (let i = 0; i <= 60; i += 1) {
      const et = i < 10 ? [0, 15, 30, 45, 100, 135, 200, 285, 299.99, 300][i]! : random.next() * 300;
      for (const body of ['-2', '-3', '-81', '-84', '-87']) {
        ephemeris.state(body, 0, et, 'J2000', 'NONE', out);
        const truth = cspice.spkezr(body, et, 'J2000', 'NONE', '0').state;
        for (let k = 0; k < 6; k += 1) expect(Math.abs(out[k]! / 1000 - truth[k]!)).toBeLessThan(1e-9);
      }
    }
  });
});

describe('precedence', () => {
  const first = spk('first.bsp', [line(-5, 0, 100, 0), line(-5, 0, 200, 500), line(-6, -5, 1, 0)]);
  const second = spk('second.bsp', [line(-5, 0, 300, 800, 100), line(-6, 0, 50, 1900, 300)]);

  it('is that of CSPICE: the last segment of the last file that covers the time, ends included', async () => {
    const out = new Float64Array(6);
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const cspice = await openCspice([lsk, ...order]);
      const ephemeris = openEphemeris([lsk, ...order]);
      for (const et of [0, 250, 499.9, 500, 500.1, 799.9, 800, 900, 1000, 1000.1, 1400, 1900, 1950, 2000]) {
        for (const [target, observer] of [
          ['-5', '0'],
          ['-6', '0'],
          ['-6', '-5'],
        ] as const) {
          // prettier-ignore
          ephemeris.state(target, observer, et, 'J2000', 'NONE', out);
          const truth = cspice.spkezr(target, et, 'J2000', 'NONE', observer).state;
          for (let k = 0; k < 6; k += 1) expect(Math.abs(out[k]! / 1000 - truth[k]!)).toBeLessThan(1e-12);
        }
      }
    }
  });

  it('does not depend on the order of the questions', () => {
    const ephemeris = openEphemeris([lsk, first, second]);
    const out = new Float64Array(6);
    const ask = (et: number) => {
      ephemeris.state('-5', 0, et, 'J2000', 'NONE', out);
      return Array.from(out);
    };
    const times = Array.from({ length: 200 }, (_, i) => i * 12.5);
    const forward = times.map(ask);
    expect(times.toReversed().map(ask).toReversed()).toEqual(forward);
  });

  it('of text kernels: later assignments replace, += appends', () => {
    const names = openEphemeris([
      lsk,
      text(
        'a.tf',
        "NAIF_BODY_NAME += 'LANDER'\nNAIF_BODY_CODE += -500\nNAIF_BODY_NAME += 'Rover 1'\nNAIF_BODY_CODE += -501",
      ),
      text('b.tf', "NAIF_BODY_NAME += 'LANDER'\nNAIF_BODY_CODE += -600"),
    ]);
    expect(names.bodyId('lander')).toBe(-600);
    expect(names.bodyId(' rover_1 ')).toBe(-501);
    expect(names.bodyName(-501)).toBe('Rover 1');
  });

  it('of MOON_ME is settled by the frame kernel loaded last', () => {
    const kernels = bundledKernels();
    const older = kernels.find(({ name }) => name === 'moon_080317.tf')!;
    const matrix = new Float64Array(9);
    const same = new Float64Array(9);
    const ephemeris = openEphemeris([...kernels, older]);
    expect(ephemeris.rotation('J2000', 'MOON_ME', 1e8, matrix)).toEqual(
      ephemeris.rotation('J2000', 'MOON_ME_DE421', 1e8, same),
    );
    expect(bundledEphemeris().rotation('J2000', 'MOON_ME', 1e8, matrix)).toEqual(
      bundledEphemeris().rotation('J2000', 'MOON_ME_DE440_ME421', 1e8, same),
    );
  });
});

describe('what the kernels do not hold', () => {
  const ephemeris = bundledEphemeris();
  const out = new Float64Array(9);

  it('is said with file, span in UTC and et, and the remedy', () => {
    expect(() => ephemeris.state('MOON', 'EARTH', 2e9, 'J2000', 'NONE', out)).toThrow(
      /^no data for MOON \(301\) at 2063-05-18T15:32:11Z \(et 2000000000\) \(legal: de440-2000-2060\.bsp 1999-12-27T\S+Z\.\.2060-01-\S+Z UTC \(et -388800\.\.1895918400\)\)\. Ask for a time inside, or load an SPK that covers it, such as de440\.bsp$/,
    );
  });

  it('sends from MOON_ME_DE440_ME421 after 2030 to MOON_ME_DE421', () => {
    const ask = () => ephemeris.rotation('J2000', 'MOON_ME_DE440_ME421', 1.1e9, out);
    expect(ask).toThrow(code('KERNEL_COVERAGE'));
    expect(ask).toThrow(
      /MOON_ME_DE440_ME421 at 2034-\S+ .*moon_pa_de440-2000-2030\.bpc \S+\.\.2030-01-02\S+ UTC .*\. Use MOON_ME_DE421 /,
    );
  });

  it('names the frame kernel, the body or the leap seconds that are missing', () => {
    expect(() => ephemeris.state('MOON', 'EARTH', 0, 'IAU_MOON', 'NONE', out)).toThrow(
      /IAU_MOON.*137 m.*MOON_ME_DE421/,
    );
    expect(() => ephemeris.state('MARS', 'EARTH', 0, 'J2000', 'NONE', out)).toThrow(code('BODY_UNKNOWN'));
    expect(() => ephemeris.state(4, 'EARTH', 0, 'J2000', 'NONE', out)).toThrow(
      /no data for MARS BARYCENTER \(4\).*Load an SPK with MARS BARYCENTER \(4\); loaded are EMB \(3\), SUN \(10\)/,
    );
    expect(() => ephemeris.state('MOON', 'EARTH', Number.NaN, 'J2000', 'NONE', out)).toThrow(code('TIME_RANGE'));
    expect(() => openEphemeris([])).toThrow(code('KERNEL_MISSING'));
    const bare = openEphemeris(bundledKernels().filter(({ name }) => !name.startsWith('finals')));
    expect(() => bare.rotation('J2000', 'ITRF93', 0, out)).toThrow(/Load a binary PCK.*or IERS finals2000A/);
    expect(() => bare.state('DSS-34', 'MOON', 0, 'J2000', 'NONE', out)).toThrow(code('KERNEL_COVERAGE'));
  });

  it('is found before long work by requireCoverage', () => {
    const year2035 = [1.1045e9, 1.136e9] as const;
    expect(() => requireCoverage(ephemeris, year2035, 'MOON_ME_DE421')).not.toThrow();
    expect(() => requireCoverage(ephemeris, year2035, 'MOON_ME_DE440_ME421')).toThrow(code('KERNEL_COVERAGE'));
    expect(() => requireCoverage(ephemeris, [1.1e9, 1.7e9], 'MOON_ME_DE421')).toThrow(/moon_pa_de421-2000-2050\.bpc/);
  });

  it('may lie in memory shared by workers', () => {
    const shared = bundledKernels().map(({ name, bytes }) => {
      const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
      copy.set(bytes);
      return { name, bytes: copy };
    });
    const other = new Float64Array(6);
    openEphemeris(shared).state('SUN', 'DSS-34', 8e8, 'MOON_ME', 'LT+S', out);
    ephemeris.state('SUN', 'DSS-34', 8e8, 'MOON_ME', 'LT+S', other);
    expect(out.slice(0, 6)).toEqual(other);
  });

  it('is told by coverage()', () => {
    const found = ephemeris.coverage();
    const moon = found.find(({ kind, id }) => kind === 'spk' && id === 301)!;
    expect(moon.windows).toEqual([[-388800, 1895918400]]);
    expect(moon.spans[0]!.kernel).toBe('de440-2000-2060.bsp');
    expect(found.find(({ what }) => what.startsWith('MOON_PA_DE421'))!.windows[0]![1]).toBe(1609416000);
    expect(found.find(({ kind }) => kind === 'eop')!.what).toBe('ITRF93 (13000)');
  });

  it('of the Earth turns on: ITRF93 is continuous to 0.5 arcsec at the end of the parameters', () => {
    const [, end] = ephemeris.coverage().find(({ kind }) => kind === 'eop')!.windows[0]!;
    const before = ephemeris.rotation('J2000', 'ITRF93', end - 0.01, new Float64Array(9));
    const after = ephemeris.rotation('J2000', 'ITRF93', end + 0.01, new Float64Array(9));
    for (let i = 0; i < 9; i += 1) expect(Math.abs(after[i]! - before[i]!)).toBeLessThan(2.4e-6 + 0.02 * 7.3e-5);
    ephemeris.rotation('J2000', 'ITRF93', 1.8e9, after);
    expect(after.every((value) => Math.abs(value) <= 1)).toBe(true);
  });
});

describe('what is no kernel', () => {
  it.each([
    ['an empty file', new Uint8Array(0), null],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'KERNEL_FORMAT'],
    ['half a file record', buildDaf('SPK', []).slice(0, 500), 'KERNEL_FORMAT'],
    [
      'an SPK of type 13',
      spk('x.bsp', [{ span: [0, 1], integers: [1, 0, 1, 13], words: [1, 2, 3, 4, 5] }]).bytes,
      'KERNEL_TYPE',
    ],
    ['a body relative to itself', spk('x.bsp', [line(5, 5, 0)]).bytes, 'KERNEL_FORMAT'],
  ])('%s', (_, bytes, wanted) => {
    const open = () => openEphemeris([lsk, { name: 'x.bin', bytes }]);
    if (wanted === null) expect(open).not.toThrow();
    else expect(open).toThrow(code(wanted));
  });

  it('throws nothing but input errors, whatever bytes are changed', () => {
    const out = new Float64Array(6);
    const good = [
      buildDaf('SPK', [line(301, 3, 10), line(399, 3, 20)]),
      buildDaf('PCK', [chebyshevFixture([31008, J2000, 2], 0, 1000, [[[0], [1], [2]]])], false),
    ];
    const damage = fc.array(fc.tuple(fc.nat(3400), fc.nat(255)), { minLength: 1, maxLength: 12 });
    const header = fc.array(fc.tuple(fc.nat(95), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(1), fc.oneof(damage, header), fc.nat(4096), fc.boolean(), (which, changes, length, cut) => {
        const bytes = good[which]!.slice(0, cut ? length : undefined);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          const ephemeris = openEphemeris([lsk, { name: 'damaged', bytes }]);
          ephemeris.state('MOON', 'EARTH', 500, 'J2000', 'NONE', out);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' });
        }
      }),
      { seed: 13, numRuns: 2000 },
    );
  });

  it('says the line of a broken EOP table', () => {
    const eop = bundledKernels().find(({ name }) => name.startsWith('finals'))!;
    const lines = new TextDecoder().decode(eop.bytes).split('\n').slice(0, 20);
    const open = (broken: string[]) => () =>
      openEphemeris([lsk, { name: 'eop.txt', bytes: new TextEncoder().encode(broken.join('\n')) }]);
    expect(open(lines)).not.toThrow();
    expect(open(lines.filter((_, i) => i !== 7))).toThrow(/eop\.txt:8: the rows are not one a day/);
    expect(open(lines.map((row, i) => (i === 3 ? `${row.slice(0, 18)}  x.xxxxx ${row.slice(28)}` : row)))).toThrow(
      /eop\.txt:4: columns 19-27 are not a number/,
    );
    expect(open(lines.slice(0, 2))).toThrow(code('EOP_SYNTAX'));
  });

  it.each([
    ["FRAME_X = 50\nFRAME_50_NAME = 'X'\nFRAME_50_CLASS = 4\nFRAME_50_CENTER = 301", 'FRAME_INCOMPLETE'],
    [
      "FRAME_X = 50\nFRAME_50_CLASS = 4\nFRAME_50_CENTER = 301\nTKFRAME_50_RELATIVE = 'X'\nTKFRAME_50_SPEC = 'ANGLES'\nTKFRAME_50_ANGLES = (1 2 3)\nTKFRAME_50_AXES = (1 2 3)",
      'FRAME_UNSUPPORTED',
    ],
    [
      "FRAME_X = 50\nFRAME_50_CLASS = 4\nFRAME_50_CENTER = 301\nTKFRAME_50_RELATIVE = 'J2000'\nTKFRAME_50_SPEC = 'ANGLES'\nTKFRAME_50_ANGLES = (1 2 3)\nTKFRAME_50_AXES = (1 2 4)",
      'FRAME_INCOMPLETE',
    ],
    ['FRAME_X = 50\nFRAME_50_CLASS = 3\nFRAME_50_CENTER = -82', 'FRAME_UNSUPPORTED'],
  ])('frame kernel %# is refused with %s', (data, wanted) => {
    const ephemeris = openEphemeris([lsk, text('x.tf', data)]);
    expect(() => ephemeris.rotation('J2000', 'X', 0, new Float64Array(9))).toThrow(code(wanted));
  });
});
