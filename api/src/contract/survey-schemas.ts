import type { HorizonResult, LightResult, Provenance, SurveyResult } from '@openilrs/core/mission';
import { z } from 'zod';
import { same } from './same.ts';

const fraction = z.number().min(0).max(1);

export const provenanceSchema = z
  .object({
    software: z.string(),
    command: z.string(),
    seed: z.number().nullable(),
    inputs: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Provenance', description: 'Enough to make a product again and to check that it is the same.' });

const terrainSchema = z
  .object({ file: z.string(), sha256: z.string(), resolutionM: z.number(), notice: z.string() })
  .meta({ id: 'TerrainSource' });

export const gridSchema = z
  .object({
    columns: z.int(),
    rows: z.int(),
    stepM: z.number(),
    xMinM: z.number(),
    yMaxM: z.number(),
    proj: z.string(),
  })
  .meta({ id: 'MapGrid', description: 'South polar stereographic, row 0 at the top (largest y).' });

export const layerIdSchema = z
  .enum(['elevation', 'slope', 'sunDiscMean', 'earthFraction', 'permanentShadow', 'score'])
  .meta({ id: 'LayerId' });

const layerSchema = z
  .object({
    id: layerIdSchema,
    title: z.string(),
    definition: z.string(),
    unit: z.string(),
    heightM: z.number().nullable(),
    min: z.number(),
    max: z.number(),
    scale: z.string(),
    overlayPng: z.string(),
    figurePng: z.string(),
    geotiff: z.string(),
  })
  .meta({ id: 'MapLayer' });

const candidateSchema = z
  .object({
    rank: z.int(),
    name: z.string(),
    latDeg: z.number(),
    lonDeg: z.number(),
    xM: z.number(),
    yM: z.number(),
    terrainHeightM: z.number(),
    score: z.number(),
    terms: z.record(z.string(), z.number()),
    sunDiscMean: z.number(),
    longestDarkH: z.number(),
    slopeDeg: z.number(),
    earthFraction: z.number(),
    shadowDistanceM: z.number().nullable(),
  })
  .meta({ id: 'SiteCandidate' });

export const horizonSchema = z
  .object({
    latDeg: z.number(),
    lonDeg: z.number(),
    heightM: z.number(),
    terrainHeightM: z.number(),
    azimuthDeg: z.array(z.number()),
    elevationDeg: z.array(z.number()),
    distanceKm: z.array(z.number()),
  })
  .meta({ id: 'HorizonResult', description: 'Terrain skyline; azimuth from north, clockwise.' });

const lightWindowSchema = z
  .object({
    kind: z.enum(['sunAny', 'sunFull', 'earthCentre']),
    fromUtc: z.string(),
    toUtc: z.string(),
    fromEt: z.number(),
    toEt: z.number(),
  })
  .meta({ id: 'LightWindow' });

const eclipseSchema = z
  .object({
    fromUtc: z.string(),
    toUtc: z.string(),
    greatestUtc: z.string(),
    greatestCover: fraction.describe('greatest share of the solar disc that the Earth covers'),
    totalFromUtc: z.string().nullable(),
    totalToUtc: z.string().nullable(),
  })
  .meta({ id: 'EclipseOfSun', description: 'Eclipse of the Sun by the Earth, seen from a place on the Moon.' });

export const lightSchema = z
  .object({
    latDeg: z.number(),
    lonDeg: z.number(),
    heightM: z.number(),
    fromUtc: z.string(),
    toUtc: z.string(),
    sunDiscMean: fraction.describe('mean visible share of the solar disc'),
    sunAnyFraction: fraction.describe('share of time with any part of the disc in view'),
    sunFullFraction: fraction.describe('share of time with the whole disc in view'),
    earthFraction: fraction.describe("share of time with the Earth's centre in view"),
    longestDarkH: z.number(),
    longestLitH: z.number(),
    windows: z.array(lightWindowSchema),
    eclipses: z.array(eclipseSchema).optional(),
  })
  .meta({ id: 'LightResult' });

export const surveySchema = z
  .object({
    missionId: z.string(),
    frame: z.string(),
    terrain: z.array(terrainSchema),
    period: z.object({ fromUtc: z.string(), toUtc: z.string() }),
    grid: gridSchema,
    layers: z.array(layerSchema),
    weights: z.record(z.string(), z.number()),
    candidates: z.array(candidateSchema),
    site: candidateSchema,
    chosenBecause: z.string(),
    horizon: horizonSchema,
    light: lightSchema,
    provenance: provenanceSchema,
  })
  .meta({ id: 'SurveyResult' });

export const surveyPointSchema = z
  .object({
    xM: z.number(),
    yM: z.number(),
    latDeg: z.number(),
    lonDeg: z.number(),
    column: z.int(),
    row: z.int(),
    values: z
      .partialRecord(layerIdSchema, z.number().nullable())
      .describe('value of every layer that the run holds, in the unit of the layer; null where it has no data'),
  })
  .meta({ id: 'SurveyPoint', description: 'What the survey found in the map cell that holds a point.' });

export const skySchema = z
  .object({
    latDeg: z.number(),
    lonDeg: z.number(),
    heightM: z.number(),
    stepS: z.number(),
    et: z.array(z.number()),
    sunAzimuthDeg: z.array(z.number()),
    sunElevationDeg: z.array(z.number()),
    sunRadiusDeg: z.array(z.number()).describe('angular radius of the solar disc'),
    earthAzimuthDeg: z.array(z.number()),
    earthElevationDeg: z.array(z.number()),
  })
  .meta({
    id: 'SkyResult',
    description: 'Sun and Earth centre above the local horizontal plane; azimuth from north, clockwise.',
  });

export type SurveyPoint = z.infer<typeof surveyPointSchema>;
export type SkyResult = z.infer<typeof skySchema>;

same<Provenance, z.infer<typeof provenanceSchema>>(true);
same<HorizonResult, z.infer<typeof horizonSchema>>(true);
same<LightResult, z.infer<typeof lightSchema>>(true);
same<SurveyResult, z.infer<typeof surveySchema>>(true);
