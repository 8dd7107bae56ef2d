import { z } from 'zod';

export const runStateSchema = z.enum(['notReady', 'running', 'ready', 'failed']).meta({ id: 'RunState' });

export const healthSchema = z
  .object({
    status: z.literal('ok'),
    version: z.string(),
    uptimeS: z.number(),
    run: z.object({ state: runStateSchema, missionId: z.string().nullable() }),
  })
  .meta({ id: 'Health' });

/** What the page needs to turn `et` into UTC and back with the leap seconds of the run's own kernel. */
export const timeTableSchema = z
  .object({
    deltaTAS: z.number().describe('TT - TAI'),
    kS: z.number().describe('amplitude of TDB - TT'),
    eb: z.number(),
    m0Rad: z.number(),
    m1RadPerS: z.number(),
    leapSeconds: z.array(z.object({ fromUtc: z.string(), taiMinusUtcS: z.number() })),
  })
  .meta({ id: 'TimeTable', description: 'Constants of the leap-second kernel (DELTET/...), as NAIF defines them.' });

const partnerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    kind: z.string(),
    joined: z.string(),
    source: z.string(),
  })
  .meta({ id: 'Partner' });

export const missionInfoSchema = z
  .object({
    id: z.string(),
    title: z.object({ en: z.string(), zh: z.string(), ru: z.string() }),
    startEt: z.number(),
    endEt: z.number(),
    startUtc: z.string(),
    endUtc: z.string(),
    seed: z.number(),
    frame: z.string(),
    /** Where the station stands: from the survey when it ran, else from the mission file, else null. */
    site: z
      .object({
        name: z.string(),
        latDeg: z.number(),
        lonDeg: z.number(),
        xM: z.number(),
        yM: z.number(),
        terrainHeightM: z.number(),
      })
      .nullable(),
    mastHeightM: z.number().nullable().describe('height above ground of the (highest) solar array'),
    terrainNotices: z.array(z.object({ file: z.string(), notice: z.string() })),
    partners: z.array(partnerSchema),
    instruments: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .describe('of the whole mission, delivered or not'),
    time: timeTableSchema,
  })
  .meta({ id: 'MissionInfo' });

export type RunState = z.infer<typeof runStateSchema>;
export type Health = z.infer<typeof healthSchema>;
export type TimeTable = z.infer<typeof timeTableSchema>;
export type MissionInfo = z.infer<typeof missionInfoSchema>;
