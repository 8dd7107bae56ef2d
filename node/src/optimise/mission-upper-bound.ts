import { missionBound, type PlanOfMission } from '@openilrs/core/mission';
import { highsSolver } from './highs-solver.ts';

const known = new WeakMap<PlanOfMission, Promise<number>>();

/** The bound of a mission by the relaxation; of one and the same mission it is worked out once, however often it is asked for (a campaign's runs differ in their faults only). */
export function missionUpperBound(mission: PlanOfMission): Promise<number> {
  const found = known.get(mission) ?? highsSolver().then((solveLp) => missionBound(mission, solveLp));
  known.set(mission, found);
  return found;
}
