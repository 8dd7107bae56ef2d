import {
  changesOf,
  changeWords,
  openPlan,
  plan,
  startRange,
  valueAt,
  type Plan,
  type PlanInput,
  type PlanOptions,
} from '../autonomy/index.ts';
import { planInputOf, type PlanOfMission } from './plan-input.ts';
import type { OperateProfiles } from './results/operate-result.ts';
import type { PlanActivity, PlanRefusal, PlanResult } from './results/plan-result.ts';
import type { Provenance } from './results/survey-result.ts';

export interface PlanMissionInput extends PlanOfMission {
  readonly missionId: string;
  readonly site?: PlanResult['site'];
  readonly notOffered?: PlanResult['notPlaced'];
  readonly seed: number;
  readonly provenance: Provenance;
}

/** All that the verb makes; the adapter writes it into `plan/`. */
export interface PlanMissionOutput {
  readonly result: PlanResult;
  /** Battery by the plan and expected generation, as curves for a picture. */
  readonly profiles: OperateProfiles;
}

/** Points of a curve in a picture: finer is not seen. */
const MOST_POINTS = 4000;

/** The verb `plan`: the whole mission planned once, as if nothing went wrong. A function of its input and, without a limit in seconds, of the options. */
export function planMission(mission: PlanMissionInput, options: PlanOptions = {}): PlanMissionOutput {
  const input = planInputOf(mission);
  const made = plan(input, { ...options, seed: options.seed ?? mission.seed });
  const { utc } = mission;
  const result: PlanResult = {
    missionId: mission.missionId,
    fromUtc: utc(made.fromEt),
    toUtc: utc(made.toEt),
    fromEt: made.fromEt,
    toEt: made.toEt,
    seed: mission.seed,
    ...(mission.site && { site: mission.site }),
    requestsTotal: mission.requests.filter(({ support }) => support !== true).length,
    requestsPlaced: made.activities.filter(({ request }) => request.support !== true).length,
    value: made.value,
    upperBound: made.upperBound,
    gap: made.gap,
    greedyValue: made.greedyValue,
    moreThanGreedy: made.greedyValue > 0 ? made.value / made.greedyValue - 1 : 0,
    search: made.search ?? null,
    activities: activitiesOf(input, made),
    notPlaced: [...(mission.notOffered ?? []), ...withChanges(input, made)],
    shares: made.shares,
    levels: made.levels,
    sleepLevel: input.model.levels.length - 1,
    provenance: mission.provenance,
  };
  return { result, profiles: profilesOf(made, mission, input.beliefs.capacityJ) };
}

function activitiesOf(input: PlanInput, made: Plan): PlanActivity[] {
  const open = openPlan(input, made.activities, made.levels);
  return made.activities.map(({ request, startEt, endEt }) => {
    const [earliestStartEt, latestStartEt] = startRange(open, request.id) ?? [startEt, startEt];
    return {
      requestId: request.id,
      experimentId: request.experimentId,
      instrumentId: request.instrumentId,
      ownerId: request.ownerId,
      startEt,
      endEt,
      startUtc: input.utc(startEt),
      endUtc: input.utc(endEt),
      value: valueAt(request, startEt),
      earliestStartEt,
      latestStartEt,
    };
  });
}

function withChanges(input: PlanInput, { activities, levels, notPlaced }: Plan): PlanRefusal[] {
  const finder = changesOf(input, activities, levels);
  const byId = new Map(input.requests.map((request) => [request.id, request]));
  return notPlaced.map((refusal) => {
    const request = byId.get(refusal.requestId)!;
    const changes = finder.changes(request).map((change) => ({ ...change, words: changeWords(change, request, input.utc) })); // prettier-ignore
    return { ...refusal, changes };
  });
}

function profilesOf(made: Plan, { environment, station }: PlanMissionInput, capacityJ: number): OperateProfiles {
  const step = Math.ceil(made.energyJ.length / MOST_POINTS);
  const kept = Array.from(made.energyJ, (_, i) => i).filter((i) => i % step === 0 || i === made.energyJ.length - 1);
  const battery = {
    id: 'battery',
    title: 'Battery',
    unit: '1',
    et: kept.map((i) => Math.min(made.toEt, made.fromEt + i * 3600)),
    values: kept.map((i) => Number((made.energyJ[i]! / capacityJ).toPrecision(6))),
  };
  const mast = station.arrays[0]?.mastId ?? station.masts[0]?.id;
  if (mast === undefined) return { series: [battery] };
  const { et, values } = environment.sunShare(mast);
  const inside = Array.from(et, (_, i) => i).filter((i) => et[i]! >= made.fromEt && et[i]! <= made.toEt);
  const light = {
    id: 'sunShare',
    title: 'Visible share of the solar disc',
    unit: '1',
    et: inside.map((i) => et[i]!),
    values: inside.map((i) => Math.min(1, values[i]!)),
  };
  return { series: [battery, light] };
}
