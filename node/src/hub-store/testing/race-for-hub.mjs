// One of several processes that race for the lock of a hub: `node race-for-hub.mjs MODULE`, told by messages what to do. MODULE exports lockHub.
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const { lockHub } = await import(process.argv[2]);
let release = null;

const tasks = {
  /** Tries once, at an agreed instant. */
  async take({ folder, atMs }) {
    while (Date.now() < atMs);
    try {
      release = await lockHub(folder);
      return 'won';
    } catch (error) {
      if (error.code === 'HUB_LOCKED') return 'lost';
      throw error;
    }
  },
  async release() {
    await release?.();
    release = null;
  },
  /** Takes and lets go `times` times; `witness` is a file that only one may have open at a time. Returns how often another was inside. */
  async churn({ folder, times, witness }) {
    let twice = 0;
    for (let done = 0; done < times;) {
      let free;
      try {
        free = await lockHub(folder);
      } catch (error) {
        if (error.code !== 'HUB_LOCKED') throw error;
        await wait(0);
        continue;
      }
      done += 1;
      try {
        closeSync(openSync(witness, 'wx'));
        await wait(0);
        rmSync(witness);
      } catch (error) {
        if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
        twice += 1;
      }
      await free();
    }
    return twice;
  },
};

process.on('message', async ({ task, ...what }) => {
  try {
    process.send({ answer: (await tasks[task](what)) ?? null });
  } catch (error) {
    process.send({ failure: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ answer: 'ready' });
