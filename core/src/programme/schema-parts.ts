import { z } from 'zod';

/** Identifiers that people write: lower-case words joined by hyphens. */
export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens (at most 63)');
export const source = z.string().min(1, 'needs its source, or the word "assumed"');
export const YEAR_S = 31_557_600;
