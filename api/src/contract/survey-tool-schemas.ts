import { z } from 'zod';
import { provenanceSchema } from './survey-schemas.ts';

const fraction = z.number().min(0).max(1);

const networkPlaceSchema = z.object({
  latDeg: z.number(),
  lonDeg: z.number(),
  xM: z.number(),
  yM: z.number(),
  sunDiscMean: fraction,
  sunAnyFraction: fraction,
  longestDarkH: z.number(),
});

export const networkSchema = z
  .object({
    places: z.array(networkPlaceSchema),
    combined: z
      .object({ sunDiscMean: fraction, sunAnyFraction: fraction, longestDarkH: z.number() })
      .describe('any of them lit; `sunDiscMean` is that of the best of them at every time'),
    links: z.array(
      z.object({ from: z.int(), to: z.int(), distanceM: z.number(), clearanceM: z.number() }),
    ),
    search: z.object({
      candidates: z.int(),
      proved: z.boolean().describe('no other set of the candidates is better'),
    }),
    provenance: provenanceSchema,
  })
  .meta({ id: 'NetworkAnswer', description: 'The places that have the most light together, among candidates of the region: its brightest cells and those that light best what these leave dark.' }); // prettier-ignore

const wayPointSchema = z.object({
  latDeg: z.number(),
  lonDeg: z.number(),
  xM: z.number(),
  yM: z.number(),
  heightM: z.number(),
  distanceM: z.number().describe('along the way'),
  arrivalUtc: z.string(),
  departureUtc: z.string(),
  batteryWh: z.number(),
  slopeDeg: z.number().describe('of the stretch that begins here'),
  sunlit: z.boolean(),
});

const noWaySchema = z
  .discriminatedUnion('reason', [
    z.object({
      reason: z.literal('slope'),
      opensAtDeg: z.number().nullable().describe('the lowest slope limit that opens one; null: terrain is missing'),
    }),
    z.object({
      reason: z.literal('darkness'),
      startDark: z.boolean().describe('the start lies in the dark at departure'),
      startLitUtc: z.string().nullable().describe('when it becomes light there; null: not in the time allowed'),
      needsDarkH: z
        .number()
        .nullable()
        .describe('longest spell in the dark of the cheapest drive that may go through it'),
      withinDays: z.number().describe('the time allowed'),
    }),
    z.object({ reason: z.literal('battery'), needsWh: z.number().describe('capacity with which there is one') }),
    z.object({ reason: z.literal('earthView') }),
    z.object({ reason: z.literal('time'), withinDays: z.number().describe('the time allowed') }),
    z.object({ reason: z.literal('tooLarge'), states: z.int().describe('after which the search was given up') }),
  ])
  .meta({ description: 'why there is no way, and what would open one' });

export const traverseSchema = z
  .object({
    found: z
      .object({
        departUtc: z.string(),
        arriveUtc: z.string(),
        durationH: z.number(),
        driveH: z.number(),
        distanceM: z.number(),
        energyWh: z.number(),
        lowestBatteryWh: z.number(),
        longestDarkH: z.number(),
        steepestDeg: z.number(),
        points: z.array(wayPointSchema),
      })
      .nullable(),
    why: noWaySchema.nullable(),
    because: z.string().nullable().describe('the same as a sentence'),
    leg: z.int().nullable().describe('the leg that has no way, from 1'),
    cellM: z.number(),
    vehicle: z.object({
      name: z.string(),
      massKg: z.number(),
      speedMPerS: z.number(),
      batteryWh: z.number(),
      arrayW: z.number(),
    }),
    provenance: provenanceSchema,
  })
  .meta({ id: 'TraverseAnswer', description: 'The drive of least energy through the places that keeps slope and light, or why there is none.' }); // prettier-ignore

export type NetworkAnswer = z.infer<typeof networkSchema>;
export type TraverseAnswer = z.infer<typeof traverseSchema>;
