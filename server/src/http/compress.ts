import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const gzipAsync = promisify(gzip);

/** Answers of at least this size are compressed: below, the headers weigh as much as what is saved. */
const WORTH_BYTES = 1400;

/** Compresses JSON answers for clients that take gzip (level 1: a year's timeline in a few milliseconds). */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const takes = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (!takes || typeof payload !== 'string' || payload.length < WORTH_BYTES || reply.hasHeader('content-encoding')) {
      return payload;
    }
    reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length');
    return gzipAsync(payload, { level: constants.Z_BEST_SPEED });
  });
}
