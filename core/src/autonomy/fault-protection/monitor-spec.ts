import { didYouMean, InputError } from '../../errors/index.ts';

/**
 * What is done about a fault, from the mildest to the strongest. `mask` changes only what is believed and planned with; `spare` takes a spare unit; `shed` takes every load off that can be
 * shed; `safe` stops all activities; `sleep` waits for the Sun.
 */
export const TIERS = ['mask', 'spare', 'shed', 'safe', 'sleep'] as const;
export type Tier = (typeof TIERS)[number];

/** A watch over telemetry, as data. */
export interface MonitorSpec {
  readonly id: string;
  /** `residual`: against the almanac, the design or the plan (see `compare`); `limit`: a telemetry parameter between `low` and `high`; `rate`: its change per second between them. */
  readonly kind: 'residual' | 'limit' | 'rate';
  /** Id of the telemetry parameter of a limit or rate; null for a residual. */
  readonly parameter: string | null;
  /** Out of these something is wrong, in the unit of the parameter (a share for residuals); null: none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Only what lasts so long counts. */
  readonly persistenceS: number;
  readonly response: Tier;
  /** The response is not given again before. */
  readonly settleS: number;
}

const residual = (id: string, low: number | null, high: number | null, response: Tier, settleS = 0): MonitorSpec => {
  return { id, kind: 'residual', parameter: null, low, high, persistenceS: 0, response, settleS };
};

/**
 * What every station watches. All but the heaters only change what is believed, after which a new plan sheds and sleeps as it must; a computer that restarts twice in a day makes the station safe. The limits are far over what a sound station shows (its almanac is exact to 1e-3 of an array's output, the plan's hours to 1 % of the battery)
 * and far under what a declared fault takes away.
 */
export const RESIDUAL_MONITORS: readonly MonitorSpec[] = [
  residual('array', -0.01, 0.01, 'mask'),
  residual('sun', null, null, 'mask'),
  residual('capacity', -0.002, 0.002, 'mask'),
  residual('battery', -0.02, 0.1, 'mask'),
  residual('link', null, null, 'mask'),
  residual('instrument', null, null, 'mask'),
  /** Kelvin about the set point of a heater. */
  residual('heater', -2, 2, 'spare'),
  residual('computer', null, null, 'mask'),
  residual('load', null, null, 'mask'),
  residual('source', -0.02, 0.02, 'mask'),
];

/** What a mission file says of a monitor: a change to one that every station has, or one of its own. */
export interface MonitorOverride {
  readonly id: string;
  readonly parameter?: string;
  readonly rate?: boolean;
  readonly low?: number;
  readonly high?: number;
  readonly persistenceS?: number;
  readonly response?: Tier;
  readonly settleS?: number;
}

/**
 * The monitors of a station: those that all have, changed by what its mission file says, and those that it adds.
 *
 * @param parameterIds telemetry parameters that can be watched
 * @throws InputError `MONITOR_PARAMETER` for a parameter that the station does not report, `MONITOR_LIMIT` when no limit is given or they are in the wrong order, `MONITOR_TWICE`
 */
export function monitorsOf(overrides: readonly MonitorOverride[], parameterIds: readonly string[]): MonitorSpec[] {
  const monitors = new Map(RESIDUAL_MONITORS.map((monitor) => [monitor.id, monitor]));
  const told = new Set<string>();
  overrides.forEach((override, i) => {
    const where = `station.policy.monitors.${i}`;
    if (told.has(override.id))
      throw new InputError('MONITOR_TWICE', `monitor "${override.id}" is declared twice`, { where, legal: 'each once', remedy: 'Take one of them out' }); // prettier-ignore
    told.add(override.id);
    const base = monitors.get(override.id);
    if (base === undefined && !parameterIds.includes(override.parameter ?? ''))
      throw new InputError(
        'MONITOR_PARAMETER',
        `monitor "${override.id}" watches "${override.parameter ?? ''}", which this station does not report${didYouMean(override.parameter ?? '', parameterIds)}`,
        {
          where: `${where}.parameter`,
          legal: `for a monitor of your own: ${parameterIds.join(', ')}; or the id of one that every station has: ${RESIDUAL_MONITORS.map(({ id }) => id).join(', ')}`,
          remedy: 'Correct the parameter or the id',
        },
      );
    const low = override.low ?? base?.low ?? null;
    const high = override.high ?? base?.high ?? null;
    const bare = base === undefined && low === null && high === null;
    if (bare || (low !== null && high !== null && low >= high))
      throw new InputError(
        'MONITOR_LIMIT',
        `monitor "${override.id}" has ${bare ? 'no limit' : `the limits ${low!} and ${high!}`}`,
        {
          where,
          legal: 'low, high or both; low under high',
          remedy: 'Give a limit',
        },
      );
    monitors.set(override.id, {
      id: override.id,
      kind: base?.kind ?? (override.rate ? 'rate' : 'limit'),
      parameter: base === undefined ? override.parameter! : null,
      low,
      high,
      persistenceS: override.persistenceS ?? base?.persistenceS ?? 0,
      response: override.response ?? base?.response ?? 'mask',
      settleS: override.settleS ?? base?.settleS ?? 86400,
    });
  });
  return [...monitors.values()];
}
