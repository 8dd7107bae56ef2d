import type { PlanToEdit } from '@openilrs/api/contract';
import { ApiError } from '../http/api-error.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { Simulator } from '../live/simulator.ts';

/** Shorter than a step of the planner there is nothing to plan. */
const LEAST_S = 3600;

/** The plan of a live session from its clock on: what the station then believes, has in store and intends. */
export async function planOfSession(
  session: Pick<LiveSession, 'id' | 'state' | 'run' | 'lifeAt' | 'revisionNow'>,
  simulator: Pick<Simulator, 'planAt'>,
  signal: AbortSignal,
): Promise<PlanToEdit> {
  const { etNow: et } = session.state();
  const { toEt, fromEt } = session.run.summary;
  if (toEt - et < LEAST_S)
    throw new ApiError('BAD_REQUEST', 'the mission is over at the clock: there is nothing left to plan', {
      where: 'live',
      legal: `a clock from ${fromEt} to ${toEt - LEAST_S}`,
      remedy: 'Set the clock back',
    });
  const live = { id: session.id, revision: session.revisionNow, et };
  return { ...(await simulator.planAt(session.lifeAt(et), { signal })), live };
}
