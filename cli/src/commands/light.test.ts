import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { HorizonResult, LightResult } from '@openilrs/core/mission';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerHorizon } from './horizon.ts';
import { registerLight } from './light.ts';

afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command().exitOverride();
  registerHorizon(program);
  registerLight(program);
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

const RIDGE = ['--lat', '-89.4516', '--lon', '222.7581', '--height', '10'];

describe('ilrs horizon', () => {
  it('prints place, ground and skyline as JSON: 720 azimuths from north, clockwise', async () => {
    const result = JSON.parse(await run('horizon', ...RIDGE, '--json')) as HorizonResult;
    expect(Object.keys(result)).toEqual(['latDeg', 'lonDeg', 'heightM', 'terrainHeightM', 'azimuthDeg', 'elevationDeg', 'distanceKm', 'terrain']); // prettier-ignore
    expect([result.latDeg, result.lonDeg, result.heightM]).toEqual([-89.4516, 222.7581, 10]);
    expect(Math.abs(result.terrainHeightM - 1950)).toBeLessThan(15);
    expect([result.azimuthDeg.length, result.azimuthDeg[0], result.azimuthDeg[719]]).toEqual([720, 0, 359.5]);
    expect([result.elevationDeg.length, result.distanceKm.length]).toEqual([720, 720]);
    expect(Math.max(...result.elevationDeg)).toBeLessThan(2);
    expect(Math.min(...result.elevationDeg)).toBeGreaterThan(-5);
    expect(Math.max(...result.distanceKm)).toBeGreaterThan(100); // mountains beyond 100 km make part of this skyline
  });

  it('prints a table for people, with the notice of the terrain', async () => {
    const text = await run('horizon', ...RIDGE, '--azimuths', '72');
    expect(text.split('\n').filter((row) => /^ +\d+\.\d +-?\d\.\d{3} +\d+\.\d\d$/.test(row))).toHaveLength(36);
    expect(text).toContain('reconstructed from renderings of LOLA; not mission grade');
  });

  it.each([
    [['--lat', '-91', '--lon', '0'], 'OPTION_NUMBER', /--lat: "-91".*-90 to 90/],
    [['--lat', 'x', '--lon', '0'], 'OPTION_NUMBER', /--lat/],
    [['--lat', '0', '--lon', '400'], 'OPTION_NUMBER', /-180 to 360/],
    [['--lat', '0', '--lon', '0', '--height', '-1'], 'OPTION_NUMBER', /0 to 10000 m/],
    [['--lat', '0', '--lon', '0', '--azimuths', '9.5'], 'OPTION_NUMBER', /whole number/],
    [['--lat', '0', '--lon', '0', '--terrain', 'nowhere.tif'], 'DEM_MISSING', /nowhere\.tif/],
  ])('refuses %j', async (options, code, message) => {
    const failure = await run('horizon', ...options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InputError', code });
    expect((failure as Error).message).toMatch(message);
  });
});

describe('ilrs light', () => {
  it('prints fractions, spells and windows as JSON', async () => {
    const text = await run(
      'light',
      ...RIDGE,
      '--azimuths',
      '360',
      '--from',
      '2020-06-01',
      '--to',
      '2020-12-01',
      '--json',
    );
    const result = JSON.parse(text) as LightResult;
    expect(Object.keys(result)).toEqual([
      'latDeg', 'lonDeg', 'heightM', 'fromUtc', 'toUtc', 'sunDiscMean', 'sunAnyFraction', 'sunFullFraction', 'earthFraction', 'longestDarkH', 'longestLitH', 'windows', 'eclipses', 'longestDarkCut', 'longestLitCut', 'terrain',
    ]); // prettier-ignore
    expect([result.fromUtc, result.toUtc]).toEqual(['2020-06-01T00:00:00Z', '2020-12-01T00:00:00Z']);
    expect(result.sunFullFraction).toBeLessThan(result.sunDiscMean);
    expect(result.sunDiscMean).toBeLessThan(result.sunAnyFraction);
    expect(result.earthFraction).toBeGreaterThan(0.4);
    expect(result.windows[0]).toMatchObject({ kind: 'sunAny', fromUtc: '2020-06-01T00:00:00Z' });
    for (const { fromEt, toEt } of result.windows) expect(fromEt).toBeLessThan(toEt);
  });

  it('tables ground stations and the relays of a mission, and any of them; marks spells that the period cuts', async () => {
    const mission = fileURLToPath(new URL('../../../examples/ilrs-reference.yaml', import.meta.url));
    const period = ['--from', '2031-01-01', '--to', '2031-01-21', '--azimuths', '72'];
    const asked = ['--stations', '399063,RU-BEAR', '--relays', mission];
    const { table, ...result } = JSON.parse(await run('light', ...RIDGE, ...period, ...asked, '--json')) as LightResult & {
      table: { rows: { name: string; fraction: number }[] };
      longestLitCut: boolean;
      terrain: { file: string; cellM: number; own: boolean }[];
    }; // prettier-ignore
    const share = (name: string) => table.rows.find((row) => row.name === name)!.fraction;
    // 20 h open of every 26.18 h (examples/ilrs-reference.yaml)
    expect(Math.abs(share('relay') - 20 / 26.18)).toBeLessThan(0.02);
    expect(share('anyContact')).toBeGreaterThanOrEqual(Math.max(share('relay'), share('399063'), share('RU-BEAR')));
    expect(result.terrain[0]).toMatchObject({ file: 'connecting_ridge_site01_10m.tif', cellM: 10, own: false });
    expect(result.longestLitCut).toBe(true);
    const words = await run('light', ...RIDGE, ...period, '--stations', '399063,RU-BEAR');
    expect(words).toMatch(/^399063 {2}.*\(.+\) +\d+\.\d\d % /m); // the id that --stations takes, then the name
    expect(words).toMatch(/^RU-BEAR {2}\S.* % /m);
    const text = await run('light', '--lat', '0', '--lon', '20', '--from', '2031-01-01', '--to', '2031-01-03', '--azimuths', '36'); // prettier-ignore
    expect(text).toContain('cut by the period');
    expect(text).toMatch(/terrain at the place: ldem_4_global\.tif \(7\.6 km cells\), bundled\nwarning: 7\.6 km cells/);
  });

  it('refuses a mission file that is not there', async () => {
    const period = ['--from', '2031-01-01', '--to', '2031-01-02', '--azimuths', '36'];
    await expect(run('light', ...RIDGE, ...period, '--relays', 'nowhere.yaml')).rejects.toMatchObject({ code: 'FILE_MISSING' }); // prettier-ignore
  });

  it.each([
    [['--from', '2021-01-01', '--to', '2020-01-01'], 'LIGHT_PERIOD'],
    [['--from', 'soon', '--to', '2020-01-01'], 'TIME_SYNTAX'],
    [['--from', '2080-01-01', '--to', '2081-01-01'], 'KERNEL_COVERAGE'],
    [['--from', '2020-01-01', '--to', '2021-01-01', '--frame', 'MARS'], 'FRAME_UNKNOWN'],
    [['--from', '2020-01-01', '--to', '2021-01-01', '--frame', 'J2000'], 'FRAME_NOT_LUNAR'],
    [['--from', '2020-01-01', '--to', '2021-01-01', '--kernel', 'nowhere.bsp'], 'KERNEL_FILE'],
  ])('refuses %j', async (options, code) => {
    await expect(run('light', ...RIDGE, ...options)).rejects.toMatchObject({ name: 'InputError', code });
  });
});
