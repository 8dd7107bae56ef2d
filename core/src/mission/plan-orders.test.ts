import { describe, expect, it } from 'vitest';
import { RIM } from '../station/testing/polar-environment.ts';
import { operate } from './operate.ts';
import { checkEventLog } from './operate-log.ts';
import { OperateRun, type SavedRun } from './operate-run.ts';
import { checkPlanAt, planAt } from './plan-at-clock.ts';
import { ordersInLog, PLAN_APPLIED, planSha256, type PlanOrder } from './plan-orders.ts';
import { DAY, HOUR, ridgeRun, START } from './testing/operate-year.ts';

const DAYS = 60;
const AT = START + 20 * DAY + 1234.5;
const input = ridgeRun(5, DAYS, {}, RIM);
const { requests } = input;

/** The station's own plan at the instant, without one activity of the next days. */
function shortened(): { order: PlanOrder; left: string } {
  const { activities } = planAt(new OperateRun(input), AT, requests);
  const left = activities.find(({ startEt }) => startEt > AT + DAY)!.requestId;
  const order = { et: AT, activities: activities.filter(({ requestId }) => requestId !== left), slackS: 6 * HOUR };
  return { order, left };
}

describe('the plan of a station at an instant of its life', () => {
  it('begins from what the executive believes and has, and holds what it intends next', () => {
    const run = new OperateRun(input);
    const { executive, telemetry } = new OperateRun(input).lookAt(AT);
    const { input: from, activities } = planAt(run, AT, requests);
    expect(from).toMatchObject({ nowEt: AT, horizonS: DAYS * DAY - (AT - START), batteryJ: telemetry.batteryJ, storeBit: telemetry.storeBit }); // prettier-ignore
    expect(from.beliefs).toEqual(executive.beliefs);
    expect(from.running.map(({ request }) => request.id)).toEqual(executive.running.map(({ id }) => id));
    const starts = new Map(activities.map(({ requestId, startEt }) => [requestId, startEt]));
    for (const { requestId, startEt } of executive.next) expect(starts.get(requestId)).toBe(startEt);
    expect(activities.every(({ startEt }) => startEt >= AT)).toBe(true);
    // beyond the executive's own plan something is planned too
    expect(Math.max(...activities.map(({ startEt }) => startEt))).toBeGreaterThan(START + (DAYS - 10) * DAY);
    const windows = new Map(requests.map((request) => [request.id, request.latestEt]));
    for (const { id, latestEt } of from.requests) expect(latestEt).toBe(windows.get(id));
  });

  it('can be kept as it stands, and is refused with a reason where two hold one instrument or nothing is open', () => {
    const { activities } = planAt(new OperateRun(input), AT, requests);
    const check = (changed: typeof activities) => checkPlanAt(new OperateRun(input), AT, requests, changed);
    expect(check(activities)).toBeNull();
    const sky = activities.filter(({ requestId }) => requestId.startsWith('sky'));
    const [first, second] = [sky[3]!, sky[4]!];
    const window = requests.find(({ id }) => id === second.requestId)!;
    const clash = activities.map((one) => one === first ? { ...first, startEt: second.startEt } : one); // prettier-ignore
    const fault = check(clash);
    expect(fault).not.toBeNull();
    expect(activities[fault!.index]!.requestId).toBe(fault!.requestId);
    expect([first.requestId, second.requestId]).toContain(fault!.requestId);
    const outside = activities.map((one) => (one === second ? { ...second, startEt: window.latestEt } : one));
    expect(check(outside)).toMatchObject({ requestId: second.requestId, verdict: { ok: false } });
    expect(check(outside)!.verdict.reason).toMatch(/it may only start/);
    expect(check([...activities, first])!.verdict.reason).toMatch(/twice/);
  });
});

describe('a plan that is handed over while the station lives', () => {
  it('changes nothing before its instant, is in the chained log, and is followed', async () => {
    const { order, left } = shortened();
    const [plain, changed] = [await operate(input), await operate({ ...input, orders: [order] })];
    expect(plain.activities.some(({ requestId }) => requestId === left)).toBe(true);
    expect(changed.activities.some(({ requestId }) => requestId === left)).toBe(false);
    expect(changed.summary.notPlaced.find(({ requestId }) => requestId === left)!.reason).toMatch(/left out of the plan that was applied at day 20\.014/); // prettier-ignore
    const lines = (text: string) => text.split('\n');
    const [a, b] = [lines(plain.eventLog), lines(changed.eventLog)];
    const applied = b.findIndex((line) => line.includes(PLAN_APPLIED));
    expect(b.slice(0, applied)).toEqual(a.slice(0, applied));
    expect(JSON.parse(b[applied]!)).toMatchObject({ et: AT, source: 'operator', values: { sha256: planSha256(order.activities), activities: order.activities.length } }); // prettier-ignore
    expect(checkEventLog(changed.eventLog).broken).toBeNull();
    expect(changed.summary.breaches).toEqual([]);
    // each that is done begins in its slack after the planned start
    const starts = new Map(order.activities.map(({ requestId, startEt }) => [requestId, startEt]));
    const late = changed.activities.filter(({ fromEt }) => fromEt > AT).map(({ requestId, fromEt }) => fromEt - starts.get(requestId)!); // prettier-ignore
    expect(late.length).toBeGreaterThan(20);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...late)).toBeLessThanOrEqual(6 * HOUR + 1e-6);
  });

  it('lets the run be made again from its log alone, and taken up from a checkpoint after it, to the byte', async () => {
    const { order } = shortened();
    const second = { ...order, et: AT + 10 * DAY, activities: order.activities.filter((_, i) => i % 2 === 0) };
    const first = await operate({ ...input, orders: [order, second] });
    const orders = ordersInLog(first.eventLog.split('\n'));
    expect(orders).toEqual([order, second]);
    expect((await operate({ ...input, orders })).eventLog).toBe(first.eventLog);
    let saved: SavedRun | undefined;
    const run = new OperateRun({ ...input, orders }, { keepRows: true });
    while (run.et < AT + DAY) run.next();
    saved = JSON.parse(JSON.stringify({ ...run.save(), rows: [] })) as SavedRun;
    saved = { ...saved, rows: run.save().rows.map((row) => row.slice()) };
    expect((await operate({ ...input, orders }, { resume: saved })).eventLog).toBe(first.eventLog);
  });

  it('is refused outside the run, out of order, and when its entry in the log was changed', () => {
    const { order } = shortened();
    const run =
      (...orders: PlanOrder[]) =>
      () =>
        new OperateRun({ ...input, orders });
    expect(run({ ...order, et: START - 1 })).toThrow(expect.objectContaining({ code: 'PLAN_ORDER_TIME', where: 'orders.0.et' })); // prettier-ignore
    expect(run(order, { ...order, et: AT - 1 })).toThrow(expect.objectContaining({ where: 'orders.1.et' }));
    const line = JSON.stringify({ type: PLAN_APPLIED, values: { plan: '[]', sha256: 'x', slackS: 0, orderedEt: 0 } });
    expect(() => ordersInLog([line])).toThrow(
      expect.objectContaining({ code: 'LOG_PLAN', where: 'line 1 of the log' }),
    );
  });
});
