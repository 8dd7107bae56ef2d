import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@openilrs/core/math';
import { acceptedTiles, killAfter, mapDigests, SMALL_MAP, SMALL_TILES, startIlrs, type Program } from '../tiles/testing/small-cap.ts'; // prettier-ignore
import { startNats, withoutNats, type NatsServer } from './testing/nats-server.ts';

interface Answer {
  readonly tiles: { readonly done: number; readonly dropped: number };
  readonly failed: readonly { readonly id: string; readonly attempts: number; readonly error: string }[];
}

describe.skipIf(withoutNats())('tiles over a NATS work queue', () => {
  let nats: NatsServer;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    nats = await startNats();
    folder = await mkdtemp(join(tmpdir(), 'ilrs-cap-nats-'));
    const local = await startIlrs('cap', [...SMALL_MAP, '--out', at('local'), '--json']).ended;
    expect([local.code, local.err]).toEqual([0, '']);
  });
  afterAll(async () => {
    await nats.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses no tile and accepts none twice when workers, coordinator and server are killed; same bytes as here', async () => {
    const random = createRandom(7);
    const queue = ['--queue', nats.url, '--stream', 'kills'];
    const worker = (): Program => startIlrs('cap-worker', [...queue, '--once', '--workers', '1', '--cache', at('cache'), '--json']); // prettier-ignore
    const coordinator = (): Program => startIlrs('cap', [...SMALL_MAP, '--out', at('far'), ...queue, '--ack-wait', '2', '--json']); // prettier-ignore
    let kept = new Map<string, string>();
    const kills = { workers: 0, coordinator: 0, server: 0 };
    let leading = coordinator();
    const victims = [worker(), worker()];
    for (let round = 0; round < 10; round++) {
      await new Promise((resolve) => setTimeout(resolve, 800 + random.int(2500)));
      const now = await acceptedTiles(at('far'));
      for (const [id, digest] of kept) expect(now.get(id)).toBe(digest);
      kept = now;
      const which = random.int(2);
      if ((await killAfter(victims[which]!, 0)).signal === 'SIGKILL') kills.workers++;
      victims[which] = worker();
      if (round === 3 || round === 7) {
        if ((await killAfter(leading, 0)).signal === 'SIGKILL') kills.coordinator++;
        leading = coordinator();
      }
      if (round === 5) {
        await nats.kill();
        kills.server++;
        await nats.start();
      }
    }
    const end = await leading.ended;
    for (const victim of victims) victim.child.kill('SIGTERM');
    await Promise.all(victims.map(({ ended }) => ended));
    expect([end.code, end.out !== '']).toEqual([0, true]);
    const answer = JSON.parse(end.out) as Answer;
    console.log(`killed: ${JSON.stringify(kills)}; ${answer.tiles.done} tiles, ${answer.tiles.dropped} results came twice and were dropped`); // prettier-ignore
    expect(kills.workers).toBeGreaterThan(5);
    expect([answer.tiles.done, answer.failed]).toEqual([SMALL_TILES, []]);
    expect(await acceptedTiles(at('far'))).toEqual(await acceptedTiles(at('local')));
    expect(await mapDigests(at('far'))).toEqual(await mapDigests(at('local')));
  });
});
