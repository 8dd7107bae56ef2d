import type { Environment, FaultEvent, StationSpec } from '../station/index.ts';
import type { Windows } from '../time/index.ts';
import type { Episode } from './limit-episodes.ts';
import { coldNights, coolEpisodes, leanEpisodes, warmEpisodes } from './relaxed-stations.ts';
import type { OperateSummary } from './results/operate-result.ts';

type Breach = OperateSummary['breaches'][number];

/**
 * Judges each breach by relaxations: stations under the same light and faults that no policy can better, since what it has to choose or pay for is given to them (`relaxed-stations.ts`).
 * Physics left no choice only when even so the same limit is passed during the same episode. What is not proved counts as avoidable.
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
  const dark = lean.filter(({ kind }) => kind === 'undervoltage');
  const cool = episodes.some(({ kind }) => kind === 'hot') ? coolEpisodes(spec, environment, faults) : [];
  const warm = episodes.some(({ kind }) => kind === 'cold') ? warmEpisodes(spec, environment, faults, dark) : [];
  const coldIds = new Set(episodes.flatMap(({ kind, id }) => (kind === 'cold' ? [id] : [])));
  const nights = new Map([...coldIds].map((id) => [id, coldNights(spec, environment, faults, id)]));
  return episodes.map((episode) => {
    const { kind, id } = episode;
    const run = kind === 'cold' ? warm : kind === 'hot' ? cool : lean;
    const passed = run.some((one) => one.kind === kind && one.id === id && overlap(one, episode));
    const night = kind === 'cold' && (nights.get(id) ?? []).some((window) => isLastIn(window, episode, episodes));
    const proved = passed || night;
    return {
      et: episode.fromEt,
      utc: utc(episode.fromEt),
      what: WHAT[kind](id),
      avoidable: !proved,
      why: passed ? `${PROOF[kind]} the same limit is passed in this episode` : night ? NIGHT : NO_PROOF[kind],
      kind,
      componentId: id,
      toEt: episode.toEt,
    };
  });
}

const LEAN =
  'with all that can be switched off kept off since the start of the run, heat for nothing while there is Sun and every source at its greatest';
const WARM =
  'with power without limit until a station that keeps all off has none, and every load, heater and instrument on';
const COOL =
  'with all that can be switched off kept off since the start of the run and every heat switch closed to the coldest sink';
const NIGHT =
  'as warm at dusk as it can be, and with all the energy that there is for its heaters alone, it passes the limit in this night';
const PROOF: Readonly<Record<Episode['kind'], string>> = { floor: LEAN, undervoltage: LEAN, cold: WARM, hot: COOL };
const NOT = 'it is not proved that no policy could have held the limit: ';
const NO_PROOF: Readonly<Record<Episode['kind'], string>> = {
  floor: `${NOT}${LEAN} it holds`,
  undervoltage: `${NOT}${LEAN} it holds`,
  cold: `${NOT}${WARM} it holds`,
  hot: `${NOT}${COOL} it holds`,
};

/** A night is passed cold once whatever one does: of several times that is the last. */
function isLastIn([fromEt, toEt]: Windows[number], episode: Episode, episodes: readonly Episode[]): boolean {
  const inside = episodes.filter(
    (one) => one.kind === episode.kind && one.id === episode.id && overlap({ fromEt, toEt }, one),
  );
  return inside.at(-1) === episode;
}

/** A second of grace: what passes the limit at the very end of an episode is the same episode. */
function overlap(a: Pick<Episode, 'fromEt' | 'toEt'>, b: Pick<Episode, 'fromEt' | 'toEt'>): boolean {
  return a.fromEt < b.toEt + 1 && b.fromEt < a.toEt + 1;
}

const WHAT: Readonly<Record<Episode['kind'], (id: string) => string>> = {
  floor: () => 'battery under its floor',
  undervoltage: () => 'battery empty or overdrawn, no voltage on the bus',
  cold: (id) => `${id} colder than its survival limit`,
  hot: (id) => `${id} hotter than its survival limit`,
};
