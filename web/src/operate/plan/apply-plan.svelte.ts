import type { PlannedStart, PlanToEdit } from '@openilrs/api/contract';
import { failureOf, isAbort, type Failure } from '../../api-client/request.ts';
import type { LiveSession } from '../live-session.svelte.ts';

/** A plan on its way to the executive, or back. */
export interface PlanApply {
  /** One is on its way: nothing else may be changed meanwhile. */
  readonly busy: boolean;
  readonly failure: Failure | null;
  apply(opened: NonNullable<PlanToEdit['live']>, activities: readonly PlannedStart[]): Promise<void>;
  withdraw(): Promise<void>;
  cancel(): void;
}

/** @param then called when one was applied or taken back */
export function createPlanApply(live: Pick<LiveSession, 'applyPlan' | 'withdrawPlan'>, then: () => void): PlanApply {
  let control: AbortController | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);

  async function work(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (control !== null) return;
    const mine = (control = new AbortController());
    failure = null;
    try {
      await act(mine.signal);
      then();
    } catch (error) {
      if (!isAbort(error)) failure = failureOf(error);
    } finally {
      control = null;
    }
  }
  return {
    get busy() {
      return control !== null;
    },
    get failure() {
      return failure;
    },
    apply: ({ et, revision }, activities) => work((signal) => live.applyPlan({ activities, openedEt: et, revision }, signal)), // prettier-ignore
    withdraw: () => work((signal) => live.withdrawPlan(signal)),
    cancel: () => control?.abort(),
  };
}
