import type { WhatIf, WhatIfAnswer } from '@openilrs/api/contract';
import { ApiError } from '../http/api-error.ts';
import type { SessionSimulator, SimulatedRun } from '../live/simulator.ts';
import { profilesAnswer } from '../serve/operate-answers.ts';

/** Plans that may wait for their turn on the twin: they run one after the other, some seconds each. */
const MOST_WAITING = 4;
const CURVES = 'battery,store,powerIn,powerOut';
const POINTS = 2000;

/** Lets the twin live through plans, one after the other. */
export class WhatIfs {
  private readonly simulator: SessionSimulator;
  private readonly usualSeed: number;
  private waiting = 0;

  constructor(simulator: SessionSimulator, usualSeed: number) {
    this.simulator = simulator;
    this.usualSeed = usualSeed;
  }

  /** @throws ApiError `SIMULATION_BUSY` when too many wait, `BAD_REQUEST` for a fault that the station cannot have */
  async ask({ activities, faults, slackS, seed = this.usualSeed }: WhatIf, signal?: AbortSignal): Promise<WhatIfAnswer> {
    const kinds = this.simulator.faultKinds();
    faults.forEach((fault, i) => {
      if (kinds.some(({ componentId, kind }) => componentId === fault.componentId && kind === fault.kind)) return;
      throw new ApiError('BAD_REQUEST', `"${fault.componentId}" cannot fail by "${fault.kind}"`, {
        where: `body.faults.${i}`,
        legal: kinds.map((one) => `${one.componentId}/${one.kind}`).join(', '),
      });
    });
    if (this.waiting >= MOST_WAITING)
      throw new ApiError('SIMULATION_BUSY', `${MOST_WAITING} plans are waiting for the twin`, {
        legal: `at most ${MOST_WAITING} at once`,
        remedy: 'Try again when one of them is done, in some seconds',
      });
    this.waiting += 1;
    try {
      const plan = { activities, slackS };
      return answerOf(await this.simulator.simulate({ seed, faults, plan }, signal === undefined ? {} : { signal }));
    } finally {
      this.waiting -= 1;
    }
  } // prettier-ignore
}

function answerOf({ summary, activities, profiles }: SimulatedRun): WhatIfAnswer {
  const { fromEt, toEt } = summary;
  const curves = profilesAnswer(profiles, { series: CURVES, fromEt, toEt, points: POINTS });
  return { summary, activities, profiles: curves } as WhatIfAnswer;
}
