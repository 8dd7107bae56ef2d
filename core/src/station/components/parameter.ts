import { z } from 'zod';
import { quantity, type Dimension } from '../../math/index.ts';

/** What the reference of components says about a number of a station file. */
export interface ParameterFacts {
  readonly dimension: Dimension;
  readonly minSi: number;
  readonly maxSi: number;
  readonly text: string;
}

/** A quantity with a line of documentation, from which the table in the guide is made. */
export function parameter(dimension: Dimension, minSi: number, maxSi: number, text: string) {
  return quantity(dimension, minSi, maxSi).meta({ facts: { dimension, minSi, maxSi, text } satisfies ParameterFacts });
}

export const YEAR_S = 31_557_600;
export const DAY_S = 86_400;

export const componentId = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/, 'use letters, digits and hyphens (at most 63)');

export const share = (min: number, max: number, text: string) => parameter('fraction', min, max, text);
export const watts = (text: string, max = 1e9) => parameter('power', 0, max, text);
export const kelvin = (text: string) => parameter('temperature', 20, 500, text);
