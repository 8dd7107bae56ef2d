import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

/** Everything comes from this server; styles may be inline, as plots and maps set them; pictures may be made in the page. */
const CSP = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer. */
export const HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Sets the headers that keep other sites out, and refuses commands that a page of another site sends. */
export function secure(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const { origin, host } = request.headers;
    if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return;
    if (URL.canParse(origin) && new URL(origin).host === host) return;
    throw new ApiError('BAD_REQUEST', `commands from ${origin} are refused`, { where: 'origin', legal: `this server` });
  });
}
