import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperateSummary } from '@openilrs/core/mission';
import { ilrs, ilrsJson, root } from './ilrs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-kill-'));
const mission = join(scratch, 'pioneer.yaml');
const asked = (name: string) => ['operate', mission, '--seed', '5', '--out', join(scratch, name)];
const log = () => readFileSync(join(scratch, 'whole', 'operate', 'events.jsonl'), 'utf8');

beforeAll(async () => {
  const text = readFileSync(`${root}examples/pioneer-change7.yaml`, 'utf8');
  const short = text.replace(/start: 2028-10-01/, 'start: 2028-11-01').replace(/end: 2029-04-01/, 'end: 2028-12-15');
  expect(short).not.toBe(text);
  writeFileSync(mission, short);
  await ilrsJson<OperateSummary>(asked('whole'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Begins the run and kills it when its state has been replaced so many times; true when it got to its end instead. */
function killAfter(writes: number, checkpoint: string): Promise<boolean> {
  const child = spawn(process.execPath, [`${root}cli/bin/ilrs.mjs`, ...asked('killed'), '--checkpoint', checkpoint, '--checkpoint-every', '1', '--json'], { cwd: root }); // prettier-ignore
  const state = join(checkpoint, 'state.json');
  let seen = 0;
  let last = '';
  const timer = setInterval(() => {
    const now = existsSync(state) ? readFileSync(state, 'utf8') : '';
    if (now !== last) seen += 1;
    last = now;
    if (seen > writes) child.kill('SIGKILL');
  }, 1);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve(code === 0);
    });
  });
}

describe('a run that is killed', () => {
  it('goes on from its checkpoint to the same bytes as one that nobody killed', async () => {
    const checkpoint = join(scratch, 'checkpoint');
    let killed = 0;
    for (const writes of [3, 11, 29, Infinity]) if (!(await killAfter(writes, checkpoint))) killed += 1;
    expect(killed).toBeGreaterThan(0);
    expect(readdirSync(checkpoint)).toEqual([]);
    for (const file of readdirSync(join(scratch, 'whole', 'operate')))
      expect(readFileSync(join(scratch, 'killed', 'operate', file)).equals(readFileSync(join(scratch, 'whole', 'operate', file)))).toBe(true); // prettier-ignore
  });

  it('says so when the checkpoint is that of another run, or none at all', async () => {
    const checkpoint = join(scratch, 'other');
    await killAfter(3, checkpoint);
    const other = await ilrs(['operate', mission, '--seed', '6', '--checkpoint', checkpoint, '--json']);
    expect(other.code).toBe(2);
    expect(JSON.parse(other.stderr.trim().split('\n').at(-1)!)).toMatchObject({
      error: { code: 'CHECKPOINT_OTHER_RUN' },
    });
    writeFileSync(join(checkpoint, 'state.json'), '{');
    const spoilt = await ilrs([...asked('spoilt'), '--checkpoint', checkpoint, '--json']);
    expect(spoilt.code).toBe(2);
    expect(JSON.parse(spoilt.stderr)).toMatchObject({ error: { code: 'CHECKPOINT_FILE', where: checkpoint } });
  });
});

describe('ilrs replay', () => {
  it('checks the chain, makes the run again and finds the same entries', async () => {
    const answer = await ilrsJson<object>(['replay', join(scratch, 'whole'), '--mission', mission]);
    const entries = log().trimEnd().split('\n').length;
    expect(answer).toMatchObject({ missionId: 'pioneer-change7', seed: 5, chain: 'holds', same: true, entries });
  });

  it('shows the state at an instant', async () => {
    const { state } = await ilrsJson<{
      state: { utc: string; telemetry: { batteryJ: number }; executive: { mode: string } };
    }>(['replay', join(scratch, 'whole'), '--mission', mission, '--at', '2028-11-20T06:00']);
    expect(state.utc).toBe('2028-11-20T06:00:00Z');
    expect(state.telemetry.batteryJ).toBeGreaterThan(0);
    expect(['nominal', 'reduced', 'safe', 'sleep']).toContain(state.executive.mode);
  });

  it('names the first line that was changed', async () => {
    const lines = log().split('\n');
    const bad = join(scratch, 'bad.jsonl');
    writeFileSync(bad, lines.with(40, lines[40]!.replace('"severity":"', '"severity": "')).join('\n'));
    const { code, stdout } = await ilrs(['replay', bad, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ chain: 'broken', broken: { line: 42 } });
  });
});
