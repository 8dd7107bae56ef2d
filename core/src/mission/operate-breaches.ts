import {
  createStation,
  type Environment,
  type FaultEvent,
  type Signal,
  type Station,
  type StationSpec,
} from '../station/index.ts';
import type { OperateSummary } from './results/operate-result.ts';

type Breach = OperateSummary['breaches'][number];

/** A safety limit that was passed. */
export interface Episode {
  readonly kind: 'floor' | 'undervoltage' | 'cold' | 'hot';
  readonly id: string;
  readonly fromEt: number;
  readonly toEt: number;
}

const BEGINS: Partial<Record<Signal['kind'], Episode['kind']>> = {
  belowFloor: 'floor',
  undervoltage: 'undervoltage',
  tooCold: 'cold',
  tooHot: 'hot',
};
const ENDS: Partial<Record<Signal['kind'], readonly Episode['kind'][]>> = {
  aboveFloor: ['floor'],
  powerRestored: ['undervoltage'],
  temperatureRestored: ['cold', 'hot'],
};

/** Follows the safety limits through the signals of a run. */
export function followLimits(endEt: number) {
  const open = new Map<string, Episode>();
  const closed: Episode[] = [];
  return {
    /** All that changes: plain data. */
    state: { open, closed },
    hear(signals: readonly Signal[]): void {
      for (const { kind, id, et } of signals) {
        const begins = BEGINS[kind];
        if (begins !== undefined) open.set(`${begins}:${id}`, { kind: begins, id, fromEt: et, toEt: endEt });
        for (const ended of ENDS[kind] ?? []) {
          const episode = open.get(`${ended}:${id}`);
          if (episode !== undefined) closed.push({ ...episode, toEt: et });
          open.delete(`${ended}:${id}`);
        }
      }
    },
    episodes: (): Episode[] => [...closed, ...open.values()].sort((a, b) => a.fromEt - b.fromEt),
  };
}

/**
 * Judges each breach by relaxations: the same station, light and faults, under a policy that no real one can better. Physics left no choice only when even so the
 * same limit is passed during the same episode.
 *
 * - Energy and heat too much ({@link leanEpisodes}): every load that can be switched off is off from the first second on, essential ones in standby, heaters at
 *   survival, no science, no links. No policy that keeps the equipment above its survival limits draws less.
 * - Cold: waste heat of loads warms too, so the lean station is not the warmest. A node that grows cold while power lasts is judged by a station with power
 *   without limit and everything on ({@link warmEpisodes}); one that grows cold because the bus is down, by the lean one.
 *
 * Both relaxed stations take the spare as soon as a heater fails to heat, within six hours; one that sticks on they keep, so heat too much from it counts as unavoidable
 * even where the executive's change to the spare would end it sooner.
 */
export function judgeBreaches(
  episodes: readonly Episode[],
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  utc: (et: number) => string,
): Breach[] {
  if (episodes.length === 0) return [];
  const lean = leanEpisodes(spec, environment, faults);
  const warm = episodes.some(({ kind }) => kind === 'cold') ? warmEpisodes(spec, environment, faults) : [];
  return episodes.map((episode) => {
    const { kind, id } = episode;
    const passes = (run: readonly Episode[], what: Episode['kind'], where = id) =>
      run.some((one) => one.kind === what && one.id === where && overlap(one, episode));
    const proof =
      kind === 'cold' && passes(warm, 'cold')
        ? WARM
        : passes(lean, kind) && (kind !== 'cold' || passes(lean, 'undervoltage', 'battery'))
          ? LEAN
          : null;
    return {
      et: episode.fromEt,
      utc: utc(episode.fromEt),
      what: WHAT[kind](id),
      avoidable: proof === null,
      why:
        proof === null
          ? NO_PROOF[kind === 'cold' ? 'cold' : 'other']
          : `${proof} the same limit is passed in this episode`,
      kind,
      componentId: id,
      toEt: episode.toEt,
    };
  });
}

const WARM = 'with power without limit and every load, heater and instrument on';
const LEAN =
  'with every load that can be switched off kept off since the start of the run (essential loads in standby, heaters at survival)';
const NO_PROOF = {
  cold: 'with every load, heater and instrument on, or with power saved since the start of the run, the limit would have held',
  other: 'with every load that can be switched off kept off since the start of the run the limit would have held',
};

/** A second of grace: what passes the limit at the very end of an episode is the same episode. */
function overlap(a: Episode, b: Episode): boolean {
  return a.fromEt < b.toEt + 1 && b.fromEt < a.toEt + 1;
}

const WHAT: Readonly<Record<Episode['kind'], (id: string) => string>> = {
  floor: () => 'battery under its floor',
  undervoltage: () => 'battery empty or overdrawn, no voltage on the bus',
  cold: (id) => `${id} colder than its survival limit`,
  hot: (id) => `${id} hotter than its survival limit`,
};

function leanEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  return relaxed(spec, environment, faults, (station) => {
    for (const { id, essential } of spec.loads)
      station.command({ kind: 'load', id, state: essential ? 'standby' : 'off' });
    for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: 'survive' });
  });
}

/** Power without limit: a battery that never empties and gives whatever is drawn. */
const ENDLESS = { capacityJ: 1e18, initialFraction: 1, maxDischargeW: 1e9 };

function warmEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  const endless = { ...spec, battery: { ...spec.battery, ...ENDLESS } };
  return relaxed(endless, environment, faults, (station) => {
    for (const { id } of spec.loads) station.command({ kind: 'load', id, state: 'on' });
    for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: 'operate' });
    for (const { id, powerW, count } of spec.instruments)
      for (let i = 0; i < count; i += 1)
        // one that runs or is faulty refuses: that is as warm as it gets
        station.command({ kind: 'start', activityId: `${id} ${i}`, instrumentId: id, powerW, dataRateBitS: 0 });
  });
}

/** Lives through the run under a policy that is told again every six hours and after every signal; a dead heater is replaced by its spare, as any policy would. */
function relaxed(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  command: (station: Station) => void,
): Episode[] {
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  for (let et = environment.startEt; et < environment.endEt; et = station.telemetry().et) {
    command(station);
    for (const { id, unit, tempK, heaterW } of station.telemetry().nodes) {
      const { surviveK, heaterUnits } = spec.nodes.find((node) => node.id === id)!;
      if (unit === 0 && heaterUnits > 1 && tempK < surviveK - 1 && heaterW === 0)
        station.command({ kind: 'heaterUnit', id, unit: 1 });
    }
    limits.hear(station.advance(et + 6 * 3600));
  }
  return limits.episodes();
}
