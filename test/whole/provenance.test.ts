import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConstructResult, OperateSummary, Provenance, ShareResult, SurveyResult } from '@openilrs/core/mission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ilrs, ilrsJson, root } from './ilrs.ts';
import { editedPioneer, paste } from './recorded-commands.ts';

/** A week of the pioneer on terrain of its own, with a survey of some hundred cells. */
const smallPioneer = () =>
  editedPioneer([
    [/id: pioneer-change7/, 'id: small-pioneer'],
    [/end: 2029-04-01/, 'end: 2028-10-08'],
    [/terrain: bundled/, 'terrain: [ground.tif]'],
    [/size: \{ value: 10.24,/, 'size: { value: 8,'],
    [/cell: \{ value: 80,/, 'cell: { value: 400,'],
    [/period: \{ from: 2028-01-01, to: 2030-01-01 \}/, 'period: { from: 2028-06-01, to: 2029-01-01 }'],
  ]);

const folder = mkdtempSync(join(tmpdir(), 'openilrs-provenance-'));
const mission = 'missions/small one.yaml';
const run = join(folder, 'runs', 'small-pioneer');
const json = <T>(file: string) => JSON.parse(readFileSync(join(run, file), 'utf8')) as T;
const operate = (...options: string[]) => ilrsJson<OperateSummary>(['operate', mission, ...options], folder);
const ground = (name: string) => copyFileSync(`${root}data/terrain/${name}`, join(folder, 'missions', 'ground.tif'));

/** sha256 of every file below a folder. */
function digests(of: string): Record<string, string> {
  const files = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(paths.map((path) => [path.slice(of.length), digest(path)]));
}

beforeAll(async () => {
  mkdirSync(join(folder, 'missions'));
  ground('lola_85S_400m.tif');
  writeFileSync(join(folder, mission), smallPioneer());
  await ilrsJson(['run', mission, '--out', 'here'], folder);
  mkdirSync(join(folder, 'runs'));
  cpSync(join(folder, 'here'), run, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the recorded command', () => {
  it.each([
    ['survey', 'survey/survey.json'],
    ['construct', 'construct/construct.json'],
    ['operate', 'operate/summary.json'],
    ['share', 'share/share.json'],
  ])('of %s makes the same bytes again', async (verb, file) => {
    const before = digests(join(run, verb));
    const { provenance } = json<SurveyResult | ConstructResult | OperateSummary | ShareResult>(file);
    rmSync(join(run, verb), { recursive: true });
    await paste(provenance.command, folder);
    expect(digests(join(run, verb))).toEqual(before);
  });

  it('is the same wherever the run lies, as is all of the run but the path to a mission file of its own', () => {
    const all = (of: string) => ({ ...digests(of), '/run.json': null });
    expect(all(run)).toEqual(all(join(folder, 'here')));
    expect(JSON.parse(readFileSync(join(folder, 'here', 'run.json'), 'utf8'))).toMatchObject({
      missionFile: `../${mission}`,
      missionBase: 'run',
    });
  });

  it('of maps names where they go', async () => {
    const { command } = await ilrsJson<{ command: string }>(['survey', mission, '--cell', '200', '--out', 'a'], folder);
    await paste(command, folder);
    expect(readdirSync(join(folder, 'maps')).length).toBeGreaterThan(0);
  });
});

describe('provenance of operations', () => {
  let plain: OperateSummary;
  const parts = ({ provenance }: { provenance: Provenance }) => JSON.stringify(provenance);
  beforeAll(async () => (plain = await operate()));

  it('has a digest of all that is read: mission, terrain, kernels, route map, ground stations', () => {
    const names = Object.keys(plain.provenance.inputs);
    for (const name of ['small one.yaml', 'ground.tif', 'naif0012.tls', 'data/programme/route-map.yaml', 'data/stations/ground_stations.csv'])
      expect(names).toContain(name); // prettier-ignore
    expect(JSON.stringify(plain)).not.toContain(folder);
  });

  it('tells two sites apart, and share makes its products of the site that was operated', async () => {
    const other = await operate('--site', '-88.83,123.9', '--out', run);
    expect(other.site).toEqual({ latDeg: -88.83, lonDeg: 123.9 });
    expect(parts(other)).not.toBe(parts(plain));
    const share = await ilrsJson<ShareResult>(['share', mission, '--out', 'runs/small-pioneer'], folder);
    expect(share.products[0]).toMatchObject({ latDeg: -88.83, lonDeg: 123.9 });
    const before = digests(join(run, 'share'));
    await paste(share.provenance.command, folder);
    expect(digests(join(run, 'share'))).toEqual(before);
  });

  it('tells an added fault, and its command makes the same events', async () => {
    const hurt = await operate('--fault', '2028-10-03T06:00,battery,batteryCell,forGood,0.3', '--seed', '11');
    expect(hurt.extraFaults).toMatchObject([
      { componentId: 'battery', kind: 'batteryCell', durationS: null, effect: 0.3 },
    ]);
    expect(parts(hurt)).not.toBe(parts(await operate('--seed', '11')));
    await paste(hurt.provenance.command, folder);
    expect(json<OperateSummary>('operate/summary.json')).toEqual(hurt);
  });

  it.each([
    ['2028-10-03T06:00,battery', 'OPTION_VALUE'],
    ['2028-10-03T06:00,battery,batteryCell,0', 'OPTION_VALUE'],
    ['yesterday,battery,batteryCell,forGood', 'TIME_SYNTAX'],
    ['2028-10-03T06:00,sail,batteryCell,forGood', 'FAULT_COMPONENT'],
  ])('refuses the fault %s', async (fault, code) => {
    const { stderr } = await ilrs(['operate', mission, '--fault', fault, '--json'], folder);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
  });

  it('tells two terrains of one name apart', async () => {
    ground('lola_75S_1000m.tif');
    const other = await operate();
    expect(other.provenance.command).toBe(plain.provenance.command);
    expect(other.provenance.inputs['ground.tif']).not.toBe(plain.provenance.inputs['ground.tif']);
    ground('lola_85S_400m.tif');
  });
});
