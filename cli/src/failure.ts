import { ArchiveError } from '@openilrs/core/archive';
import { isInputError } from '@openilrs/core/errors';
import { CommanderError } from 'commander';

/** 0 done, 1 failed, 2 the input cannot be used, 130 interrupted by the user. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isInputError(error)) return 2;
  return isAbort(error) ? 130 : 1;
}

/** One clear sentence for what the user can mend; the whole stack for what is our own fault. */
export function sayFailure(error: unknown): void {
  if (error instanceof ArchiveError)
    console.error(`ilrs: ${error.message}. See what is damaged with: ilrs hub verify --dir DIR [${error.code}]`);
  else if (isInputError(error)) console.error(`ilrs: ${error.message} [${error.code}]`);
  else if (isAbort(error)) console.error('ilrs: interrupted; nothing half-written is left');
  else console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
