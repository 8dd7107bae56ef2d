import { z } from 'zod';
import { quantity } from '../math/index.ts';
import { id, source, YEAR_S } from './schema-parts.ts';

const utc = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, {
  error: (issue) => `"${String(issue.input)}" is not a UTC date (legal: 2035-01-01 or 2035-01-01T00:00:00Z)`,
});

/** A stretch of UTC; both ends may be given to the second. */
const span = z.strictObject({ from: utc, to: utc });

/** When something must not be used, and why. */
export const keepOutSchema = z.strictObject({ from: utc, to: utc, reason: z.string().min(1) });

/** A place or robot that one experiment at a time can hold. */
export const placeSchema = z.strictObject({
  id,
  title: z.string().min(1),
  keepOut: z.array(keepOutSchema).optional(),
  source,
});

/** What a proposal may ask for beside instrument, power, data and condition. All of it may be left out. */
export const requestKindFields = {
  /** Not before, and finished by: a deadline. Default: the whole mission. */
  window: span.optional(),
  /** What has to be done before each execution: one of `proposal`, ended between `minLag` and `maxLag` before it starts. */
  after: z
    .array(
      z.strictObject({
        proposal: z.union([id, z.array(id).min(1)]).transform((one) => (typeof one === 'string' ? [one] : one)),
        minLag: quantity('time', 0, 20 * YEAR_S).optional(),
        maxLag: quantity('time', 0, 20 * YEAR_S).optional(),
      }),
    )
    .optional(),
  /** Proposals that name the same are alternatives: of their first executions one is made, of their second ones one, and so on. */
  oneOf: id.optional(),
  /** Places and robots that it holds alone. */
  holds: z.array(id).optional(),
  keepOut: z.array(keepOutSchema).optional(),
  /** How the value falls: an execution that ends `late` after its earliest end keeps this share of it. */
  valueCurve: z
    .array(z.strictObject({ late: quantity('time', 0, 20 * YEAR_S), share: quantity('fraction', 0, 1) }))
    .min(1)
    .optional(),
  /** The instrument is calibrated before use; a calibration holds until `validity` after its end, by when the execution has to end. */
  calibration: z
    .strictObject({
      duration: quantity('time', 1, YEAR_S),
      power: quantity('power', 0, 1e7),
      data: quantity('data', 0, 1e15),
      validity: quantity('time', 1, 20 * YEAR_S),
    })
    .optional(),
};

/** The least part that a partner is to have of what is planned: of the time of instruments, or of the value. */
export const minimumSharesSchema = z.strictObject({
  of: z.enum(['time', 'value']),
  shares: z.record(id, quantity('fraction', 0, 1)),
});
