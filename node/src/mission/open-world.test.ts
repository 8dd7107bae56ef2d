import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { projectPath } from '../bundled/index.ts';
import { openWorld, terrainOfRegion } from './open-world.ts';
import { readMission } from './read-mission.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ilrs-world-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['mission.end', '  end: 2036-01-01', '  end: 2056-01-01', 'KERNEL_COVERAGE', /moon_pa_de421-2000-2050\.bpc/],
  ['mission.start', '  start: 2035-01-01', '  start: 1995-01-01', 'KERNEL_COVERAGE', /de440-2000-2060\.bsp/],
  ['survey.period.to', 'to: 2050-01-01 }', 'to: 2055-01-01 }', 'KERNEL_COVERAGE', /et -43200\.\.1609416000/],
  ['survey.period.to', 'to: 2050-01-01 }', 'to: 2049-02-30 }', 'TIME_RANGE', /not a date of the calendar/],
  ['mission.start', 'frame: MOON_ME_DE421', 'frame: MOON_ME_DE440_ME421', 'KERNEL_COVERAGE', /Use MOON_ME_DE421/],
])('says file, line and legal range when %s is outside the kernels (%s -> %s)', async (field, from, to, code, says) => {
  const text = readFileSync(projectPath('examples/ilrs-reference.yaml'), 'utf8');
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, text.replace(from, to));
  const line = text.slice(0, text.indexOf(field.includes('period') ? 'period: {' : field.replace('mission.', '  '))).split('\n').length; // prettier-ignore
  const failure = (await openWorld(readMission(file)).catch((error: unknown) => error)) as Error;
  expect(failure).toMatchObject({ name: 'InputError', code });
  expect(failure.message.startsWith(`${file}:${line}:`)).toBe(true);
  expect(failure.message).toContain(field);
  expect(failure.message).toMatch(says);
});

it('says file, line and gap when own kernels cover both ends of a period and not its middle', async () => {
  const text = readFileSync(projectPath('examples/ilrs-reference.yaml'), 'utf8');
  const { kernels } = JSON.parse(readFileSync(projectPath('data/ephemeris/kernels.json'), 'utf8')) as { kernels: string[] }; // prettier-ignore
  const paths = kernels.map((path) => projectPath(join('data', path)));
  const spk = paths.findIndex((path) => path.endsWith('.bsp'));
  const year = 365.25 * 86_400;
  const [before, after] = [join(folder, 'before.bsp'), join(folder, 'after.bsp')];
  writeFileSync(before, withSpans(readFileSync(paths[spk]!), 0, 35.5 * year));
  writeFileSync(after, withSpans(readFileSync(paths[spk]!), 35.6 * year, 59 * year));
  paths.splice(spk, 1, before, after);
  const file = join(folder, 'gap.yaml');
  writeFileSync(file, text.replace('kernels: bundled', `kernels: [${paths.join(', ')}]`));
  const line = text.slice(0, text.indexOf('  end: 2036-01-01')).split('\n').length;
  const failure = (await openWorld(readMission(file)).catch((error: unknown) => error)) as Error;
  expect(failure).toMatchObject({ name: 'InputError', code: 'KERNEL_COVERAGE' });
  expect(failure.message.startsWith(`${file}:${line}:`)).toBe(true);
  expect(failure.message).toMatch(
    /the kernels have a gap from 2035-07-\S+ to 2035-08-\S+ UTC .*before\.bsp .*after\.bsp/,
  );
});

it('knows the grids that carry the region of the survey from those that serve its horizon', async () => {
  const { mission, ...rest } = readMission(projectPath('examples/ilrs-reference.yaml'));
  const { terrain } = await openWorld({ mission, ...rest });
  const names = (latDeg: number, lonDeg: number) => {
    const centre = { latDeg, lonDeg, source: 'test' };
    const region = { ...mission.survey.region, centre };
    return terrainOfRegion({ ...mission, survey: { ...mission.survey, region } }, terrain).map(({ name }) => name);
  };
  expect(names(-89.45, 222.7)).toContain('connecting_ridge_site01_10m.tif');
  expect(names(-86.8, 337)).toEqual([
    'haworth_20m.tif',
    'lola_85S_400m.tif',
    'lola_75S_1000m.tif',
    'ldem_4_global.tif',
  ]);
});

/** The kernel with the spans of its segments cut short, in its summary record (DAF: NSUM at word 2, then summaries of 5 words). */
function withSpans(bytes: Buffer, startEt: number, endEt: number): Buffer {
  const at = 1024 * (bytes.readInt32LE(76) - 1); // FWARD
  for (let i = 0; i < bytes.readDoubleLE(at + 16); i += 1) {
    bytes.writeDoubleLE(startEt, at + 24 + 40 * i);
    bytes.writeDoubleLE(endEt, at + 32 + 40 * i);
  }
  return bytes;
}
