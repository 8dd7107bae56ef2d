import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const gzipAsync = promisify(gzip);

/** Answers of at least this size are compressed: below, the headers weigh as much as what is saved. */
const WORTH_BYTES = 1400;

/** A client on this machine gets the bytes sooner than they could be compressed; so does a proxy on it, which then compresses itself. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Compresses JSON answers for clients elsewhere that take gzip (level 1: a year's timeline in a few milliseconds). */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const takes = !LOOPBACK.test(request.ip) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (!takes || typeof payload !== 'string' || payload.length < WORTH_BYTES || reply.hasHeader('content-encoding')) {
      return payload;
    }
    reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length');
    return gzipAsync(payload, { level: constants.Z_BEST_SPEED });
  });
}
