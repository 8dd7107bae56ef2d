import { createStation, type Environment, type FaultEvent, type Signal, type StationSpec } from '../station/index.ts';
import { intersect, toWindows, type Windows } from '../time/index.ts';
import type { OperateSummary } from './results/operate-result.ts';

type Breach = OperateSummary['breaches'][number];

/** A safety limit that was passed. */
interface Episode {
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
 * Judges each breach by a relaxation: the same station, light and faults, but from the first second on with every load that can be switched off switched off, the
 * essential ones in standby, heaters at survival, no science and no links. No policy of this station draws less; when even so the same limit
 * is passed during the same episode, physics left no choice.
 */
export function judgeBreaches(
  episodes: readonly Episode[],
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  utc: (et: number) => string,
): Breach[] {
  if (episodes.length === 0) return [];
  const relaxed = relaxedEpisodes(spec, environment, faults);
  return episodes.map((episode) => {
    const same = relaxed.filter(({ kind, id }) => kind === episode.kind && id === episode.id);
    const windows: Windows = toWindows(same.map(({ fromEt, toEt }) => [fromEt, toEt] as const));
    const unavoidable = intersect(windows, [[episode.fromEt, episode.toEt + 1]]).length > 0;
    return {
      et: episode.fromEt,
      utc: utc(episode.fromEt),
      what: WHAT[episode.kind](episode.id),
      avoidable: !unavoidable,
      why: unavoidable
        ? 'with every load that can be switched off kept off since the start of the run (essential loads in standby, heaters at survival) the same limit is passed in this episode'
        : 'with every load that can be switched off kept off since the start of the run the limit would have held',
    };
  });
}

const WHAT: Readonly<Record<Episode['kind'], (id: string) => string>> = {
  floor: () => 'battery under its floor',
  undervoltage: () => 'battery empty, no voltage on the bus',
  cold: (id) => `${id} colder than its survival limit`,
  hot: (id) => `${id} hotter than its survival limit`,
};

function relaxedEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  for (let et = environment.startEt; et < environment.endEt; et = station.telemetry().et) {
    for (const { id, essential } of spec.loads)
      station.command({ kind: 'load', id, state: essential ? 'standby' : 'off' });
    for (const { id, setting, unit, tempK, heaterW } of station.telemetry().nodes) {
      if (setting !== 'survive') station.command({ kind: 'heater', id, setting: 'survive' });
      const { surviveK, heaterUnits } = spec.nodes.find((node) => node.id === id)!;
      // a dead heater is replaced by its spare here too, as any policy would
      if (unit === 0 && heaterUnits > 1 && tempK < surviveK - 1 && heaterW === 0)
        station.command({ kind: 'heaterUnit', id, unit: 1 });
    }
    limits.hear(station.advance(et + 6 * 3600));
  }
  return limits.episodes();
}
