import type { ErrorAnswer } from '@openilrs/api/contract';
import type { ArchiveError } from '@openilrs/core/archive';
import { isInputError } from '@openilrs/core/errors';
import { CommanderError } from 'commander';

/** 0 done, 1 failed, 2 the input cannot be used, 130 interrupted by the user. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isInputError(error)) return 2;
  return isAbort(error) ? 130 : 1;
}

/** The error record of the contract; with further faults of the same file, when more than one was found. */
export type Failure = ErrorAnswer['error'] & { readonly more?: readonly Failure[] };

/** Further faults that a person is shown; `--json` has all. */
const MOST_SHOWN = 9;

/** The error record of the contract, so that a program reads the command line and the server alike; null when help or version was asked for. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof CommanderError) return error.exitCode === 0 ? null : usageFailure(error);
  if (isInputError(error)) {
    const { code, message, where = null, legal = null, remedy = null, more = [] } = error;
    const record = { code, message, where, legal, remedy };
    return more.length === 0 ? record : { ...record, more: more.map((one) => failureOf(one)!) };
  }
  if (isArchiveError(error)) {
    const remedy = 'See what is damaged with: ilrs hub verify --dir DIR';
    return {
      code: error.code,
      message: `${error.message}. ${remedy}`,
      where: error.subject ?? null,
      legal: null,
      remedy,
    };
  }
  if (isAbort(error)) return plain('INTERRUPTED', 'interrupted; nothing half-written is left');
  if (isSystemError(error)) return { ...plain(error.code, error.message), where: error.path ?? null };
  return plain(
    'INTERNAL',
    error instanceof Error ? error.message : String(error),
    'This is a fault of the program: report it',
  );
}

/** One clear sentence for what the user can mend, the whole stack for what is our own fault; with `json` the record alone, on one line. */
export function sayFailure(error: unknown, json: boolean): void {
  const failure = failureOf(error);
  if (failure === null) return;
  if (json) console.error(JSON.stringify({ error: failure }));
  else if (failure.code === 'INTERNAL')
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  else {
    console.error(`ilrs: ${failure.message}${failure.code === 'INTERRUPTED' ? '' : ` [${failure.code}]`}`);
    const { more = [] } = failure;
    for (const { message, code } of more.slice(0, MOST_SHOWN)) console.error(`  ${message} [${code}]`);
    if (more.length > MOST_SHOWN) console.error(`  and ${more.length - MOST_SHOWN} more: --json lists all`);
  }
}

/** What the user should know although all goes on, on standard error. */
export function sayNotice(text: string, json = false): void {
  console.error(json ? JSON.stringify({ notice: text }) : `ilrs: ${text}`);
}

/** What commander says on several lines (`error: unknown option '--ron'\n(Did you mean --run?)`) as one sentence. */
function usageFailure({ code, message }: CommanderError): ErrorAnswer['error'] {
  const what = code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '');
  const sentence = what.replace(/\n\(Did you mean (.*)\?\)$/, ', did you mean $1?').replace(/\.$/, '');
  const remedy = '`ilrs help COMMAND` lists what it takes';
  return { ...plain('USAGE', `${sentence}${sentence.endsWith('?') ? '' : '.'} ${remedy}`), remedy };
}

function plain(code: string, message: string, remedy: string | null = null): ErrorAnswer['error'] {
  return { code, message, where: null, legal: null, remedy };
}

/** By name: the class would load the whole archive, with its signatures, before every command. */
function isArchiveError(error: unknown): error is ArchiveError {
  return error instanceof Error && error.name === 'ArchiveError';
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** What the operating system refused (no space left, no right to write): the user can mend it, a stack would not help. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
