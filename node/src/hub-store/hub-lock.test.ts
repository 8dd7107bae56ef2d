import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockHub } from './hub-lock.ts';
import { newMark } from './process-mark.ts';
import { heirOf, hubRace, LEFT, type HubRace } from './testing/hub-race.ts';

const LOCKED = expect.objectContaining({ code: 'HUB_LOCKED' });
let race: HubRace;
let folder: string;
beforeAll(async () => void (race = await hubRace()));
beforeEach(async () => void (folder = await mkdtemp(join(race.work, 'hub-'))));
afterAll(() => race.end());

// hub-lock.slow.ts has hundreds of rounds
it.each(Object.keys(LEFT))('four processes that open a hub at once, after %s was left: one holds it', async (what) => {
  for (let round = 0; round < 30; round++) {
    await LEFT[what]!(folder, round);
    expect(await race.round(folder, 4)).toEqual({ holders: 1, held: ['lock'], released: [] });
  }
});

describe('the lock of a hub', () => {
  it('changes hands among four processes without ever having two holders', async () => {
    expect(await race.churn(folder, 25)).toEqual([0, 0, 0, 0]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while a process that runs holds it, also to the same process, and leaves nothing', async () => {
    const release = await lockHub(folder);
    await expect(lockHub(folder)).rejects.toEqual(LOCKED);
    expect(await readdir(folder)).toEqual(['lock']);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused when a running process is about to take over from a dead one', async () => {
    await writeFile(join(folder, 'lock'), '999999999 1 ? x');
    await writeFile(join(folder, heirOf('999999999 1 ? x')), newMark());
    await expect(lockHub(folder)).rejects.toEqual(LOCKED);
  });

  it('tells a process from an earlier one with its id, and from one before the machine started anew', async () => {
    const [pid, start, boot] = newMark().split(' ');
    const holds = [`${pid} ${start} ${boot} x`, `${pid} ? ? x`, `${pid} ${start}`];
    const gone =
      process.platform === 'linux' ? [`${pid} 1 ${boot} x`, `${pid} ${start} other-boot x`] : ['', 'rubbish'];
    for (const mark of holds) {
      await writeFile(join(folder, 'lock'), mark);
      await expect(lockHub(folder)).rejects.toEqual(LOCKED);
    }
    for (const mark of gone) {
      await writeFile(join(folder, 'lock'), mark);
      await (
        await lockHub(folder)
      )();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('is not released by one whose lock was taken away by hand', async () => {
    const release = await lockHub(folder);
    await writeFile(join(folder, 'lock'), 'of somebody else');
    await release();
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe('of somebody else');
  });
});
