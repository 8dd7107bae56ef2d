import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRandom } from '@openilrs/core/math';
import { acceptedTiles, killAfter, mapDigests, SMALL_MAP, SMALL_TILES, startIlrs } from './testing/small-cap.ts';

it('loses no tile and does none twice, whenever the process is killed; the map is the same to the byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-cap-kill-'));
  const at = (name: string): string => join(folder, name);
  try {
    const whole = await startIlrs('cap', [...SMALL_MAP, '--out', at('whole'), '--json']).ended;
    expect(whole.err).toBe('');
    expect(whole.code).toBe(0);

    const random = createRandom(20261121);
    let kept = new Map<string, string>();
    let kills = 0;
    for (let round = 0; round < 40; round++) {
      const run = startIlrs('cap', [...SMALL_MAP, '--out', at('killed'), '--workers', '2', '--json']);
      const end = await killAfter(run, round < 8 ? 1500 + random.int(4000) : 600_000);
      const now = await acceptedTiles(at('killed'));
      for (const [id, digest] of kept) expect(now.get(id)).toBe(digest); // what was accepted stays as it was
      kept = now;
      if (end.signal === 'SIGKILL') kills++;
      else {
        expect([end.code, end.err]).toEqual([0, expect.stringMatching(/^$|going on with the run/)]);
        break;
      }
    }
    console.log(`killed ${kills} times at random moments; ${kept.size} tiles`);
    expect(kills).toBeGreaterThan(1);
    expect(kept.size).toBe(SMALL_TILES);
    expect(kept).toEqual(await acceptedTiles(at('whole')));
    expect(await mapDigests(at('killed'))).toEqual(await mapDigests(at('whole')));
    expect(await readdir(join(at('killed'), 'objects', 'tmp'))).toEqual([]); // nothing half-written is left
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('stops at Ctrl-C with a folder that can be taken up, and refuses to go on with other options', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-cap-stop-'));
  try {
    const run = startIlrs('cap', [...SMALL_MAP, '--out', folder, '--workers', '1', '--json']);
    while ((await acceptedTiles(folder)).size < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    run.child.kill('SIGINT');
    const stopped = await run.ended;
    const [notice, error] = stopped.err.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    expect(notice).toEqual({ notice: expect.stringContaining('the same command goes on') as unknown });
    expect([stopped.code, error]).toEqual([130, { error: expect.objectContaining({ code: 'INTERRUPTED' }) as unknown }]); // prettier-ignore
    const before = await acceptedTiles(folder);
    expect(before.size).toBeGreaterThanOrEqual(2);
    expect(before.size).toBeLessThan(SMALL_TILES);

    const other = await startIlrs('cap', [...SMALL_MAP, '--height', '5', '--out', folder, '--json']).ended;
    const refused = JSON.parse(other.err) as { error: { code: string; message: string } };
    expect([other.code, refused.error.code]).toEqual([2, 'CAP_OTHER_RUN']);
    expect(refused.error.message).toContain('request.heightM: 0 there, 5 wanted');

    const rest = await startIlrs('cap', [...SMALL_MAP, '--out', folder, '--json']).ended;
    const answer = JSON.parse(rest.out) as {
      tiles: { done: number; total: number };
      cost: { coreHoursOfThisMap: number };
    };
    expect([rest.code, answer.tiles.done, answer.tiles.total]).toEqual([0, SMALL_TILES, SMALL_TILES]);
    expect(answer.cost.coreHoursOfThisMap).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('lists tiles that fail again and again with their error, ends with 1, and tries them again the next time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-cap-poison-'));
  const cap = (...more: string[]) => startIlrs('cap', [...SMALL_MAP, '--out', folder, '--json', ...more]).ended;
  const object = (digest: string): string => join(folder, 'objects', digest.slice(0, 2), digest.slice(2));
  try {
    const sample = await cap('--first', '1');
    expect(JSON.parse(sample.out)).toMatchObject({ tiles: { done: 1, total: SMALL_TILES }, failed: [], files: [] });
    // A block of terrain that every tile looks at goes bad on the disk.
    const { terrainIndex } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as { terrainIndex: string };
    const { dems } = JSON.parse(await readFile(object(terrainIndex), 'utf8')) as { dems: { levels: { blocks: string[] }[] }[] }; // prettier-ignore
    const block = object(dems.at(-1)!.levels[0]!.blocks[0]!);
    const good = await readFile(block);
    await writeFile(block, good.subarray(1));
    const bad = await cap();
    const { failed } = JSON.parse(bad.out) as { failed: { id: string; attempts: number; error: string }[] };
    expect([bad.code, failed.length, failed[0]!.attempts]).toEqual([1, SMALL_TILES - 1, 3]);
    expect(failed[0]!.error).toMatch(/^CAP_DAMAGED: .*does not hold what its name says/);
    expect(JSON.parse(bad.err.trim().split('\n').at(-1)!)).toMatchObject({ error: { code: 'CAP_TILES_FAILED' } });
    await writeFile(block, good);
    const mended = await cap();
    expect([mended.code, (JSON.parse(mended.out) as { tiles: { done: number } }).tiles.done]).toEqual([0, SMALL_TILES]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
