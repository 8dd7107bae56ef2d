/** Facts that an input error carries beside its message, for programs and for the one line that a person reads. */
export interface InputErrorFacts {
  /** File and line (`mission.yaml:12:5`), field path or command-line option that is wrong. */
  readonly where?: string;
  /** What would have been accepted, with units. */
  readonly legal?: string;
  /** What the user can do about it. */
  readonly remedy?: string;
  readonly cause?: unknown;
  /** Further faults of the same file, found in the same pass. */
  readonly more?: readonly InputError[];
}

/**
 * What the user gave cannot be used: a file, a field, a date, an option.
 *
 * `code` is stable and upper-case with underscores (`KERNEL_COVERAGE`, `MISSION_UNKNOWN_KEY`); test by it, not by `instanceof`.
 * The command line prints `message` and exits with 2; the server answers 400 with the same fields.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  readonly where: string | undefined;
  readonly legal: string | undefined;
  readonly remedy: string | undefined;
  readonly more: readonly InputError[];

  constructor(code: string, what: string, facts: InputErrorFacts = {}) {
    super(sentence(what, facts), { cause: facts.cause });
    this.code = code;
    this.where = facts.where;
    this.legal = facts.legal;
    this.remedy = facts.remedy;
    this.more = facts.more ?? [];
  }
}

/** `where: what; legal: range. Remedy.` in one line. */
function sentence(what: string, facts: InputErrorFacts): string {
  const start = facts.where === undefined ? what : `${facts.where}: ${what}`;
  const legal = facts.legal === undefined ? '' : ` (legal: ${facts.legal})`;
  const remedy = facts.remedy === undefined ? '' : `. ${facts.remedy}`;
  return `${start}${legal}${remedy}`;
}

/**
 * The same refusal where the user can see it: what was wrong with a value is known deep inside, which option or line of a file gave it only outside.
 * `what` stands before the sentence of `cause`; code, legal range and remedy stay.
 */
export function locatedError(cause: InputError, where: string, what = ''): InputError {
  const error = new InputError(cause.code, `${what}${cause.message}`, { where, cause });
  return Object.assign(error, { legal: cause.legal, remedy: cause.remedy });
}

/**
 * The same refusal where the user gave the value, in place of where it was found: `faults.0.et: ...` becomes `--fault: ...`. `what` stands before the sentence; code, legal range and remedy stay.
 */
export function relocatedError(cause: InputError, where: string, what = ''): InputError {
  const before = `${cause.where}: `;
  const sentence = cause.message.startsWith(before) ? cause.message.slice(before.length) : cause.message;
  const error = new InputError(cause.code, `${what}${sentence}`, { where, cause });
  return Object.assign(error, { legal: cause.legal, remedy: cause.remedy });
}

/** True for an {@link InputError}, also for one that crossed a worker boundary. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === 'InputError' && 'code' in error;
}
