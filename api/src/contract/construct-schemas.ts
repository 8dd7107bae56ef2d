import type { ConstructResult } from '@openilrs/core/mission';
import { z } from 'zod';
import { same } from './same.ts';
import { provenanceSchema } from './survey-schemas.ts';

const missionStatusSchema = z
  .enum(['done', 'failed', 'operating', 'planned', 'postponed', 'uncertain', 'goal'])
  .meta({ id: 'MissionStatus' });

const phaseSchema = z
  .object({ id: z.string(), title: z.string(), fromYear: z.int(), toYear: z.int().nullable() })
  .meta({ id: 'RoutePhase' });

const routeMissionSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    agency: z.string(),
    phase: z.string(),
    status: missionStatusSchema,
    statusAsOf: z.string().describe('date of the evidence, as precise as the source is'),
    statusText: z.string(),
    plannedFrom: z.string().nullable(),
    plannedTo: z.string().nullable(),
    role: z.string(),
    delivers: z.array(z.string()),
    source: z.string(),
    confidence: z.enum(['high', 'medium', 'low']),
    note: z.string(),
  })
  .meta({ id: 'RouteMission' });

const deliveredSchema = z
  .object({
    element: z.string(),
    title: z.string(),
    parts: z.array(z.string()).describe('parts of the station that come with it'),
    missionId: z.string().describe('empty when no mission of the route map delivers it'),
    dateUtc: z.string().nullable(),
    dateSource: z.string(),
    status: missionStatusSchema,
  })
  .meta({ id: 'DeliveredElement' });

const deliveredBySchema = z.object({
  dateUtc: z.string(),
  elements: z.array(deliveredSchema),
  missing: z.array(deliveredSchema),
});

export const constructSchema = z
  .object({
    missionId: z.string(),
    asOf: z.string(),
    phases: z.array(phaseSchema),
    missions: z.array(routeMissionSchema),
    deliveredBy: deliveredBySchema,
    provenance: provenanceSchema,
  })
  .meta({ id: 'ConstructResult' });

/** The station of a date. */
export const stationSchema = deliveredBySchema.meta({ id: 'StationOfDate' });

export type StationOfDate = z.infer<typeof stationSchema>;

same<ConstructResult, z.infer<typeof constructSchema>>(true);
