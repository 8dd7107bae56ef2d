import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf } from '@openilrs/api/client';
import { routes, type RouteId } from '@openilrs/api/contract';
import { constructMission, writeConstruct } from '@openilrs/node/construct';
import { openWorld, readMission } from '@openilrs/node/mission';
import { checkEventLog, ordersInLog } from '@openilrs/core/mission';
import { prepareOperations, runOperations, siteOfRun, writeOperate } from '@openilrs/node/operate';
import { projectPath } from '@openilrs/node/bundled';
import { runShare } from '@openilrs/node/share';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createServer } from '../main.ts';

// The server on a run that was really made, with its worker threads (from dist/, as they run in use).
const runDir = mkdtempSync(join(tmpdir(), 'openilrs-real-'));
const mission = readMission(projectPath('examples/pioneer-change7.yaml'));
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  writeConstruct(constructMission(mission), runDir);
  const world = await openWorld(mission);
  const site = siteOfRun(mission, runDir)!;
  const output = await runOperations(await prepareOperations(mission, world, site));
  writeOperate(output, runDir);
  const { provenance, eventLogDigest } = output.summary;
  const { leapSeconds } = world.ephemeris;
  const place = { latDeg: -88.8, lonDeg: 123.4 };
  const activities = output.activities.slice(0, 40);
  const made = { missionSha256: mission.sha256, eventLogDigest, provenance };
  await runShare({ mission: mission.mission, activities, site: place, leapSeconds, outDir: runDir, ...made });
  ({ app, close } = await createServer({ runDir, mission, port: 0, logLevel: 'error' }));
});
afterAll(async () => {
  await close();
  rmSync(runDir, { recursive: true });
});

