import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseXmlDocument } from 'slimdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dem } from '@openilrs/core/terrain';
import { totalS, utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';
import { bundledGroundStations } from '../mission/index.ts';
import { flatterThan, localRelief } from './local-relief.ts';
import { reportFacts, writeSiteReport, type ReportFacts, type ReportRequest } from './index.ts';
import { monthlyTable } from './report-tables.ts';

/** A cone of 1 in 10 around the place: slope 5.71 degrees everywhere but at the tip. */
const [X, Y] = [-11_000, -12_000];
const N = 800;
const cone: Dem = {
  name: 'cone.tif',
  sha256: 'ab'.repeat(32),
  notice: 'made up <for a test>',
  grid: { kind: 'southPolarStereographic', columns: N, rows: N, step: 40, xMin: X - 16_000, yMax: Y + 16_000 },
  values: Float32Array.from({ length: N * N }, (_, i) => 1500 - 0.1 * Math.hypot(((i % N) + 0.5) * 40 - 16_000, (Math.floor(i / N) + 0.5) * 40 - 16_000)), // prettier-ignore
  scale: 1,
  offset: 0,
  noData: null,
};

let folder = '';
let facts: ReportFacts;
let request: ReportRequest;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-report-'));
  const ephemeris = await openBundledEphemeris();
  const colat = 2 * Math.atan(Math.hypot(X, Y) / (2 * 1_737_400));
  request = {
    name: 'A cone & more',
    latRad: colat - Math.PI / 2,
    lonRad: Math.atan2(X, Y),
    heightM: 10,
    fromEt: utcToEt(ephemeris.leapSeconds, '2031-01-01'),
    toEt: utcToEt(ephemeris.leapSeconds, '2031-04-01'),
    terrain: [cone],
    ephemeris,
    frame: 'MOON_ME_DE421',
    groundStations: bundledGroundStations().slice(0, 2),
    azimuths: 360,
  };
  facts = reportFacts(request);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a site report', () => {
  it('has slopes of the ground, and months that add up to the period', () => {
    expect(flatterThan(localRelief([cone], request.latRad, request.lonRad), 1000, [5, 6])).toEqual([
      expect.closeTo(0, 2),
      1,
    ]);
    expect(facts.slopes.map(({ slopeDeg }) => slopeDeg).every((slope) => slope < 6)).toBe(true);
    const months = [
      ...monthlyTable(facts.light, request.ephemeris.leapSeconds).matchAll(
        /<td>2031-0(\d)<\/td><td class="n">([\d.]+) %/g,
      ),
    ];
    const days = [31, 28, 31];
    const mean = months.reduce((sum, [, , percent], i) => sum + (Number(percent) * days[i]!) / 90, 0);
    expect(months).toHaveLength(3);
    expect(mean).toBeCloseTo(100 * facts.light.sunDiscMean, 1);
    const [station] = facts.stations;
    expect(station!.fraction).toBeLessThan(totalS(facts.light.earthCentre) / (request.toEt - request.fromEt));
    expect(facts.anyStation.fraction).toBeGreaterThanOrEqual(station!.fraction);
  });

  it('is one well-formed page without scripts or links, with pictures, tables, digests and the command', async () => {
    const path = join(folder, 'site.html');
    const record = await writeSiteReport(path, request, { software: 'openilrs', command: 'ilrs report --name "A cone & more"' }); // prettier-ignore
    const html = await readFile(path, 'utf8');
    expect(record).toMatchObject({ path, bytes: Buffer.byteLength(html), sha256: createHash('sha256').update(html).digest('hex') }); // prettier-ignore
    expect(await readdir(folder)).toEqual(['site.html']);
    const page = parseXmlDocument(html.replace('<!doctype html>', ''));
    expect(page.getElementsByTagName('svg')).toHaveLength(3);
    expect(page.getElementsByTagName('table').length).toBeGreaterThanOrEqual(6);
    expect(page.getElementsByTagName('script')).toHaveLength(0);
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    const words = page.documentElement!.textContent ?? '';
    for (const text of [
      'A cone & more',
      'made up <for a test>',
      'ab'.repeat(32),
      'de440',
      'DSS-13 (DSN)',
      'ilrs report --name',
      'sunDiscMean',
      'the user’s own file',
    ])
      expect(words, text).toContain(text);
    expect(words).not.toMatch(/NaN|undefined|Infinity/);
    expect(words.match(/the user’s own file/g)).toHaveLength(1); // the cone; every bundled kernel is in the list
  });
});
