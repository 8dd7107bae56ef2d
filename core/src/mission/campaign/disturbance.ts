import type { Request } from '../../autonomy/index.ts';
import { createRandom, type Random } from '../../math/index.ts';
import type { Curve, Environment, StationSpec } from '../../station/index.ts';
import type { Truth } from '../truth.ts';
import type { Spreads } from './campaign-schema.ts';

/** What one seed makes of the spreads, beside its faults. */
export interface Disturbance {
  /** Light at each mast over the almanac's. */
  readonly lightFactor: Readonly<Record<string, number>>;
  /** By so much all sunrises and sunsets come later. */
  readonly laterS: number;
  /** Share of the output that each array loses in a year, beside its declared degradation. */
  readonly dustPerYear: Readonly<Record<string, number>>;
  /** Time that the executions of each request take over the time that was asked for. */
  readonly durationFactor: Readonly<Record<string, number>>;
}

/** Draws of a seed; each mast, array and request has its own stream, so that another one leaves the rest as they are. Faults have streams of their own (`drawFaults`). */
export function drawDisturbance(
  station: StationSpec,
  requests: readonly Request[],
  spreads: Spreads,
  seed: number,
): Disturbance {
  const random = createRandom(seed);
  const { light, sunrise, dust, duration } = spreads;
  const each = <T extends { readonly id: string }>(list: readonly T[], kind: string, draw: (stream: Random) => number) => Object.fromEntries(list.map(({ id }) => [id, draw(random.stream(`${kind}:${id}`))])); // prettier-ignore
  return {
    lightFactor: each(station.masts, 'light', (stream) => Math.max(0, 1 + light.si * cut(stream.normal()))),
    laterS: sunrise.si * cut(random.stream('sunrise').normal()),
    dustPerYear: each(station.arrays, 'dust', (stream) => Math.min(0.5, dust.si * stream.exponential())),
    durationFactor: duration.si === 0 ? {} : each(requests, 'duration', (stream) => Math.exp(duration.si * cut(stream.normal()))), // prettier-ignore
  };
}

/** What really is: the station with its dust and rates, the world with its light. */
export function disturbed(
  station: StationSpec,
  environment: Environment,
  { lightFactor, laterS, dustPerYear, durationFactor }: Disturbance,
  faultRateFactor: number,
): Truth {
  const light = new Map<string, Curve>();
  return {
    station: {
      ...station,
      arrays: station.arrays.map((array) => ({
        ...array,
        degradationPerYear: array.degradationPerYear + (1 - array.degradationPerYear) * (dustPerYear[array.id] ?? 0),
      })),
      faults: station.faults.map((fault) => ({ ...fault, ratePerS: fault.ratePerS * faultRateFactor })),
    },
    environment: {
      ...environment,
      sunShare(mastId) {
        const known = light.get(mastId);
        if (known !== undefined) return known;
        const { et, values } = environment.sunShare(mastId);
        const factor = lightFactor[mastId] ?? 1;
        const curve = { et: Array.from(et, (t) => t + laterS), values: Array.from(values, (value) => value * factor) };
        light.set(mastId, curve);
        return curve;
      },
    },
    durationFactor,
  };
}

/** Draws beyond three standard deviations are put there: a spread is no reason for a station in another world. */
function cut(normal: number): number {
  return Math.max(-3, Math.min(3, normal));
}
