import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub } from '@openilrs/node/hub-store';
import { runShare } from '@openilrs/node/share';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleShare } from '../../../node/src/share/testing/sample-run.ts';
import type { ListedHubs, VerifiedHub } from '../archive/hub-answers.ts';
import type { RepairAnswer } from '../archive/hub-repair.ts';
import type { ValidateAnswer } from '../archive/validate-files.ts';
import { registerHub } from './hub.ts';
import { registerValidate } from './validate.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-cli-hub-'));
  await runShare(sampleShare(folder, 6));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

/** What the command prints with --json, and the exit code that it leaves. */
async function run<T>(...args: string[]): Promise<{ answer: T; exitCode: unknown }> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  process.exitCode = undefined;
  const program = new Command().exitOverride();
  registerHub(program);
  registerValidate(program);
  await program.parseAsync(args, { from: 'user' });
  const exitCode = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { answer: JSON.parse(lines.join('')) as T, exitCode };
}

describe('ilrs hub', () => {
  it('lists the hubs of a run, of its share folder, and one alone', async () => {
    for (const dir of [folder, join(folder, 'share'), join(folder, 'share', 'hubs')]) {
      const { answer } = await run<{ hubs: { id: string; logSize: number }[] }>('hub', 'list', '--dir', dir, '--json');
      expect(answer.hubs).toMatchObject([{ id: 'beijing', logSize: 6 }, { id: 'moscow', logSize: 6 }]); // prettier-ignore
    }
    const one = join(folder, 'share', 'hubs', 'moscow');
    expect((await run<{ hubs: unknown[] }>('hub', 'list', '--dir', one, '--json')).answer.hubs).toHaveLength(1);
  });

  it('refuses a folder without hubs', async () => {
    await expect(run('hub', 'list', '--dir', tmpdir(), '--json')).rejects.toEqual(
      expect.objectContaining({ code: 'HUB_MISSING' }),
    );
  });

  it('verifies, and names what is damaged with exit code 1', async () => {
    const verify = () => run<{ ok: boolean; hubs: VerifiedHub[] }>('hub', 'verify', '--dir', folder, '--json');
    expect(await verify()).toMatchObject({ exitCode: 0, answer: { ok: true, hubs: [{ entries: 6, problems: [] }, { entries: 6 }] } }); // prettier-ignore
    const hub = await openHub(join(folder, 'share', 'hubs', 'beijing'), { readOnly: true });
    const [sha256] = await hub.objects.list();
    const path = hub.objects.path(sha256!);
    await hub.close();
    const log = join(folder, 'share', 'hubs', 'moscow', 'log');
    const [object, records] = [await readFile(path), await readFile(log)];
    await writeFile(path, 'altered');
    await writeFile(log, Buffer.from(records.toString('latin1').replace('watch-', 'match-'), 'latin1'));
    const damaged = await verify();
    expect(damaged).toMatchObject({ exitCode: 1, answer: { ok: false } });
    expect(damaged.answer.hubs.map((one) => one.problems[0]?.code)).toEqual(['ALTERED_OBJECT', 'DAMAGED_LOG']);
    await Promise.all([writeFile(path, object), writeFile(log, records)]);
    const last = records.lastIndexOf('C ');
    const lost: [string, Buffer][] = [
      ['a byte of the last checkpoint', Buffer.concat([records.subarray(0, last + 30), Buffer.from('~'), records.subarray(last + 31)])], // prettier-ignore
      ['the last checkpoint', records.subarray(0, last)],
      ['the whole log', Buffer.alloc(0)],
    ];
    for (const [what, bytes] of lost) {
      await writeFile(log, bytes);
      const { answer, exitCode } = await verify();
      expect([what, exitCode, answer.hubs[1]!.problems[0]?.code]).toEqual([what, 1, 'DAMAGED_LOG']);
    }
    await writeFile(log, records);
    expect((await verify()).answer.ok).toBe(true);
  });

  it('lists, verifies and rebuilds the whole hub when the other one is damaged or gone, and exits with 1', async () => {
    const log = join(folder, 'share', 'hubs', 'beijing', 'log');
    const moscow = join(folder, 'share', 'hubs', 'moscow');
    const records = await readFile(log);
    await writeFile(log, Buffer.from(records.toString('latin1').replace('watch-', 'match-'), 'latin1'));
    const damage = [{ id: 'beijing', code: 'DAMAGED_LOG' }];
    const list = await run<ListedHubs>('hub', 'list', '--dir', folder, '--json');
    expect(list).toMatchObject({ exitCode: 1, answer: { hubs: [{ id: 'moscow', logSize: 6 }], damaged: damage } });
    const verified = await run<{ hubs: VerifiedHub[] }>('hub', 'verify', '--dir', folder, '--json');
    expect(verified.answer.hubs).toMatchObject([
      { id: 'beijing', ok: false, problems: [{ code: 'DAMAGED_LOG' }] },
      { id: 'moscow', ok: true, entries: 6 },
    ]);
    const rebuilt = await run('hub', 'rebuild', '--dir', folder, '--json');
    expect(rebuilt).toMatchObject({ exitCode: 1, answer: { products: 6, damaged: damage } });
    await writeFile(log, records);
    await rename(moscow, `${folder}/away`);
    const gone = await run<{ hubs: VerifiedHub[] }>('hub', 'verify', '--dir', folder, '--json');
    expect(gone).toMatchObject({ exitCode: 1, answer: { hubs: [{ ok: true }, { id: 'moscow', problems: [{ code: 'HUB_MISSING' }] }] } }); // prettier-ignore
    await rename(`${folder}/away`, moscow);
  });

  it('repairs objects from the other hub, from a copy elsewhere, and says what nobody has', async () => {
    const repair = (...more: string[]) =>
      run<RepairAnswer>('hub', 'repair', '--dir', join(folder, 'share', 'hubs', 'beijing'), ...more, '--json');
    const spoil = async (id: string) => {
      const hub = await openHub(join(folder, 'share', 'hubs', id), { readOnly: true });
      const path = hub.objects.path((await hub.objects.list()).sort()[0]!);
      await hub.close();
      const bytes = await readFile(path);
      bytes[7]! ^= 1;
      await writeFile(path, bytes);
    };
    await cp(join(folder, 'share'), join(folder, 'copy'), { recursive: true });
    await spoil('beijing');
    expect(await repair()).toMatchObject({ exitCode: 0, answer: { ok: true, hubs: [{ id: 'beijing', healed: [{ code: 'ALTERED_OBJECT', from: 'moscow' }], lost: [] }] } }); // prettier-ignore
    await spoil('beijing');
    await spoil('moscow');
    expect(await repair()).toMatchObject({ exitCode: 1, answer: { ok: false, hubs: [{ healed: [], lost: [{ message: 'moscow has it altered, too' }] }] } }); // prettier-ignore
    const both = await run<RepairAnswer>('hub', 'repair', '--dir', folder, '--from', join(folder, 'copy'), '--json');
    expect(both.answer.hubs.map(({ healed }) => healed.length)).toEqual([1, 1]);
    expect((await run<{ ok: boolean }>('hub', 'verify', '--dir', folder, '--json')).answer.ok).toBe(true);
    await rm(join(folder, 'copy'), { recursive: true });
  });

  it('rebuilds the catalogue from the logs', async () => {
    const { answer } = await run<{ products: number; catalogue: string }>('hub', 'rebuild', '--dir', folder, '--json');
    expect(answer).toMatchObject({ products: 6, catalogue: join(folder, 'share', 'catalogue') });
    expect(existsSync(answer.catalogue)).toBe(true);
  });
});

