import { z } from 'zod';

/** Codes that the server adds to those of `InputError`. Stable: programs may test them. */
export const API_ERRORS = {
  BAD_REQUEST: 'a parameter or the body does not fit its schema; `where` names it, `legal` says what would',
  NOT_FOUND: 'no such address, file, product or session',
  RUN_NOT_READY: 'the run folder does not hold this result yet',
  EMBARGO: 'the product is under embargo for this reader',
  SIMULATION_BUSY:
    'the session is already simulating, or the server has as many sessions or new simulations as it takes',
  PLAN_CHANGED:
    'the session is not any more as it was when the plan was opened: somebody else applied a plan or a fault, or the clock was set back',
  PLAN_REFUSED: 'a plan that breaks a hard constraint; `where` names its first such activity, the message says why',
  SURVEY_BUSY: 'the server works out as many live maps as it takes at one time',
  UNAVAILABLE: 'a part of the server that this answer needs is not running',
  INTERNAL: 'a fault of the program; the log has the details',
} as const;

export type ApiErrorCode = keyof typeof API_ERRORS;

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      where: z.string().nullable(),
      legal: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  })
  .meta({ id: 'ErrorAnswer' });

export type ErrorAnswer = z.infer<typeof errorSchema>;
