import type { PlanToEdit, PlanVerdict } from '@openilrs/api/contract';
import { deliveredStation } from '@openilrs/core/mission';
import { constructMission } from '@openilrs/node/construct';
import type { MissionOnDisk } from '@openilrs/node/mission';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import { faultKindsOf } from './fault-kinds.ts';
import type { RefusedPlan, SimulatedRun, Simulator } from './simulator.ts';

/** What the thread is told when it starts. */
export interface SimulationInputs {
  /** The mission file. */
  readonly file: string;
  readonly runDir: string;
}

/** Simulates in a thread of its own; a simulation that is given up ends with its thread. */
export function workerSimulator(onDisk: MissionOnDisk, runDir: string): Simulator {
  const inputs: SimulationInputs = { file: onDisk.file, runDir };
  const entry = workerEntry('./simulate-worker.js', import.meta.url);
  const client = new WorkerClient(entry, inputs, { stopsOnAbort: true });
  const { station } = deliveredStation(onDisk.mission.station, constructMission(onDisk).deliveredBy);
  const kinds = faultKindsOf(station);
  return {
    simulate: (request, options) => client.ask('simulate', request, options) as Promise<SimulatedRun>,
    planToEdit: (planned, options) => client.ask('planToEdit', planned, options) as Promise<PlanToEdit>,
    planAt: (at, options) => client.ask('planAt', at, options) as Promise<Omit<PlanToEdit, 'live'>>,
    checkPlan: (at, activities, options) => client.ask('checkPlan', { at, activities }, options) as Promise<RefusedPlan | null>, // prettier-ignore
    checkEdit: (check, options) => client.ask('checkEdit', check, options) as Promise<PlanVerdict>,
    faultKinds: () => kinds,
    close: () => client.close(),
  };
}
