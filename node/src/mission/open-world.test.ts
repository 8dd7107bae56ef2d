import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { projectPath } from '../bundled/index.ts';
import { openWorld } from './open-world.ts';
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
