import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkRecord } from '@openilrs/core/terrain';
import { projectPath } from '@openilrs/node/bundled';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerNetwork } from './network.ts';
import { registerUncertainty } from './uncertainty.ts';

const mission = projectPath('examples/ilrs-reference.yaml');
const YEAR = ['--from', '2031-01-01', '--to', '2032-01-01'];
let folder: string;
let places: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-network-'));
  places = join(folder, 'places.csv');
  // Stations 1 to 3 and the massif of Speyerer & Robinson 2013.
  await writeFile(
    places,
    'name,latDeg,lonDeg\nS28,-89.685,196.7\nS30,-89.74,201.2\nS33,-89.808,205.9\nS46,-89.418,221.3\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  registerNetwork(program);
  registerUncertainty(program);
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

describe('ilrs network', { timeout: 120_000 }, () => {
  const ask = (...more: string[]) => run('network', mission, '--candidates', places, '--sites', '2', ...YEAR, ...more);

  it('gives the same network on one worker and on two, and writes it', async () => {
    const out = join(folder, 'out');
    const one = await ask('--json', '--workers', '1', '--out', out);
    expect(await ask('--json', '--workers', '2')).toBe(one);
    const record = JSON.parse(one) as NetworkRecord;
    expect(record.search).toMatchObject({ candidates: 4, pairsAllowed: 6, proved: true, gap: 0 });
    expect(record.combined.sunAnyFraction).toBeGreaterThan(record.bestSingle.light.sunAnyFraction);
    expect(JSON.parse(await readFile(join(out, 'network.json'), 'utf8'))).toEqual(record);
    const geo = JSON.parse(await readFile(join(out, 'network.geojson'), 'utf8')) as {
      features: { geometry: { type: string } }[];
    };
    expect(geo.features.map((feature) => feature.geometry.type)).toEqual(['Point', 'Point', 'LineString']);
    expect((await readFile(join(out, 'network.csv'), 'utf8')).trim().split('\n')).toHaveLength(4);
  });

  it('keeps limits of distance and says when none is left', async () => {
    const near = JSON.parse(await ask('--json', '--goal', 'night', '--max-distance', '2.5')) as NetworkRecord;
    expect(near.links[0]!.distanceM).toBeLessThan(2500);
    await expect(ask('--max-distance', '1')).rejects.toMatchObject({ code: 'NETWORK_NONE' });
    await expect(ask('--goal', 'best')).rejects.toMatchObject({ code: 'OPTION_VALUE', where: '--goal' });
  });
});

describe('ilrs uncertainty', { timeout: 120_000 }, () => {
  const place = ['--lat', '-89.4516', '--lon', '222.7581', '--height', '10', ...YEAR, '--json'];

  it('gives the same spread on one worker and on two, around the plain value', async () => {
    const one = await run('uncertainty', ...place, '--clones', '3', '--workers', '1');
    expect(await run('uncertainty', ...place, '--clones', '3', '--workers', '2')).toBe(one);
    const { light } = JSON.parse(one) as {
      light: Record<string, { nominal: number; sd: number; percentiles: Record<string, number> }>;
    };
    expect(light.terrainHeightM!.sd).toBeGreaterThan(0);
    expect(light.sunDiscMean!.percentiles.p1).toBeLessThan(light.sunDiscMean!.percentiles.p99!);
  });

  it('has no spread without noise', async () => {
    const none = ['--sigma', '0', '--correlation', '100', '--clones', '1'];
    const { light } = JSON.parse(await run('uncertainty', ...place, ...none)) as {
      light: Record<string, { nominal: number; mean: number }>;
    };
    for (const spread of Object.values(light)) expect(spread.mean).toBe(spread.nominal);
  });

  it('refuses half an error and no question at all', async () => {
    await expect(run('uncertainty', ...place, '--sigma', '1')).rejects.toMatchObject({ where: '--correlation' });
    await expect(run('uncertainty')).rejects.toMatchObject({ code: 'OPTION_VALUE' });
  });
});
