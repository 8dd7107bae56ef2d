import { z } from 'zod';
import { quantity } from '../math/index.ts';

/** A change to a monitor that every station has, or a monitor of the mission's own over a telemetry parameter. */
export interface MonitorOverride {
  readonly id: string;
  /** Telemetry parameter, e.g. `core.temperature`; only for one of the mission's own. */
  readonly parameter?: string;
  /** Watches the change per second instead of the value. */
  readonly rate?: boolean;
  readonly low?: number;
  readonly high?: number;
  readonly persistenceS?: number;
  readonly response?: 'mask' | 'spare' | 'shed' | 'safe' | 'sleep';
  readonly settleS?: number;
}

/** One of `policy.monitors` of a station. `low` and `high` are plain numbers in the SI unit of the parameter, shares for residuals. */
export const monitorSchema = z
  .strictObject({
    id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, 'use letters, digits and hyphens (at most 63)'),
    parameter: z.string().min(1).optional(),
    rate: z.boolean().optional(),
    low: z.number().optional(),
    high: z.number().optional(),
    /** Only what lasts so long counts. */
    persistence: quantity('time', 0, 30 * 86400).optional(),
    response: z.enum(['mask', 'spare', 'shed', 'safe', 'sleep']).optional(),
    /** The response is not given again before. */
    settle: quantity('time', 60, 365 * 86400).optional(),
  })
  .transform(({ id, parameter, rate, low, high, persistence, response, settle }): MonitorOverride => ({
    id,
    ...(parameter !== undefined && { parameter }),
    ...(rate !== undefined && { rate }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(persistence !== undefined && { persistenceS: persistence.si }),
    ...(response !== undefined && { response }),
    ...(settle !== undefined && { settleS: settle.si }),
  }));
