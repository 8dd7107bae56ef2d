import type { ApiErrorCode } from '@openilrs/api/contract';

/** A refusal that the server itself decides: not ready, not found, under embargo. What the user typed wrong is an `InputError`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly where: string | null;
  readonly legal: string | null;
  readonly remedy: string | null;

  constructor(
    code: ApiErrorCode,
    message: string,
    facts: { where?: string; legal?: string; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.where = facts.where ?? null;
    this.legal = facts.legal ?? null;
    this.remedy = facts.remedy ?? null;
  }
}
