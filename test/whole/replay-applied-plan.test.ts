import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperateRun, planAt } from '@openilrs/core/mission';
import { openWorld, readMission } from '@openilrs/node/mission';
import { operateInput, prepareOperations, runOperations, siteOfRun } from '@openilrs/node/operate';
import { afterAll, expect, it } from 'vitest';
import { ilrs, root } from './ilrs.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-applied-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a run in which a plan was applied by hand is made again from its log alone', async () => {
  const mission = readMission(`${root}examples/pioneer-change7.yaml`);
  const prepared = await prepareOperations(mission, await openWorld(mission), siteOfRun(mission, undefined)!);
  const et = prepared.environment.startEt + 30 * 86_400;
  const { activities } = planAt(new OperateRun(operateInput(prepared)), et, prepared.requests);
  const half = activities.filter((_, i) => i % 2 === 0);
  const { eventLog } = await runOperations(prepared, { orders: [{ et, activities: half, slackS: 3600 }] });
  const file = join(folder, 'events.jsonl');
  writeFileSync(file, eventLog);
  const answer = JSON.parse((await ilrs(['replay', file, '--json', '--mission', `${root}examples/pioneer-change7.yaml`])).stdout) as object; // prettier-ignore
  expect(answer).toMatchObject({ chain: 'holds', same: true, entries: eventLog.split('\n').length - 1 });
  // a plan that was changed in the log afterwards breaks the chain
  writeFileSync(file, eventLog.replace(half[0]!.requestId, half[1]!.requestId));
  const changed = await ilrs(['replay', file, '--json', '--no-run']);
  expect([changed.code, JSON.parse(changed.stdout)]).toMatchObject([1, { chain: 'broken' }]);
});
