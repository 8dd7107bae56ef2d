import { createHash } from 'node:crypto';
import type { Progress } from '@openilrs/core/jobs';
import { operate, pinRequests, type ExtraFault } from '@openilrs/core/mission';
import { operateInput, type PreparedOperations } from '@openilrs/node/operate';
import type { SimulatedRun, SimulationRequest } from '../live/simulator.ts';

interface LifeOptions {
  readonly seed: number;
  readonly extraFaults: readonly ExtraFault[];
  readonly progress?: Progress;
}

/** Lets the station live by a plan made by hand: executive and fault protection work as always, only the requests are pinned. Writes nothing. */
export async function livePlan(
  prepared: PreparedOperations,
  plan: NonNullable<SimulationRequest['plan']>,
  { seed, extraFaults, progress }: LifeOptions,
): Promise<SimulatedRun> {
  const input = operateInput(prepared, { seed, extraFaults });
  const requests = pinRequests(prepared.requests, plan.activities, plan.slackS);
  // no command makes this run again: the record names the plan by what it holds
  const sha256 = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
  const command = `what-if in mission control: plan of ${plan.activities.length} activities, sha256 ${sha256}`;
  const provenance = { ...input.provenance, command };
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const { eventLog: _, ...run } = await operate({ ...input, requests, provenance }, { ...(progress && { progress }), pause }); // prettier-ignore
  return run;
}
