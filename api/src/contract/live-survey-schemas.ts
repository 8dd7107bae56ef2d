import { z } from 'zod';
import { errorSchema } from './errors.ts';
import { gridSchema, provenanceSchema } from './survey-schemas.ts';

/** What a live map can show. The first are of the height asked for, the last of the ground. */
export const liveLayerIdSchema = z
  .enum([
    'sunDiscMean',
    'sunAnyFraction',
    'sunFullFraction',
    'earthFraction',
    'longestDark',
    'permanentShadow',
    'shadowDistance',
    'slope',
    'elevation',
  ])
  .meta({ id: 'LiveLayerId' });

const liveDefinitionSchema = z
  .object({
    id: liveLayerIdSchema,
    title: z.string(),
    definition: z.string(),
    unit: z.string(),
    scale: z.string(),
    raised: z.boolean().describe('whether it depends on the height above ground'),
    min: z.number().nullable().describe('ends of the colour scale; null: those of the map'),
    max: z.number().nullable(),
  })
  .meta({ id: 'LiveDefinition' });

const spanSchema = z.object({ fromUtc: z.string(), toUtc: z.string() });

/** How a property counts in the score: `worst` earns 0, `best` 1, straight between; beyond `limit` (null: none) a cell is left out. Fractions, radians, metres, seconds. */
const liveCriterionSchema = z
  .object({
    id: z.string(),
    weight: z.number(),
    worst: z.number(),
    best: z.number(),
    limit: z.number().nullable(),
  })
  .meta({ id: 'LiveCriterion' });

export const liveSurveyOptionsSchema = z
  .object({
    definitions: z.array(liveDefinitionSchema).describe('the maps that the engine makes'),
    heightM: z.object({ min: z.number(), max: z.number(), usual: z.number() }),
    period: z.object({ legal: spanSchema, presets: z.array(spanSchema), usual: spanSchema }),
    cellM: z.object({ finest: z.array(z.number()), usual: z.number() }),
    criteria: z.array(liveCriterionSchema).describe('of the score, as the mission file has them'),
    sizeM: z.number().describe('side of the region'),
  })
  .meta({ id: 'LiveSurveyOptions' });

/** `event: progress`: about every quarter of a second. */
const liveSurveyProgressSchema = z
  .object({
    cellM: z.number().describe('cells of the picture that is being made'),
    done: z.number(),
    total: z.number(),
    secondsLeft: z.number().nullable().describe('to the end of the finest picture; null before anything is measured'),
  })
  .meta({ id: 'LiveSurveyProgress' });

/** `event: map`: a picture is there; it replaces the coarser ones. */
export const liveMapSchema = z
  .object({
    id: z.string().describe('by which its layers and files are fetched; the same for the same question'),
    heightM: z.number(),
    period: spanSchema,
    cellM: z.number(),
    directions: z.int().describe('in which the skyline was looked at'),
    sampleS: z.number().describe('step of the path of the Sun'),
    isFinest: z.boolean(),
    grid: gridSchema,
    layers: z.array(z.object({ id: liveLayerIdSchema, min: z.number(), max: z.number() })),
    elapsedS: z.number().describe('since the question'),
    provenance: provenanceSchema,
  })
  .meta({ id: 'LiveMap' });

/** The messages of `GET /api/survey/live`, by the name of the server-sent event. The stream ends after `done` or `failed`. */
export const liveSurveyMessages = {
  progress: liveSurveyProgressSchema,
  map: liveMapSchema,
  done: z.object({ elapsedS: z.number() }).meta({ id: 'LiveSurveyDone' }),
  failed: errorSchema,
} as const;

export type LiveLayerId = z.infer<typeof liveLayerIdSchema>;
export type LiveDefinition = z.infer<typeof liveDefinitionSchema>;
export type LiveCriterion = z.infer<typeof liveCriterionSchema>;
export type LiveSurveyOptions = z.infer<typeof liveSurveyOptionsSchema>;
export type LiveSurveyProgress = z.infer<typeof liveSurveyProgressSchema>;
export type LiveMap = z.infer<typeof liveMapSchema>;
