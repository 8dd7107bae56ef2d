import { z } from 'zod';
import { componentId, share, watts } from './parameter.ts';

/** Who goes first when more is drawn than can be given. `activities`: the activity begun last, then loads by their shed priority, then links. */
export const SHEDDING = ['activities', 'priority', 'largestFirst', 'smallestFirst'] as const;
export type Shedding = (typeof SHEDDING)[number];

/**
 * A branch of the power network with a switch and a breaker: everything on it, and on the feeders behind it, has power while it is closed. What passes is divided by the
 * efficiency of its converter and line.
 */
export interface FeederSpec {
  readonly id: string;
  /** The feeder before it; null: the main bus. */
  readonly fromId: string | null;
  readonly limitW: number;
  readonly efficiency: number;
  readonly shedding: Shedding;
}

export const feederSchema = z.strictObject({
  id: componentId,
  /** `bus` or another feeder. */
  from: z.string().min(1).default('bus'),
  limit: watts('that its breaker lets through; heaters count with their rated power'),
  efficiency: share(0.5, 1, 'of converter and line').prefault({
    value: 0.95,
    unit: '1',
    source: 'E07 Csank 2022 NTRS 20220004165: DC-DC converter',
  }),
  shedding: z.enum(SHEDDING).default('priority'),
});

export function feederSpec(f: z.output<typeof feederSchema>): FeederSpec {
  return {
    id: f.id,
    fromId: f.from === 'bus' ? null : f.from,
    limitW: f.limit.si,
    efficiency: f.efficiency.si,
    shedding: f.shedding,
  };
}
