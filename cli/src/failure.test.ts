import { ArchiveError } from '@openilrs/core/archive';
import { InputError } from '@openilrs/core/errors';
import { errorSchema } from '@openilrs/api/contract';
import { CommanderError } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exitCodeOf, failureOf, sayFailure } from './failure.ts';

afterEach(() => vi.restoreAllMocks());

const abort = Object.assign(new Error('stop'), { name: 'AbortError' });
const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write', path: '/x/y' }); // prettier-ignore
const option = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--ron'\n(Did you mean --run?)");
const refused = new InputError('OPTION_NUMBER', '"x" cannot be used', { where: '--lat', legal: '-90 to 90', remedy: 'Correct it' }); // prettier-ignore

describe('every failure', () => {
  it.each([
    [
      'a refused input',
      refused,
      2,
      { code: 'OPTION_NUMBER', where: '--lat', legal: '-90 to 90', remedy: 'Correct it' },
    ],
    ['wrong usage', option, 2, { code: 'USAGE', where: null, message: expect.stringContaining("'--ron', did you mean --run?") }], // prettier-ignore
    ['a damaged archive', new ArchiveError('DAMAGED_LOG', 'entry 3', 'hub'), 1, { code: 'DAMAGED_LOG', where: 'hub' }],
    ['an interruption', abort, 130, { code: 'INTERRUPTED' }],
    ['what the system refuses', full, 1, { code: 'ENOSPC', where: '/x/y' }],
    ['a fault of the program', new TypeError('undefined is not a function'), 1, { code: 'INTERNAL' }],
  ])('has its exit code and the record of the contract on one line: %s', (_, error, exitCode, record) => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    sayFailure(error, true);
    const line = String(said.mock.calls[0]![0]);
    expect(line).not.toContain('\n');
    expect(errorSchema.parse(JSON.parse(line)).error).toMatchObject(record);
    expect(exitCodeOf(error)).toBe(exitCode);
  });

  it('is one sentence with its code for people, a stack only for a fault of the program', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    sayFailure(refused, false);
    sayFailure(full, false);
    sayFailure(new TypeError('oh'), false);
    expect(said.mock.calls.map(([line]) => String(line).split('\n')[0])).toEqual([
      'ilrs: --lat: "x" cannot be used (legal: -90 to 90). Correct it [OPTION_NUMBER]',
      'ilrs: ENOSPC: no space left on device, write [ENOSPC]',
      'TypeError: oh',
    ]);
  });

  it('shows ten faults of a file to people, all to programs', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const more = Array.from({ length: 12 }, (_, i) => new InputError('MISSION_INVALID', `fault ${i + 2}`, { where: 'm.yaml:3:1' })); // prettier-ignore
    const many = new InputError('MISSION_INVALID', 'fault 1 (and 12 more)', { where: 'm.yaml:2:1', more });
    sayFailure(many, false);
    const lines = said.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(11);
    expect([lines[1], lines[10]]).toEqual([
      '  m.yaml:3:1: fault 2 [MISSION_INVALID]',
      '  and 3 more: --json lists all',
    ]);
    said.mockClear();
    sayFailure(many, true);
    expect(errorSchema.parse(JSON.parse(String(said.mock.calls[0]![0]))).error).toMatchObject({ where: 'm.yaml:2:1' });
    expect((JSON.parse(String(said.mock.calls[0]![0])) as { error: { more: unknown[] } }).error.more).toHaveLength(12);
  });

  it('is silent when help or the version was asked for', () => {
    expect(failureOf(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toBeNull();
  });
});
