import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSES = /^(text\/|application\/json|application\/manifest|image\/svg)/;

interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly encoded: Map<'br' | 'gzip', Buffer>;
}

/**
 * Serves the built page from memory: names are looked up in a table, so no address can reach another file. Text is compressed once, when first asked
 * for; files under `assets/` carry a digest in their name and may be kept for ever. Addresses without a file get `index.html`.
 */
export function servePage(app: FastifyInstance, folder: string): void {
  let page: Map<string, PageFile> | null = null;
  let builtMs = -1;
  const fresh = (): Map<string, PageFile> => {
    const ms = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (page === null || ms !== builtMs) [page, builtMs] = [load(folder), ms]; // a new build is picked up without a restart
    return page;
  };
  app.setNotFoundHandler((request, reply) => {
    const path = decodePath(request.url);
    if (path.startsWith('/api/') || (request.method !== 'GET' && request.method !== 'HEAD')) {
      throw new ApiError('NOT_FOUND', `there is no ${request.method} ${path}`, { remedy: 'See /api/openapi.json' });
    }
    const files = fresh();
    const name = path === '/' ? 'index.html' : path.slice(1);
    const file = files.get(name) ?? (extname(name) === '' ? files.get('index.html') : undefined);
    if (file === undefined) {
      const remedy = files.size === 0 ? 'Build the page: npm run build' : 'Open / instead';
      throw new ApiError('NOT_FOUND', files.size === 0 ? 'the page is not built' : `there is no ${path}`, { remedy });
    }
    return send(request, reply, file, name.startsWith('assets/'));
  });
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0]!);
  } catch {
    throw new ApiError('BAD_REQUEST', 'the address cannot be read', { where: 'address' });
  }
}

function load(folder: string): Map<string, PageFile> {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      return [relative('.', name).split(sep).join('/'), { type, etag, bytes, encoded: new Map() }];
    }),
  );
}

function send(request: FastifyRequest, reply: FastifyReply, file: PageFile, forEver: boolean): FastifyReply {
  reply.header('etag', file.etag).header('vary', 'accept-encoding').type(file.type);
  reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const encoding = COMPRESSES.test(file.type) ? accepted(String(request.headers['accept-encoding'] ?? '')) : null;
  if (encoding === null) return reply.send(file.bytes);
  return reply.header('content-encoding', encoding).send(encode(file, encoding));
}

function accepted(header: string): 'br' | 'gzip' | null {
  return /\bbr\b/.test(header) ? 'br' : /\bgzip\b/.test(header) ? 'gzip' : null;
}

/** Brotli 6: within 5 % of level 11 on a script of 500 kB at a fortieth of the time. */
function encode(file: PageFile, encoding: 'br' | 'gzip'): Buffer {
  const known = file.encoded.get(encoding);
  if (known !== undefined) return known;
  const bytes =
    encoding === 'br'
      ? brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
      : gzipSync(file.bytes);
  file.encoded.set(encoding, bytes);
  return bytes;
}
