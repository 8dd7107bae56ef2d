import type { PlanInput } from '@openilrs/core/autonomy';
import { z } from 'zod';
import { liveFaultSchema, liveProgressSchema } from './live-schemas.ts';
import { errorSchema } from './errors.ts';
import { activitiesSchema, operateSummarySchema, profilesSchema } from './operate-schemas.ts';
import { plannedSchema, slackSchema, startsSchema } from './plan-start-schemas.ts';

const curve = z.object({ et: z.array(z.number()), values: z.array(z.number()) });
const windows = z.array(z.tuple([z.number(), z.number()]));
const byId = z.record(z.string(), z.number());

const requestSchema = z
  .object({
    id: z.string().min(1),
    experimentId: z.string(),
    instrumentId: z.string(),
    ownerId: z.string(),
    earliestEt: z.number(),
    latestEt: z.number().describe('finished by'),
    durationS: z.number().positive(),
    powerW: z.number(),
    dataBit: z.number(),
    condition: z.enum(['any', 'sunlit', 'dark', 'linkAvailable']),
    priority: z.number(),
    value: z.number(),
    holds: z.array(z.string()).exactOptional(),
    keepOut: windows.exactOptional(),
    after: z.array(z.object({ anyOf: z.array(z.string()), minLagS: z.number(), maxLagS: z.number() })).exactOptional(),
    oneOf: z.string().exactOptional(),
    valueCurve: z.array(z.object({ lateS: z.number(), share: z.number() })).exactOptional(),
    support: z.literal(true).exactOptional(),
  })
  .meta({ id: 'PlanRequest', description: 'One execution of an experiment that somebody asks for.' });

const modelSchema = z
  .looseObject({
    startEt: z.number(),
    endEt: z.number(),
    battery: z.looseObject({
      capacityJ: z.number(),
      floorFraction: z.number(),
      chargeEfficiency: z.number(),
      dischargeEfficiency: z.number(),
      maxChargeW: z.number(),
      maxDischargeW: z.number(),
    }),
    storeCapacityBit: z.number(),
    arrays: z.array(z.looseObject({ id: z.string(), power: curve, peakW: z.number() })),
    steady: curve,
    levels: z.array(
      z.looseObject({ name: z.enum(['nominal', 'reduced', 'sleep']), powerW: z.number(), off: z.array(z.string()) }),
    ),
    heatersAwake: curve,
    heatersAsleep: curve,
    warmUp: z.looseObject({ fullJ: z.number(), heaterW: z.number(), coolW: z.number() }),
    links: z.array(z.looseObject({ id: z.string(), rateBitS: z.number(), powerW: z.number(), windows })),
    instruments: z.array(z.looseObject({ id: z.string(), count: z.number() })),
    nodes: z.array(
      z.looseObject({
        id: z.string(),
        heatCapacityJK: z.number(),
        operateK: z.number(),
        surviveK: z.number(),
        heaterUnits: z.number(),
      }),
    ),
    sunlit: windows,
    reserveFraction: z.number(),
  })
  .meta({ id: 'PlanModel', description: 'The station as the planner knows it: its design, and the almanac of light and contacts.' }); // prettier-ignore

const planInputSchema = z
  .object({
    model: modelSchema,
    beliefs: z.object({
      arrayFactor: byId,
      capacityJ: z.number(),
      linkDownUntil: byId,
      instrumentDownUntil: byId,
      sunLaterS: z.number().exactOptional().describe('by how much later than in the almanac the Sun rises'),
    }),
    nowEt: z.number(),
    horizonS: z.number(),
    batteryJ: z.number(),
    storeBit: z.number(),
    coldJ: z.number(),
    requests: z.array(requestSchema),
    running: z.array(z.object({ request: requestSchema, startEt: z.number(), endEt: z.number() })),
    done: z
      .array(z.object({ requestId: z.string(), endEt: z.number(), oneOf: z.string().exactOptional() }))
      .exactOptional(),
  })
  .meta({ id: 'PlanInput' });

