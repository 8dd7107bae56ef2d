import type { z } from 'zod';
import type { ApiErrorCode } from './errors.ts';

/** What a route answers when all is well. */
export type Answer =
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  | { readonly kind: 'bytes'; readonly contentTypes: readonly string[] }
  | { readonly kind: 'stream'; readonly messages: Readonly<Record<string, z.ZodType>> };

/** One address of the server. The server registers it from this record and OpenAPI is written from it. */
export interface Route {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly tag: 'system' | 'survey' | 'construct' | 'operate' | 'live' | 'share';
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Longest body, where the usual 64 kB do not hold it. */
  readonly mostBodyBytes?: number;
  readonly answer: Answer;
  readonly errors: readonly ApiErrorCode[];
}

/** An answer in JSON. */
export const json = <S extends z.ZodType>(schema: S) => ({ kind: 'json', schema }) as const;
/** An answer of files, pictures or rasters. */
export const bytes = (...contentTypes: string[]) => ({ kind: 'bytes', contentTypes }) satisfies Answer;
