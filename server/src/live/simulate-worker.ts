import { workerData } from 'node:worker_threads';
import { InputError } from '@openilrs/core/errors';
import type { PlanCheck, PlannedStart, PlanToEdit, PlanVerdict } from '@openilrs/api/contract';
import { planInputOf, type ExtraFault } from '@openilrs/core/mission';
import { openWorld, readMission } from '@openilrs/node/mission';
import {
  operatedSite,
  prepareOperations,
  runOperations,
  siteOfRun,
  type PreparedOperations,
} from '@openilrs/node/operate';
import { editChecker } from '../plan-edit/check-edit.ts';
import { livePlan } from '../plan-edit/live-plan.ts';
import { planToEdit } from '../plan-edit/plan-to-edit.ts';
import { serveThread } from '../threads/serve-thread.ts';
import { LifeReader } from '../plan-edit/life-reader.ts';
import type { LifeAt, SimulatedRun, SimulationRequest } from './simulator.ts';
import type { SimulationInputs } from './worker-simulator.ts';

// Thread that simulates the mission again. Light and contacts at the site are worked out once, at the first request.
serveThread(async () => {
  const prepared = await prepare(workerData as SimulationInputs);
  const reader = new LifeReader(prepared);
  let checker: ReturnType<typeof editChecker> | null = null;
  return {
    async simulate({ seed, faults, orders, plan }: SimulationRequest, progress): Promise<SimulatedRun> {
      const extraFaults = faults as readonly ExtraFault[]; // kinds are checked by `operate`
      if (plan !== undefined) return livePlan(prepared, plan, { seed, extraFaults, progress });
      const { eventLog: _, ...run } = await runOperations(prepared, {
        seed,
        extraFaults,
        progress,
        ...(orders && { orders }),
      });
      return run;
    },
    planToEdit: (planned: readonly PlannedStart[] | null): PlanToEdit => planToEdit(prepared, planned),
    planAt: (at: LifeAt, progress) => reader.planAt(at, progress),
    checkPlan: ({ at, activities }: { at: LifeAt; activities: readonly PlannedStart[] }, progress) =>
      reader.checkPlan(at, activities, progress),
    checkEdit: (check: PlanCheck): PlanVerdict => (checker ??= editChecker(planInputOf(prepared)))(check),
  };
});

async function prepare({ file, runDir }: SimulationInputs): Promise<PreparedOperations> {
  const mission = readMission(file);
  const site = operatedSite(runDir) ?? siteOfRun(mission, runDir);
  if (site !== null) return prepareOperations(mission, await openWorld(mission), site);
  throw new InputError('SITE_MISSING', 'the run has no site yet', { remedy: 'Run the survey first' });
}
