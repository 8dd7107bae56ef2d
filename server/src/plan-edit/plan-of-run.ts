import type { PlanToEdit } from '@openilrs/api/contract';
import type { PlanResult } from '@openilrs/core/mission';
import type { AskOptions, Simulator } from '../live/simulator.ts';
import type { RunFolder } from '../run/run-folder.ts';

/** The plan of the whole mission: that of `ilrs plan` with what it says of the requests it left out, where the run folder has it. */
export async function planOfRun(
  run: Pick<RunFolder, 'has' | 'read'>,
  missionId: string,
  simulator: Pick<Simulator, 'planToEdit'>,
  options: AskOptions,
): Promise<PlanToEdit> {
  const file = run.has('plan/plan.json') ? run.read('plan/plan.json') : null;
  if (file === null || file.missionId !== missionId) return simulator.planToEdit(null, options);
  const plan = await simulator.planToEdit(file.activities, options);
  return { ...plan, leftOut: file.notPlaced.map(leftOutOf) };
}

const leftOutOf = ({ requestId, reason, changes }: PlanResult['notPlaced'][number]) => {
  return { requestId, reason, ...(changes && { changes: changes.map(({ words }) => words) }) };
};
