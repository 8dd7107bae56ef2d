import { statusOf, type ErrorAnswer } from '@openilrs/api/contract';
import { isInputError } from '@openilrs/core/errors';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

interface Failure {
  readonly status: number;
  readonly answer: ErrorAnswer;
}

/** The one place where errors become HTTP: an `InputError` is 400, an `ApiError` as the contract says, anything else 500 without details. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { code, message, where, legal, remedy } = error;
    return { status: statusOf(code), answer: { error: { code, message, where, legal, remedy } } };
  }
  if (isInputError(error)) {
    const { code, message, where = null, legal = null, remedy = null } = error;
    return { status: statusOf(code), answer: { error: { code, message, where, legal, remedy } } };
  }
  const refused = (error as { statusCode?: number } | null)?.statusCode ?? 500;
  if (refused < 500) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: refused, answer: plain(refused === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', message) };
  }
  const remedy = 'Look into the log of the server and report it';
  return { status: 500, answer: plain('INTERNAL', 'a fault of the program', remedy) };
}

function plain(code: string, message: string, remedy: string | null = null): ErrorAnswer {
  return { error: { code, message, where: null, legal: null, remedy } };
}

/** Makes every failure of `app` answer with the error record of the contract. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, answer } = failureOf(error);
    if (status >= 500 && !reply.raw.destroyed) request.log.error(error); // a client that went away is no fault
    return reply.code(status).send(answer);
  });
}