async function ask<T>(id: RouteId, values = {}, payload?: object): Promise<T> {
  const route = routes[id];
  const response = await app.inject({ method: route.method, url: addressOf(id, values), ...(payload && { payload }) });
  expect([id, response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([id, 200, '']);
  if (route.answer.kind !== 'json') return response.body as T;
  expect((route.answer.schema as z.ZodType).safeParse(response.json()).error?.issues).toBeUndefined();
  return response.json<T>();
}

const place = { latDeg: -88.8, lonDeg: 123.4, heightM: 4 };
const span = { fromUtc: '2028-10-01', toUtc: '2028-11-01' };

describe('a server on a real run', () => {
  it('answers as the contract says', async () => {
    for (const id of [
      'health',
      'mission',
      'construct',
      'operate',
      'timeline',
      'profiles',
      'events',
      'activities',
      'hubs',
    ] as const) {
      await ask(id);
    }
    await ask('horizon', place);
    await ask('light', { ...place, ...span });
    await ask('sky', { ...place, ...span, stepS: 7200 });
    const station = await ask<{ missing: object[] }>('station', { at: '2027-06-01' });
    expect(station.missing).toMatchObject([{ element: 'pioneer-lander' }, { element: 'pioneer-rover' }]);
  });

  it('opens products to those who may read them', async () => {
    type Found = {
      total: number;
      products: { lidvid: string; embargoUntilUtc: string | null }[];
      evaluatedAtUtc: string;
    };
    const inside = await ask<Found>('products', { as: 'china', pageSize: 100 });
    const outside = await ask<Found>('products', { pageSize: 100 });
    expect(inside.total).toBe(40);
    expect(outside.total).toBeLessThan(40);
    for (const { embargoUntilUtc } of outside.products) {
      expect(embargoUntilUtc === null || embargoUntilUtc <= outside.evaluatedAtUtc).toBe(true);
    }
    const { lidvid } = outside.products[0]!;
    const preview = await ask<{ simulated: boolean; columns: { values: number[] }[] }>('productPreview', { lidvid });
    expect([preview.simulated, preview.columns.length > 1]).toEqual([true, true]);
    expect(await ask<string>('productLabel', { lidvid })).toContain(`<logical_identifier>${lidvid.split('::')[0]}<`);
    expect(await ask<string>('productData', { lidvid })).toMatch(/^\w+,/);
    const closed = inside.products.find((one) => !outside.products.some((open) => open.lidvid === one.lidvid))!;
    const refused = await app.inject(addressOf('productData', { lidvid: closed.lidvid }));
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { error: { code: 'EMBARGO' } }]);
    expect(await ask('verify')).toMatchObject({ ok: true });
  });

  it('applies a plan at the clock: what lies before stays, the log holds the plan, and taken back all is as before', async () => {
    type Answer = { run: { revision: number; plans: object[]; summary: { eventLogDigest: string } }; state: { etNow: number } }; // prettier-ignore
    type Plan = { source: string; live: { revision: number; et: number }; activities: { requestId: string; startEt: number }[]; input: { nowEt: number; batteryJ: number; requests: { id: string; earliestEt: number }[] } }; // prettier-ignore
    const before = await ask<{ fromEt: number; eventLogDigest: string }>('operate');
    const { id } = await ask<{ id: string }>('liveStart', {}, {});
    const at = before.fromEt + 20 * 86_400;
    await ask('liveCommand', { id }, { type: 'jump', et: at });
    const plan = await ask<Plan>('plan', { live: id });
    expect(plan).toMatchObject({ source: 'station', live: { revision: 0, et: at }, input: { nowEt: at } });
    // what the battery holds then is what the run recorded
    const state = (await ask<Answer>('liveCommand', { id }, { type: 'pause' })) as unknown as { state: { batteryFraction: number } }; // prettier-ignore
    const start = await ask<Plan>('plan');
    expect(plan.input.batteryJ / start.input.batteryJ).not.toBeCloseTo(1, 6);
    expect(state.state.batteryFraction).toBeGreaterThan(0);
    const [left, ...activities] = plan.activities;
    const order = { type: 'applyPlan', activities, openedEt: at, revision: 0 };
    const tooEarly = activities.map((one, i) => (i === 3 ? { ...one, startEt: at - 3600 } : one));
    const refused = await app.inject({ method: 'POST', url: addressOf('liveCommand', { id }), payload: { ...order, activities: tooEarly } }); // prettier-ignore
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { error: { code: 'PLAN_REFUSED', where: 'body.activities.3' } }]); // prettier-ignore
    const { run } = await ask<Answer>('liveCommand', { id }, order);
    expect(run).toMatchObject({ revision: 1, plans: [{ et: at, activities: activities.length }] });
    const late = await app.inject({ method: 'POST', url: addressOf('liveCommand', { id }), payload: order });
    expect([late.statusCode, late.json()]).toMatchObject([409, { error: { code: 'PLAN_CHANGED' } }]);
    const log = await ask<string>('liveLog', { id });
    expect(checkEventLog(log).broken).toBeNull();
    expect(ordersInLog(log.split('\n'))).toEqual([{ et: at, activities, slackS: 6 * 3600 }]);
    const { activities: lived } = await ask<{ activities: { requestId: string }[] }>('activities', { live: id });
    expect(lived.some(({ requestId }) => requestId === left!.requestId)).toBe(false);
    const again = await ask<Plan>('plan', { live: id });
    expect(again.live.revision).toBe(1);
    expect(again.activities.map(({ requestId }) => requestId)).not.toContain(left!.requestId);
    const back = await ask<Answer>('liveCommand', { id }, { type: 'withdrawPlan', revision: 1 });
    expect(back.run).toMatchObject({ plans: [], summary: { eventLogDigest: before.eventLogDigest } });
  });

  it('simulates again with a fault that is injected, the same each time', async () => {
    type Answer = { run: { summary: { eventLogDigest: string; faultsInjected: number; fromEt: number } } };
    const before = await ask<Answer['run']['summary']>('operate');
    const fault = {
      et: before.fromEt + 30 * 86_400,
      componentId: 'battery',
      kind: 'batteryCell',
      durationS: null,
      effect: 0.3,
    };
    const inject = async () => {
      const { id } = await ask<{ id: string }>('liveStart', {}, {});
      const { run } = await ask<Answer>('liveCommand', { id }, { type: 'injectFault', fault });
      expect((await ask<{ eventLogDigest: string }>('operate', { live: id })).eventLogDigest).toBe(
        run.summary.eventLogDigest,
      );
      return run.summary;
    };
    const [first, second] = [await inject(), await inject()];
    expect(first.faultsInjected).toBe(before.faultsInjected + 1);
    expect(first.eventLogDigest).not.toBe(before.eventLogDigest);
    expect(second.eventLogDigest).toBe(first.eventLogDigest);
  });
});
