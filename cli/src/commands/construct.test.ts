import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from '@openilrs/core/programme';
import { bundledPath, projectPath } from '@openilrs/node/bundled';
import { Command } from 'commander';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { registerConstruct } from './construct.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-construct-'));
afterAll(() => rmSync(folder, { recursive: true }));
const reference = projectPath('examples/ilrs-reference.yaml');

/** What the command prints. */
async function run(...options: string[]): Promise<string> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const program = new Command();
    registerConstruct(program);
    await program.parseAsync(['node', 'ilrs', 'construct', ...options]);
    return print.mock.calls.join('\n');
  } finally {
    print.mockRestore();
  }
}

describe('ilrs construct', () => {
  it('writes the route map and the station of the start of the mission', async () => {
    const out = join(folder, 'run');
    const printed = JSON.parse(await run(reference, '--out', out, '--json'));
    expect(JSON.parse(readFileSync(join(out, 'construct/construct.json'), 'utf8'))).toEqual(printed);
    expect(printed.deliveredBy.missing).toMatchObject([{ element: 'astronomy-facility', missionId: 'ilrs-5' }]);
    expect(printed.deliveredBy.elements.map((one: { element: string }) => one.element)).toContain('energy-basic');
    const rows = readCsv(readFileSync(join(out, 'construct/route-map.csv'), 'utf8'), 'route-map.csv');
    expect(rows.find((row) => row['id'] === 'change-7')).toMatchObject({ status: 'postponed', plannedTo: '2027' });
  });

  it('gives the station of another date in words', async () => {
    const text = await run(reference, '--at', '2031-12-31');
    expect(text).toMatch(/^Station of 2031-12-31 by the route map as of 2026-09:/);
    expect(text).toMatch(/\+ command-centre +2031-12-31/);
    expect(text).toMatch(/- research-facility +2032-12-31/);
  });

  it('takes a route map of your own beside the mission file', async () => {
    const map = readFileSync(bundledPath('programme/route-map.yaml'), 'utf8').replace('2031-12-31', '2029-06-30');
    writeFileSync(join(folder, 'my-map.yaml'), map);
    const mission = readFileSync(reference, 'utf8').replace('map: bundled', 'map: my-map.yaml');
    writeFileSync(join(folder, 'mission.yaml'), mission);
    const printed = JSON.parse(await run(join(folder, 'mission.yaml'), '--at', '2029-07', '--json'));
    expect(printed.deliveredBy.elements.map((one: { element: string }) => one.element)).toContain('command-centre');
    expect(Object.keys(printed.provenance.inputs)).toEqual(['mission.yaml', 'my-map.yaml']);
  });

  it('writes nothing when the date or the route map is wrong', async () => {
    const out = join(folder, 'nothing');
    await expect(run(reference, '--out', out, '--at', 'soon')).rejects.toMatchObject({ code: 'ROUTE_DATE' });
    const mission = readFileSync(reference, 'utf8').replace('map: bundled', 'map: none.yaml');
    writeFileSync(join(folder, 'lost.yaml'), mission);
    await expect(run(join(folder, 'lost.yaml'), '--out', out)).rejects.toMatchObject({ code: 'FILE_MISSING' });
    writeFileSync(
      join(folder, 'typo.yaml'),
      readFileSync(reference, 'utf8').replace('relay: [relay]', 'relay: [relai]'),
    );
    const unknown = { code: 'ROUTE_UNKNOWN_PART', where: 'route.parts.relay' };
    await expect(run(join(folder, 'typo.yaml'), '--out', out)).rejects.toMatchObject(unknown);
    expect(existsSync(out)).toBe(false);
  });
});
