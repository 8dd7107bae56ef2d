import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanResult } from '@openilrs/core/mission';
import { ilrs, ilrsJson, root } from './ilrs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-plan-'));
const mission = join(scratch, 'pioneer.yaml');
const out = join(scratch, 'run');
let plan: PlanResult;

beforeAll(async () => {
  const text = readFileSync(`${root}examples/pioneer-change7.yaml`, 'utf8');
  const short = text.replace(/end: 2029-04-01/, 'end: 2028-11-15');
  expect(short).not.toBe(text);
  writeFileSync(mission, short);
  plan = await ilrsJson<PlanResult>(['plan', mission, '--iterations', '60', '--out', out]);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('ilrs plan', () => {
  it('tells value, bound, gap, what greedy has, and of all that is left out the reason and what would change it', () => {
    expect(plan.greedyValue).toBeLessThanOrEqual(plan.value);
    expect(plan.value).toBeLessThanOrEqual(plan.upperBound);
    expect(plan.gap).toBeCloseTo(1 - plan.value / plan.upperBound, 9);
    expect(plan.requestsPlaced + plan.notPlaced.length).toBe(plan.requestsTotal);
    expect(plan.notPlaced.length).toBeGreaterThan(0);
    for (const { reason, changes } of plan.notPlaced) {
      expect(reason.length).toBeGreaterThan(20);
      expect(changes?.every(({ words }) => / \(starts 202\d-/.test(words))).toBe(true);
    }
    expect(plan.notPlaced.some(({ changes }) => (changes?.length ?? 0) > 0)).toBe(true);
    for (const { startEt, earliestStartEt, latestStartEt } of plan.activities)
      expect([earliestStartEt <= startEt, startEt <= latestStartEt]).toEqual([true, true]);
  });

  it('writes plan, table and picture, and the command that makes the same plan again', async () => {
    expect(JSON.parse(readFileSync(join(out, 'plan', 'plan.json'), 'utf8'))).toEqual(plan);
    expect(readFileSync(join(out, 'plan', 'activities.csv'), 'utf8').trim().split('\n')).toHaveLength(plan.activities.length + 1); // prettier-ignore
    expect(readFileSync(join(out, 'plan', 'plan.svg'), 'utf8')).toContain(`${plan.requestsPlaced} of ${plan.requestsTotal} requests`); // prettier-ignore
    expect(plan.provenance.command).toContain(`--seed 7 --iterations ${plan.search!.iterations}`);
    const again = await ilrsJson<PlanResult>(['plan', mission, '--iterations', String(plan.search!.iterations)]);
    expect(again.activities).toEqual(plan.activities);
  });

  it.each([
    [['--iterations', '-3'], /--iterations/],
    [['--seconds', 'soon'], /--seconds/],
  ])('refuses %j', async (more, message) => {
    const { code, stderr } = await ilrs(['plan', mission, ...more]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('ilrs explain', () => {
  it('says of a request in a run when it is done, or why it is not and what it would take', async () => {
    const { requestId, startUtc } = plan.activities[3]!;
    expect((await ilrs(['explain', requestId, '--run', out])).stdout).toContain(`planned      ${startUtc}`);
    const refused = plan.notPlaced.find(({ changes }) => (changes?.length ?? 0) > 0)!;
    const { stdout } = await ilrs(['explain', refused.requestId, '--run', out]);
    expect(stdout).toContain(refused.reason);
    expect(stdout).toContain(`it would take  ${refused.changes![0]!.words}`);
  });

  it.each([
    [['nothing', '--run'], /no request "nothing" is known/],
    [['nothing'], /either --mission FILE or --run DIR/],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await ilrs(['explain', ...words, ...(words.includes('--run') ? [out] : [])]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
