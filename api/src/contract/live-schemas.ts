import { z } from 'zod';
import { slackSchema, startsSchema } from './plan-start-schemas.ts';
import { liveTelemetrySchema } from './telemetry-schemas.ts';
import { operateSummarySchema, stationEventSchema, stationModeSchema } from './operate-schemas.ts';

/** `event: state` of the stream: the station at the session's clock. Null where the run holds no such curve. */
export const liveStateSchema = z
  .object({
    etNow: z.number(),
    playing: z.boolean(),
    speed: z.number().describe('station seconds per second'),
    mode: stationModeSchema,
    batteryFraction: z.number().nullable(),
    storeBit: z.number().nullable(),
    powerInW: z.number().nullable(),
    powerOutW: z.number().nullable(),
    sunShare: z.number().nullable().describe('visible share of the solar disc at the arrays, 0..1'),
    links: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        up: z.boolean().describe('in contact'),
        sending: z.boolean(),
      }),
    ),
    activities: z.array(z.object({ lane: z.string(), label: z.string(), untilEt: z.number() })),
  })
  .meta({ id: 'LiveState' });

/** A fault to inject, as the station draws its own. */
export const liveFaultSchema = z
  .object({
    et: z.number().describe('when it strikes'),
    componentId: z.string().min(1),
    kind: z.string().min(1).describe('one of those that `GET /api/live/{id}/faults` lists for the component'),
    durationS: z.number().positive().nullable().describe('null: for good'),
    effect: z.number().min(0).max(1).describe('share of output or capacity lost; without meaning for some kinds'),
  })
  .meta({ id: 'LiveFault' });

export const appliedPlanSchema = z
  .object({ et: z.number(), activities: z.int(), sha256: z.string().describe('as the event log names it') })
  .meta({ id: 'AppliedPlan' });

/** `event: run`: the year was simulated again. Reload the results of Operate with `?live=<id>`. */
export const liveRunSchema = z
  .object({
    revision: z.int().describe('0 is the run on disk; grows by one with every new simulation'),
    faults: z.array(liveFaultSchema),
    plans: z.array(appliedPlanSchema).describe('applied by hand, by time'),
    summary: operateSummarySchema,
  })
  .meta({ id: 'LiveRun' });

export const liveProgressSchema = z
  .object({ done: z.number(), total: z.number(), what: z.string() })
  .meta({ id: 'LiveProgress' });

export const liveStartSchema = z
  .object({ seed: z.int().nonnegative().exactOptional() })
  .meta({ id: 'LiveStart', description: 'With a seed other than that of the run, the year is simulated again first.' });

export const liveStartedSchema = z.object({ id: z.string() }).meta({ id: 'LiveStarted' });

export const liveCommandSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('play') }),
    z.object({ type: z.literal('pause') }),
    z.object({ type: z.literal('speed'), speed: z.number().min(1).max(31_557_600) }),
    z.object({ type: z.literal('jump'), et: z.number() }),
    z.object({ type: z.literal('injectFault'), fault: liveFaultSchema }),
    z.object({ type: z.literal('clearFaults') }),
    z
      .object({
        type: z.literal('applyPlan'),
        activities: startsSchema,
        slackS: slackSchema,
        openedEt: z.number().describe('instant from which the plan was opened; the clock may be there or later'),
        revision: z.int().describe('of the session when the plan was opened'),
      })
      .describe('hands the plan to the executive at the clock, which is paused'),
    z
      .object({ type: z.literal('withdrawPlan'), revision: z.int() })
      .describe('takes the plan that was applied last back'),
  ])
  .meta({ id: 'LiveCommand' });

/** Answer of a command; `run` is set when the command simulated the year again. */
export const liveAnswerSchema = z
  .object({ state: liveStateSchema, run: liveRunSchema.nullable() })
  .meta({ id: 'LiveAnswer' });

export const liveFaultKindsSchema = z
  .object({
    faults: z.array(
      z.object({
        componentId: z.string(),
        kind: z.string(),
        title: z.string(),
        usesEffect: z.boolean().describe('whether `effect` means something for this kind'),
        durationS: z.number().nullable().describe('a usual duration; null: for good'),
        effect: z.number(),
      }),
    ),
  })
  .meta({ id: 'LiveFaultKinds', description: 'What can be made to fail at this station, and how.' });

/** The messages of `GET /api/live/{id}/stream`, by the name of the server-sent event. */
export const liveMessages = {
  state: liveStateSchema,
  event: stationEventSchema,
  run: liveRunSchema,
  progress: liveProgressSchema,
  telemetry: liveTelemetrySchema,
} as const;

export type LiveState = z.infer<typeof liveStateSchema>;
export type LiveFault = z.infer<typeof liveFaultSchema>;
export type LiveRun = z.infer<typeof liveRunSchema>;
export type LiveProgress = z.infer<typeof liveProgressSchema>;
export type LiveStart = z.infer<typeof liveStartSchema>;
export type LiveCommand = z.infer<typeof liveCommandSchema>;
export type LiveAnswer = z.infer<typeof liveAnswerSchema>;
export type AppliedPlan = z.infer<typeof appliedPlanSchema>;
export type LiveFaultKinds = z.infer<typeof liveFaultKindsSchema>;
