import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../bundled/index.ts';
import { startNats, withoutNats, type NatsServer } from '../work-queue/testing/nats-server.ts';

const CAMPAIGN = ['campaign', projectPath('examples/pioneer-change7.yaml'), '--days', '30', '--seeds', '6', '--first-seed', '1', '--json']; // prettier-ignore

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [projectPath('cli/bin/ilrs.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => child.once('close', (code) => resolve({ code, out, err }))); // prettier-ignore
  return { child, ended };
}

describe('a campaign', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const records = (name: string): Promise<string> => readFile(join(at(name), 'campaign', 'full.jsonl'), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ilrs-campaign-'));
    const one = await start([...CAMPAIGN, '--workers', '1', '--out', at('one')]).ended;
    expect([one.code, one.err]).toEqual([0, '']);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is the same to the byte on two threads, killed and taken up again', async () => {
    const first = start([...CAMPAIGN, '--workers', '2', '--out', at('two')]);
    setTimeout(() => first.child.kill('SIGKILL'), 6000);
    await first.ended;
    const second = await start([...CAMPAIGN, '--workers', '2', '--out', at('two')]).ended;
    expect(second.code).toBe(0);
    expect(second.err).toMatch(/^$|of 6 lives are done already/);
    expect(await records('two')).toBe(await records('one'));
  });

  it('refuses bad input in one line, before anything is written', async () => {
    const refused = async (...words: string[]) => {
      const { code, err } = await start([...CAMPAIGN, ...words]).ended;
      return [code, (JSON.parse(err) as { error: { code: string } }).error.code];
    };
    expect(await refused('--seeds', '0')).toEqual([2, 'OPTION_NUMBER']);
    expect(await refused('--first-seed', '4294967295')).toEqual([2, 'OPTION_VALUE']);
    expect(await refused('--without', 'luck')).toEqual([2, 'OPTION_VALUE']);
    expect(await refused('--days', '0')).toEqual([2, 'OPTION_NUMBER']);
    expect(await refused('--ablation', '--without', 'replan')).toEqual([2, 'OPTION_CONFLICT']);
    expect(await refused('--nominal', '--out', at('one'))).toEqual([2, 'CAMPAIGN_OTHER_RUN']);
    expect(await refused('--queue', 'nats://127.0.0.1:1')).toEqual([2, 'QUEUE_UNREACHABLE']);
  });

  describe.skipIf(withoutNats())('over a NATS work queue', () => {
    let nats: NatsServer;
    beforeAll(async () => {
      nats = await startNats();
    });
    afterAll(() => nats.remove());

    it('is the same to the byte with two workers, one of which is killed', async () => {
      const queue = ['--queue', nats.url];
      const worker = () => start(['campaign-worker', ...queue, '--once', '--workers', '1', '--json']);
      const coordinator = start([...CAMPAIGN, ...queue, '--ack-wait', '3', '--out', at('far')]);
      const [victim, other] = [worker(), worker()];
      setTimeout(() => victim.child.kill('SIGKILL'), 9000);
      const end = await coordinator.ended;
      expect([end.code, end.err]).toEqual([0, '']);
      other.child.kill('SIGTERM');
      await Promise.all([victim.ended, other.ended]);
      expect(await records('far')).toBe(await records('one'));
    });
  });
});
