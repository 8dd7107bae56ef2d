import type { WhatIf, WhatIfAnswer } from '@openilrs/api/contract';
import { ApiError } from '../http/api-error.ts';
import { checkedFault } from '../live/fault-kinds.ts';
import type { LiveSession } from '../live/live-session.ts';
import type { AskOptions, SessionSimulator, SimulatedRun, SimulationRequest } from '../live/simulator.ts';
import { profilesAnswer } from '../serve/operate-answers.ts';

/** Plans that may wait for their turn on the twin: they run one after the other, some seconds each. */
const MOST_WAITING = 4;
const CURVES = 'battery,store,powerIn,powerOut';
const POINTS = 2000;

/** A session, as far as trying plans on it goes. */
export type TriedSession = Pick<LiveSession, 'lifeAt' | 'run'>;

/** Lets the twin live through plans, one after the other. */
export class WhatIfs {
  private readonly simulator: Pick<SessionSimulator, 'simulate' | 'faultKinds'>;
  private readonly usualSeed: number;
  private waiting = 0;

  constructor(simulator: Pick<SessionSimulator, 'simulate' | 'faultKinds'>, usualSeed: number) {
    this.simulator = simulator;
    this.usualSeed = usualSeed;
  }

  /**
   * @param session when the plan is to begin at its clock
   * @throws ApiError `SIMULATION_BUSY` when too many wait, `BAD_REQUEST` for a fault that the station cannot have
   */
  async ask(asked: WhatIf, session: TriedSession | null = null, how: AskOptions = {}): Promise<WhatIfAnswer> {
    const kinds = this.simulator.faultKinds();
    asked.faults.forEach((fault, i) => checkedFault(fault, kinds, undefined, `body.faults.${i}`));
    // the session has lived with its own plan already
    if (session !== null && asked.activities === null && asked.faults.length === 0) return answerOf(session.run);
    const request = session === null ? this.fromStart(asked) : fromClock(asked, session);
    if (this.waiting >= MOST_WAITING)
      throw new ApiError('SIMULATION_BUSY', `${MOST_WAITING} plans are waiting for the twin`, {
        legal: `at most ${MOST_WAITING} at once`,
        remedy: 'Try again when one of them is done, in some seconds',
      });
    this.waiting += 1;
    try {
      return answerOf(await this.simulator.simulate(request, how));
    } finally {
      this.waiting -= 1;
    }
  }

  private fromStart({ activities, faults, slackS, seed = this.usualSeed }: WhatIf): SimulationRequest {
    if (activities !== null) return { seed, faults, plan: { activities, slackS } };
    throw new ApiError('BAD_REQUEST', 'there is no plan to try', {
      where: 'body.activities',
      legal: 'a list of activities; null with a live session only',
    });
  }
}

/** The life of a session, with the plan handed over at `live.et` in place of all that was handed over then or later. */
function fromClock({ activities, faults, slackS, live }: WhatIf, session: TriedSession): SimulationRequest {
  const { et } = live!;
  const { fromEt, toEt } = session.run.summary;
  if (!(et >= fromEt && et < toEt))
    throw new ApiError('BAD_REQUEST', 'the instant lies outside the run', {
      where: 'body.live.et',
      legal: `${fromEt} to ${toEt}`,
    });
  const { life } = session.lifeAt(et);
  const orders = life.orders ?? [];
  const ordered = activities === null ? orders : [...orders.filter((one) => one.et < et), { et, activities, slackS }];
  return { seed: life.seed, faults: [...life.faults, ...faults], orders: ordered };
}

function answerOf({ summary, activities, profiles }: SimulatedRun): WhatIfAnswer {
  const { fromEt, toEt } = summary;
  const curves = profilesAnswer(profiles, { series: CURVES, fromEt, toEt, points: POINTS });
  return { summary, activities, profiles: curves } as WhatIfAnswer;
}
