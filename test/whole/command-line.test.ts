import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ilrs, ilrsJson, root } from './ilrs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('ilrs state', () => {
  it('agrees with CSPICE to 1e-6 km', async () => {
    const state = await ilrsJson<{ et: number; positionKm: number[]; velocityKmS: number[]; lightTimeS: number }>(
      'state --target MOON --observer EARTH --frame J2000 --correction LT+S --at 2026-11-21T00:00:00Z'.split(' '),
    );
    const { spiceClients } = await import('@rybosome/tspice');
    const { spice } = await spiceClients.toSync({ backend: 'wasm' });
    for (const name of ['naif0012.tls', 'de440-2000-2060.bsp']) {
      spice.raw.furnsh({ path: `/kernels/${name}`, bytes: readFileSync(`${root}data/ephemeris/${name}`) });
    }
    const et = spice.raw.str2et('2026-11-21T00:00:00');
    const truth = spice.raw.spkezr('MOON', et, 'J2000', 'LT+S', 'EARTH');
    expect(state.et).toBeCloseTo(et, 6);
    for (let i = 0; i < 3; i += 1) {
      expect(Math.abs(state.positionKm[i]! - truth.state[i]!)).toBeLessThan(1e-6);
      expect(Math.abs(state.velocityKmS[i]! - truth.state[i + 3]!)).toBeLessThan(1e-9);
    }
    expect(state.lightTimeS).toBeCloseTo(truth.lt, 9);
  });
});

describe('ilrs horizon and light', () => {
  it('give the skyline of the ridge point with azimuths from north, clockwise', async () => {
    const horizon = await ilrsJson<{
      terrainHeightM: number;
      azimuthDeg: number[];
      elevationDeg: number[];
      distanceKm: number[];
    }>('horizon --lat -89.4516 --lon 222.7581 --height 10'.split(' '));
    expect(horizon.azimuthDeg.length).toBeGreaterThanOrEqual(720);
    expect(horizon.azimuthDeg[0]).toBe(0);
    expect(horizon.elevationDeg.length).toBe(horizon.azimuthDeg.length);
    expect(Math.max(...horizon.distanceKm)).toBeLessThanOrEqual(351);
    expect(horizon.terrainHeightM).toBeGreaterThan(1800);
  });

  it('repeat the independent march over 2020 to 2022 within half a point (data/terrain/PROVENANCE.md)', async () => {
    const light = await ilrsJson<{ sunDiscMean: number; sunAnyFraction: number; longestDarkH: number }>(
      'light --lat -89.4516 --lon 222.7581 --height 10 --from 2020-01-01 --to 2023-01-01'.split(' '),
    );
    expect(Math.abs(light.sunDiscMean - 0.9239)).toBeLessThan(0.005);
    expect(Math.abs(light.sunAnyFraction - 0.9565)).toBeLessThan(0.005);
    expect(Math.abs(light.longestDarkH - 75)).toBeLessThan(3);
  });
});

describe('what cannot be used', () => {
  const mission = readFileSync(`${root}examples/pioneer-change7.yaml`, 'utf8');
  const edited = (name: string, from: string | RegExp, to: string): string => {
    const text = mission.replace(from, to);
    expect(text).not.toBe(mission);
    const file = join(scratch, name);
    writeFileSync(file, text);
    return file;
  };

  it.each([
    [
      'an unknown key',
      () => edited('key.yaml', /^station:/m, 'sttaion: {}\nstation:'),
      /key\.yaml:\d+:1: sttaion: unknown key, did you mean "station"\?/,
    ],
    [
      'a wrong unit',
      () => edited('unit.yaml', /unit: kWh/, 'unit: kg'),
      /unit\.yaml:\d+:\d+: station\.battery\.capacity\.unit: unit "kg" is not a unit of energy \(legal: J/,
    ],
    ['a date outside the kernels', () => edited('date.yaml', /end: .*/, 'end: 2075-01-01'), /2075|KERNEL_COVERAGE/],
    [
      'a missing file',
      () => join(scratch, 'nowhere.yaml'),
      /nowhere\.yaml: cannot be read as a mission file.*FILE_MISSING/,
    ],
  ])('%s: one sentence, exit code 2, nothing written', async (_, file, message) => {
    const out = join(scratch, 'out');
    const { code, stderr } = await ilrs(['run', file(), '--out', out]);
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('ilrs:')),
    ).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existing(out)).toEqual([]);
  });

  it('refuses a raster without georeference with the remedy', async () => {
    const file = join(scratch, 'plain.tif');
    writeFileSync(file, plainTiff());
    const { code, stderr } = await ilrs([
      'horizon',
      '--lat',
      '-89.4',
      '--lon',
      '222',
      '--height',
      '10',
      '--terrain',
      file,
    ]);
    expect(stderr).toMatch(/plain\.tif.*DEM_NO_GEOREFERENCE/s);
    expect(code).toBe(2);
  });

  it('refuses options that are out of range, and unknown ones', async () => {
    expect(await ilrs('horizon --lat -91 --lon 0 --height 10'.split(' '))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/-91/),
    });
    expect(await ilrs('horizon --lat -89 --lon 0 --hieght 10'.split(' '))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/hieght/),
    });
    expect(
      await ilrs('state --target MOON --observer EARTH --frame J2000 --at 2075-01-01T00:00:00Z'.split(' ')),
    ).toMatchObject({ code: 2, stderr: expect.stringMatching(/2060.*KERNEL_COVERAGE/s) });
  });
});

