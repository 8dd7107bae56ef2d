import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { compressAnswers } from './compress.ts';
import { answerErrors, failureOf } from './error-answers.ts';
import { servePage } from './page.ts';
import { registerRoutes, type Handlers } from './register-routes.ts';
import { HEADERS, secure } from './security.ts';

export interface AppOptions {
  readonly handlers: Handlers;
  /** Folder of the built page. */
  readonly page: string;
  readonly logLevel?: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

/** The HTTP side of the server: contract, page, errors, headers. Does not listen yet. */
export function buildApp({ handlers, page, logLevel = 'warn' }: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: logLevel === 'silent' ? false : { level: logLevel },
    bodyLimit: 64 * 1024,
    forceCloseConnections: true, // streams are open for hours: a stop must not wait for them
    frameworkErrors: (error, _request, reply) => {
      // an address that cannot be decoded fails before any hook runs
      const { status, answer } = failureOf(error);
      (reply as FastifyReply).headers(HEADERS).code(status).send(answer);
    },
    routerOptions: { maxParamLength: 500 }, // a PDS4 identifier is up to 255 characters, more when escaped
  });
  app.removeContentTypeParser('text/plain'); // commands are JSON: a form of another site cannot send that
  answerErrors(app);
  secure(app);
  compressAnswers(app);
  registerRoutes(app, handlers);
  servePage(app, page);
  return app;
}
