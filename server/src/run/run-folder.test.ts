import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunFolder } from './run-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-run-folder-'));
mkdirSync(join(folder, 'operate'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a run folder', () => {
  const run = new RunFolder(folder);

  it('gives results when they are there, the same object until the file changes', () => {
    expect(() => run.read('operate/summary.json')).toThrow(expect.objectContaining({ code: 'RUN_NOT_READY' }));
    writeFileSync(join(folder, 'operate/summary.json'), '{"seed":1}');
    const first = run.read('operate/summary.json');
    expect(first).toEqual({ seed: 1 });
    expect(run.read('operate/summary.json')).toBe(first);
    writeFileSync(join(folder, 'operate/summary.json'), '{"seed":12}');
    expect(run.read('operate/summary.json')).toEqual({ seed: 12 });
    expect(run.isComplete).toBe(false);
  });

  it('reads a log line by line', () => {
    writeFileSync(join(folder, 'operate/events.jsonl'), '{"seq":0}\n{"seq":1}\n');
    expect(run.read('operate/events.jsonl')).toEqual([{ seq: 0 }, { seq: 1 }]);
  });
});