describe('ilrs validate', () => {
  const bundle = () => join(folder, 'share', 'bundle', 'bundle.xml');

  it('accepts the labels of a run with exit code 0', async () => {
    const label = join(folder, 'share', 'bundle', 'data_magnetometer', 'watch-magnetometer-1.xml');
    const { answer, exitCode } = await run<ValidateAnswer>('validate', bundle(), label, '--json');
    expect([answer.valid, answer.labels.length, exitCode]).toEqual([true, 2, 0]);
  });

  it('gives file, line and rule of what is wrong, with exit code 1', async () => {
    const wrong = join(folder, 'wrong.xml');
    await writeFile(wrong, (await readFile(bundle(), 'utf8')).replace('<type>Host', '<type>Station'));
    const { answer, exitCode } = await run<ValidateAnswer>('validate', wrong, '--json');
    expect(exitCode).toBe(1);
    expect(answer.labels[0]!.findings[0]).toMatchObject({ file: wrong, by: 'schematron', severity: 'error' });
    const line = answer.labels[0]!.findings[0]!.line;
    expect((await readFile(wrong, 'utf8')).split('\n')[line - 1]).toContain('<type>Station');
  });

  it('refuses a file or folder that is not there', async () => {
    await expect(run('validate', 'nothing.xml')).rejects.toEqual(expect.objectContaining({ code: 'LABEL_MISSING' }));
    await expect(run('validate', bundle(), '--dictionaries', 'nowhere')).rejects.toEqual(
      expect.objectContaining({ code: 'DICTIONARIES_MISSING' }),
    );
  });
});
