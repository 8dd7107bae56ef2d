import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTimeline,
  StationEvent,
} from '@openilrs/core/mission';
import { z } from 'zod';
import { same } from './same.ts';
import { provenanceSchema } from './survey-schemas.ts';

export const stationModeSchema = z.enum(['nominal', 'reduced', 'safe', 'sleep']).meta({ id: 'StationMode' });

const breachSchema = z
  .object({ et: z.number(), utc: z.string(), what: z.string(), avoidable: z.boolean(), why: z.string() })
  .meta({ id: 'Breach' });

const startEt = z.number();
const starts = z.int();
const et = z.number();
const refusalCauseSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('noWindow'), starts: z.literal(0), longestS: z.number(), neededS: z.number() }),
    z.object({ kind: z.literal('outOfOrder'), starts: z.literal(0), untilEt: z.number() }),
    z.object({ kind: z.literal('order'), starts, startEt, needs: z.string(), others: z.int() }),
    z.object({ kind: z.literal('alternative'), starts, startEt, by: z.string() }),
    z.object({
      kind: z.literal('taken'),
      starts,
      startEt,
      by: z.string(),
      others: z.int(),
      what: z.string().exactOptional(),
    }),
    z.object({ kind: z.literal('sleep'), starts, startEt, et, sleepS: z.number() }),
    z.object({ kind: z.literal('power'), starts, startEt, et, freeW: z.number() }),
    z.object({ kind: z.literal('store'), starts, startEt, et, fraction: z.number() }),
    z.object({ kind: z.literal('battery'), starts, startEt, et, fraction: z.number(), keepFraction: z.number() }),
  ])
  .meta({ id: 'RefusalCause' });

const extraFaultSchema = z
  .object({
    et: z.number(),
    componentId: z.string(),
    kind: z.string(),
    durationS: z.number().nullable(),
    effect: z.number().exactOptional(),
  })
  .meta({ id: 'ExtraFault', description: 'A fault that was added to those that the seed draws.' });

export const operateSummarySchema = z
  .object({
    missionId: z.string(),
    fromUtc: z.string(),
    toUtc: z.string(),
    fromEt: z.number(),
    toEt: z.number(),
    seed: z.number(),
    requestsTotal: z.int(),
    requestsMet: z.int(),
    scienceValue: z.number(),
    upperBound: z.number(),
    dataProducedBit: z.number(),
    dataReturnedBit: z.number(),
    dataKeptBit: z.number().optional(),
    dataLostBit: z.number().optional(),
    hoursByMode: z.record(stationModeSchema, z.number()),
    worstBatteryFraction: z.number(),
    batteryFloorFraction: z.number(),
    breaches: z.array(breachSchema),
    contractChecks: z.int().optional(),
    faultsInjected: z.int(),
    replans: z.int(),
    energyBalanceRelative: z.number(),
    dataBalanceRelative: z.number(),
    eventLogDigest: z.string(),
    notPlaced: z.array(
      z.object({
        requestId: z.string(),
        reason: z.string(),
        causes: z.array(refusalCauseSchema).exactOptional(),
        before: z.array(z.object({ fromUtc: z.string(), untilUtc: z.string(), reason: z.string() })).exactOptional(),
      }),
    ),
    notMetByCause: z.array(z.object({ cause: z.string(), requests: z.int() })).optional(),
    site: z.object({ latDeg: z.number(), lonDeg: z.number() }).optional(),
    extraFaults: z.array(extraFaultSchema).optional(),
    provenance: provenanceSchema,
  })
  .meta({ id: 'OperateSummary' });

const barSchema = z
  .object({
    fromEt: z.number(),
    toEt: z.number(),
    label: z.string(),
    status: z.enum(['planned', 'done', 'aborted', 'on', 'fault']),
    requestId: z.string().exactOptional(),
  })
  .meta({ id: 'TimelineBar' });

export const timelineSchema = z
  .object({
    lanes: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        kind: z.enum(['mode', 'light', 'link', 'activity', 'fault']),
        bars: z.array(barSchema),
      }),
    ),
  })
  .meta({ id: 'OperateTimeline' });

const seriesSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    unit: z.string(),
    et: z.array(z.number()),
    values: z.array(z.number()),
  })
  .meta({ id: 'Series', description: 'Values hold linearly between the instants given.' });

const profilesRecord = z.object({ series: z.array(seriesSchema) });

export const profilesSchema = profilesRecord
  .extend({
    fromEt: z.number(),
    toEt: z.number(),
    samples: z.int().describe('samples in the span before thinning, over all series'),
  })
  .meta({
    id: 'ProfilesAnswer',
    description: 'Thinned so that the smallest and the largest value of every bin stay: no spike is lost.',
  });

export const stationEventSchema = z
  .object({
    seq: z.int(),
    et: z.number(),
    utc: z.string(),
    severity: z.enum(['info', 'warning', 'alarm']),
    source: z.string(),
    type: z.string(),
    text: z.string(),
    values: z.record(z.string(), z.union([z.number(), z.string()])).exactOptional(),
    prev: z.string().exactOptional().describe('SHA-256 of the line before it in the log'),
  })
  .meta({ id: 'StationEvent' });

export const eventsSchema = z
  .object({
    total: z.int().describe('events that match, before the limit'),
    events: z.array(stationEventSchema),
  })
  .meta({ id: 'EventsAnswer' });

const activitySchema = z
  .object({
    id: z.string(),
    requestId: z.string(),
    experimentId: z.string(),
    instrumentId: z.string(),
    ownerId: z.string(),
    fromEt: z.number(),
    toEt: z.number(),
    dataBit: z.number(),
    quality: z.enum(['complete', 'partial']),
  })
  .meta({ id: 'ExecutedActivity' });

export const activitiesSchema = z.object({ activities: z.array(activitySchema) }).meta({ id: 'ActivitiesAnswer' });

export type ProfilesAnswer = z.infer<typeof profilesSchema>;
export type EventsAnswer = z.infer<typeof eventsSchema>;
export type ActivitiesAnswer = z.infer<typeof activitiesSchema>;

same<OperateSummary, z.infer<typeof operateSummarySchema>>(true);
same<OperateTimeline, z.infer<typeof timelineSchema>>(true);
same<OperateProfiles, z.infer<typeof profilesRecord>>(true);
same<StationEvent, z.infer<typeof stationEventSchema>>(true);
same<ExecutedActivity, z.infer<typeof activitySchema>>(true);
