import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { root } from './ilrs.ts';

/** The pioneer with other values, each of which must have been there. */
export function editedPioneer(edits: readonly (readonly [from: RegExp, to: string])[]): string {
  const text = readFileSync(`${root}examples/pioneer-change7.yaml`, 'utf8');
  return edits.reduce((before, [from, to]) => {
    expect(before).toMatch(from);
    return before.replace(from, to);
  }, text);
}

/** Runs a recorded command as somebody would who pastes it into a shell, in the folder where it was recorded; what it prints. */
export async function paste(command: string, folder: string): Promise<string> {
  const shell = `ilrs() { ${JSON.stringify(process.execPath)} ${JSON.stringify(`${root}cli/bin/ilrs.mjs`)} "$@"; }`;
  return (await promisify(execFile)('sh', ['-c', `${shell}\n${command}`], { cwd: folder })).stdout;
}
