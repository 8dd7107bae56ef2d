import { z } from 'zod';

export const plannedSchema = z
  .object({ requestId: z.string().min(1), startEt: z.number() })
  .meta({ id: 'PlannedStart', description: 'When a request begins; it lasts as long as it asks for.' });

const MOST_ACTIVITIES = 12_000;
export const startsSchema = z.array(plannedSchema).max(MOST_ACTIVITIES);

/** Room for a plan of that many activities with identifiers of usual length. */
export const PLAN_BODY_BYTES = 2 * 1024 * 1024;

export const slackSchema = z
  .number()
  .min(0)
  .max(30 * 86_400)
  .default(6 * 3600)
  .describe('an activity may begin so much later than planned before it is given up');

export type PlannedStart = z.infer<typeof plannedSchema>;
