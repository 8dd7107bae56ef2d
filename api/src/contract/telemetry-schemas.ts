import { z } from 'zod';

const telemetryValueSchema = z
  .object({
    id: z.string().describe('component.name'),
    component: z.string(),
    title: z.string(),
    unit: z.string().describe('SI; 1 for shares, counts and states'),
    low: z.number().nullable().describe('safety limit; null: none'),
    high: z.number().nullable(),
    least: z.number().describe('outside [least, most] a value is not valid'),
    most: z.number().nullable(),
    states: z.array(z.string()).nullable().describe('of a state: its names, by number'),
    value: z.number().nullable(),
    sinceEt: z.number().nullable().describe('since when it has been so, within the dead-band of the record'),
    valid: z.boolean(),
    withinLimits: z.boolean().nullable().describe('null when the value is not valid'),
  })
  .meta({ id: 'TelemetryValue' });

export const telemetrySchema = z
  .object({ et: z.number(), values: z.array(telemetryValueSchema) })
  .meta({ id: 'TelemetryAnswer', description: 'What every component reported at an instant of the run.' });

/** `event: telemetry` of a live session: values by parameter, in the order of `GET /api/operate/telemetry`. */
export const liveTelemetrySchema = z
  .object({ et: z.number(), values: z.array(z.number().nullable()) })
  .meta({ id: 'LiveTelemetry' });

export type TelemetryAnswer = z.infer<typeof telemetrySchema>;
export type TelemetryValue = z.infer<typeof telemetryValueSchema>;
export type LiveTelemetry = z.infer<typeof liveTelemetrySchema>;