/** `GET /api/plan`: all that a client needs to open the plan and to judge changes by itself with `openPlan` of `@openilrs/core/autonomy`. */
export const planToEditSchema = z
  .object({
    source: z
      .enum(['planFile', 'madeNow', 'station'])
      .describe(
        'what `ilrs plan` has left in the run folder; a plan that the server made now, without search; what the station of a live session intends from its clock on',
      ),
    live: z
      .object({ id: z.string(), revision: z.int(), et: z.number() })
      .nullable()
      .describe('the live session, its revision and its clock, when the plan begins there'),
    input: planInputSchema,
    instruments: z.array(z.object({ id: z.string(), title: z.string() })).describe('rows, in the order of the mission file'), // prettier-ignore
    activities: z.array(plannedSchema),
    leftOut: z
      .array(
        z.object({
          requestId: z.string(),
          reason: z.string(),
          changes: z
            .array(z.string())
            .exactOptional()
            .describe('any one of which would give it a place, the smallest first; none when no one change is enough'),
        }),
      )
      .exactOptional()
      .describe('of the plan in the run folder: what `ilrs plan` left out of it, and why'),
  })
  .meta({ id: 'PlanToEdit' });

/** `POST /api/plan/validate`: one change of a plan. */
export const planCheckSchema = z
  .object({
    activities: startsSchema.describe('the plan before the change'),
    edit: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('move'), requestId: z.string().min(1), startEt: z.number() }),
      z.object({ kind: z.literal('add'), requestId: z.string().min(1), startEt: z.number() }),
      z.object({ kind: z.literal('remove'), requestId: z.string().min(1) }),
    ]),
  })
  .meta({ id: 'PlanCheck' });

export const planVerdictSchema = z
  .object({
    ok: z.boolean(),
    reason: z.string().nullable().describe('why not, in words'),
    nearestStartEt: z.number().nullable().describe('the start nearest to the one asked for that can be kept'),
  })
  .meta({ id: 'PlanVerdict' });

/** `POST /api/plan/what-if`: a plan lived through by the twin. */
export const whatIfSchema = z
  .object({
    activities: startsSchema.nullable().describe('null: the plan as the live session has it'),
    seed: z.int().nonnegative().exactOptional().describe('default: that of the mission'),
    faults: z.array(liveFaultSchema).max(100).default([]).describe('in addition to those that the seed draws'),
    slackS: slackSchema,
    live: z
      .object({ id: z.string().min(1), et: z.number() })
      .exactOptional()
      .describe(
        'begin from this live session as it stands at `et`, with its seed, its faults and the plans applied to it until then',
      ),
  })
  .meta({ id: 'WhatIf' });

/** How the station got through its time with that plan. */
export const whatIfAnswerSchema = z
  .object({
    summary: operateSummarySchema,
    activities: activitiesSchema.shape.activities,
    profiles: profilesSchema.describe('battery and store, thinned for a plot'),
  })
  .meta({ id: 'WhatIfAnswer' });

/** The messages of `POST /api/plan/what-if/stream`: progress, then one `outcome` or `failed`. */
export const whatIfMessages = {
  progress: liveProgressSchema,
  outcome: whatIfAnswerSchema,
  failed: errorSchema,
} as const;

export type PlanToEdit = z.infer<typeof planToEditSchema>;
export type PlanCheck = z.infer<typeof planCheckSchema>;
export type PlanVerdict = z.infer<typeof planVerdictSchema>;
export type WhatIf = z.infer<typeof whatIfSchema>;
export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>;

/** Holds, at compile time, that what the server sends is what the planner takes. */
export type PlanInputSent = PlanToEdit['input'] extends Pick<PlanInput, keyof PlanToEdit['input']> ? true : never;
const sent: PlanInputSent = true;
void sent;
