import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hubRace, LEFT, type HubRace } from './testing/hub-race.ts';

let race: HubRace;
let folder: string;
beforeAll(async () => void (race = await hubRace()));
beforeEach(async () => void (folder = await mkdtemp(join(race.work, 'hub-'))));
afterAll(() => race.end());

describe.each(Object.keys(LEFT))('hundreds of races for a hub after %s was left', (what) => {
  it.each([2, 4])('never end with two holders or none: %d processes', async (many) => {
    const seen = { holders: [0, 0, 0, 0, 0], more: 0, left: 0 };
    for (let round = 0; round < 400; round++) {
      await LEFT[what]!(folder, round);
      const { holders, held, released } = await race.round(folder, many);
      seen.holders[holders]! += 1;
      seen.more += held.length - 1;
      seen.left += released.length;
    }
    expect(seen).toEqual({ holders: [0, 400, 0, 0, 0], more: 0, left: 0 });
  });
});

it('a hub changes hands a thousand times without ever having two holders', async () => {
  expect(await race.churn(folder, 250)).toEqual([0, 0, 0, 0]);
  expect(await readdir(folder)).toEqual([]);
});
