import { z } from 'zod';
import type { LinkSpec } from '../station-spec.ts';
import { componentId, parameter, watts, YEAR_S } from './parameter.ts';

const source = z.string().min(1, 'needs its source, or the word "assumed"');
const utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, 'expected a UTC date, e.g. 2035-01-01T06:00Z');

const relayRange = parameter('length', 1e5, 1.2e8, 'from the site to the relay, for the light time').prefault({
  value: 16_941,
  unit: 'km',
  source: 'C11 Queqiao-2 as flown: altitude of its apolune, where it spends most of its time',
});

const route = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('direct'),
    /** Ids of `data/stations/ground_stations.csv`. */
    stations: z.array(z.string().min(1)).min(1),
    minElevation: parameter('angle', 0, Math.PI / 2, 'of the Moon over the horizon of the ground station'),
  }),
  z.strictObject({
    kind: z.literal('table'),
    source,
    windows: z.array(z.strictObject({ from: utc, to: utc })).min(1),
    relayRange,
  }),
  z.strictObject({
    kind: z.literal('pattern'),
    source,
    period: parameter('time', 60, YEAR_S, 'from one window to the next'),
    open: parameter('time', 1, YEAR_S, 'length of a window'),
    offset: parameter('time', 0, YEAR_S, 'of the first window after the start of the run'),
    relayRange,
  }),
]);

export const linkSchema = z.strictObject({
  id: componentId,
  title: z.string().min(1),
  rate: parameter('dataRate', 1, 1e12, 'while locked'),
  power: watts('drawn while on'),
  band: z.enum(['UHF', 'S', 'X', 'Ku', 'Ka', 'optical']).optional(),
  feeder: componentId.optional(),
  /** Links of one terminal work one at a time. */
  terminal: componentId.optional(),
  /** Higher rates while the Moon stands higher over a ground station or the Earth is nearer; of those that hold the greatest. */
  steps: z
    .array(
      z.strictObject({
        rate: parameter('dataRate', 1, 1e12, 'while the step holds'),
        minElevation: parameter('angle', 0, Math.PI / 2, 'of the Moon over the ground station').optional(),
        maxRange: parameter('length', 3e8, 5e8, 'of the centre of the Earth').optional(),
      }),
    )
    .min(1)
    .optional(),
  route,
});

export function linkSpec(l: z.output<typeof linkSchema>): LinkSpec {
  return {
    id: l.id,
    title: l.title,
    rateBitS: l.rate.si,
    powerW: l.power.si,
    route: routeSpec(l.route),
    ...(l.feeder !== undefined && { feederId: l.feeder }),
    ...(l.terminal !== undefined && { terminalId: l.terminal }),
    ...(l.steps && {
      steps: l.steps.map(({ rate, minElevation, maxRange }) => {
        return {
          rateBitS: rate.si,
          minElevationRad: minElevation?.si ?? 0,
          maxRangeM: maxRange?.si ?? Infinity,
        };
      }),
    }),
  };
}

function routeSpec(r: z.output<typeof route>): LinkSpec['route'] {
  if (r.kind === 'direct') return { kind: 'direct', stations: r.stations, minElevationRad: r.minElevation.si };
  if (r.kind === 'table')
    return {
      kind: 'table',
      source: r.source,
      windows: r.windows.map((w) => ({ fromUtc: w.from, toUtc: w.to })),
      relayRangeM: r.relayRange.si,
    };
  const { source, period, open, offset } = r;
  return {
    kind: 'pattern',
    source,
    periodS: period.si,
    openS: open.si,
    offsetS: offset.si,
    relayRangeM: r.relayRange.si,
  };
}