describe('for programs and shells', () => {
  it.each([
    ['horizon --lat -91 --lon 0', 'OPTION_NUMBER', '--lat', 2],
    ['horizon --latitude -89 --lon 0', 'USAGE', null, 2],
    ['state --target MOON --observer EARTH --at 2026-13-01', 'TIME_RANGE', '--at', 2],
    ['run nowhere.yaml', 'FILE_MISSING', 'nowhere.yaml', 2],
    ['horizon --lat -80 --lon 10 --terrain data/terrain/haworth_20m.tif', 'TERRAIN_OUTSIDE', null, 2],
  ])('ilrs %s --json fails with one line of JSON on standard error', async (line, code, where, exitCode) => {
    const said = await ilrs([...line.split(' '), '--json']);
    expect(said).toMatchObject({ code: exitCode, stdout: '' });
    expect(said.stderr.trimEnd()).not.toContain('\n');
    expect(JSON.parse(said.stderr)).toEqual({
      error: { code, where, message: expect.any(String), legal: toBeTextOrNull, remedy: toBeTextOrNull },
    });
  });

  it('suggests the option and the command that were meant', async () => {
    expect((await ilrs('horizon --latitude -89 --lon 0'.split(' '))).stderr).toMatch(
      /--latitude.*did you mean --lat\?/,
    );
    expect((await ilrs(['surveyy'])).stderr).toMatch(/did you mean survey\?/);
  });

  it('takes a closed pipe for a reader that has seen enough', async () => {
    const child = spawn(process.execPath, [`${root}cli/bin/ilrs.mjs`, ...'horizon --lat -89.4516 --lon 222.7581 --json'.split(' ')]); // prettier-ignore
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('stops a server cleanly at Ctrl-C, also when npm sends it a second time', async () => {
    const folder = join(scratch, 'run');
    mkdirSync(folder);
    const child = spawn(process.execPath, [`${root}cli/bin/ilrs.mjs`, 'serve', '--run', folder, '--port', '0']);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const asked = performance.now();
    child.kill('SIGINT');
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, said }).toEqual({ code: 0, said: 'stopped\n' });
    expect(performance.now() - asked).toBeLessThan(3000);
  });
});

const toBeTextOrNull: unknown = { asymmetricMatch: (value: unknown) => value === null || typeof value === 'string' };

function existing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A 2 x 2 grey TIFF of 16 bits with no geo keys: header, one directory of 8 entries, 8 bytes of pixels. */
function plainTiff(): Buffer {
  const entries: [tag: number, type: number, value: number][] = [
    [256, 3, 2], // ImageWidth
    [257, 3, 2], // ImageLength
    [258, 3, 16], // BitsPerSample
    [259, 3, 1], // Compression: none
    [262, 3, 1], // PhotometricInterpretation: black is zero
    [273, 4, 8], // StripOffsets
    [278, 3, 2], // RowsPerStrip
    [279, 4, 8], // StripByteCounts
  ];
  const file = Buffer.alloc(16 + 2 + entries.length * 12 + 4);
  file.write('II', 0, 'latin1');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(16, 4);
  file.writeUInt16LE(entries.length, 16);
  entries.forEach(([tag, type, value], i) => {
    const at = 18 + i * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  });
  return file;
}
