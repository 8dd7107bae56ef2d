import type { ErrorAnswer } from '@openilrs/api/contract';

/** A failure that the page can explain: the server's own words, or that it could not be reached. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly legal: string | null;
  readonly remedy: string | null;
}

export class RequestError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** What to show for anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  // A part of the page that could not be fetched: the words differ from browser to browser.
  if (error instanceof TypeError && /dynamically imported module|importing a module script/i.test(error.message))
    return { code: 'OFFLINE', message: error.message, legal: null, remedy: null };
  return { code: 'PAGE', message: error instanceof Error ? error.message : String(error), legal: null, remedy: null };
}

/**
 * Fetches, and turns every failure into a {@link RequestError}.
 *
 * @throws RequestError with the server's code, or `OFFLINE` when it does not answer; AbortError when `signal` fires
 */
export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, init);
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new RequestError({ code: 'OFFLINE', message: url, legal: null, remedy: null }, { cause });
  }
  if (answer.ok) return answer;
  throw new RequestError(await failureIn(answer));
}

async function failureIn(answer: Response): Promise<Failure> {
  try {
    const { code, message, legal, remedy } = ((await answer.json()) as ErrorAnswer).error;
    return { code, message, legal, remedy };
  } catch {
    return {
      code: `HTTP_${answer.status}`,
      message: `${answer.status} ${answer.statusText}`,
      legal: null,
      remedy: null,
    };
  }
}
