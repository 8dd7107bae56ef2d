import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedInputs } from './mission-inputs.ts';
import { missionInCommand, shellWord } from './recorded-command.ts';

describe('the mission file in a recorded command', () => {
  it.each([
    ['examples/ilrs-reference.yaml', 'examples/ilrs-reference.yaml'],
    ['./examples/../examples/a.yaml', 'examples/a.yaml'],
    [join(process.cwd(), 'examples', 'a.yaml'), 'examples/a.yaml'],
    ['..hidden/a.yaml', '..hidden/a.yaml'],
    ['/elsewhere/of/this/machine/a.yaml', 'a.yaml'],
    ['../a.yaml', 'a.yaml'],
    ['my missions/the "one".yaml', `'my missions/the "one".yaml'`],
  ])('%s is named %s', (file, named) => expect(missionInCommand({ file })).toBe(named));

  it('is one word of a shell', () => {
    expect(shellWord('--region=-89.46,222.5,5')).toBe('--region=-89.46,222.5,5');
    expect(shellWord("it's $HOME")).toBe(`'it'\\''s $HOME'`);
  });
});

describe('inputs of a result', () => {
  it('are all kept when two files have one name, and never have the path of a machine', () => {
    const files = [['a.tif', '1'], ['/data/a.tif', '2'], ['a.tif', '1'], ['a.tif', '3'], ['b.yaml', '1']] as const; // prettier-ignore
    expect(namedInputs(files)).toEqual({ 'a.tif': '1', 'a.tif (2)': '2', 'a.tif (3)': '3', 'b.yaml': '1' });
  });
});
