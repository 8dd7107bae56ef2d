import type { LiveFault, PlannedStart, WhatIfAnswer } from '@openilrs/api/contract';
import { post } from '../../api-client/client.ts';
import { failureOf, isAbort, type Failure } from '../../api-client/request.ts';

/** Both plans lived through by the twin, with the same seed and the same faults. */
export interface Comparison {
  readonly before: WhatIfAnswer;
  readonly after: WhatIfAnswer;
  readonly faults: readonly LiveFault[];
  /** The changed plan that was tried. */
  readonly starts: readonly PlannedStart[];
}

export interface WhatIfTrial {
  readonly result: Comparison | null;
  readonly failure: Failure | null;
  /** How many of the two plans have been lived through; null when nothing runs. */
  readonly done: number | null;
  run(opened: readonly PlannedStart[], starts: readonly PlannedStart[], faults: readonly LiveFault[]): Promise<void>;
  cancel(): void;
}

type Live = (starts: readonly PlannedStart[], faults: readonly LiveFault[], signal: AbortSignal) => Promise<WhatIfAnswer>; // prettier-ignore

const askServer: Live = (activities, faults, signal) => post('planWhatIf', {}, { activities, faults }, signal);

export function createWhatIf(live: Live = askServer): WhatIfTrial {
  let result: Comparison | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let done: number | null = $state(null);
  let control: AbortController | null = null;
  /** The plan as opened, by the faults: it need not be lived through twice. */
  let known: { readonly key: string; readonly answer: WhatIfAnswer } | null = null;

  async function run(opened: readonly PlannedStart[], starts: readonly PlannedStart[], faults: readonly LiveFault[]): Promise<void> {
    control?.abort();
    const { signal } = (control = new AbortController());
    [failure, done] = [null, 0];
    try {
      const key = JSON.stringify([opened, faults]);
      const before = known?.key === key ? known.answer : await live(opened, faults, signal);
      known = { key, answer: before };
      done = 1;
      const after = await live(starts, faults, signal);
      result = { before, after, faults, starts };
    } catch (error) {
      if (!isAbort(error)) failure = failureOf(error);
    } finally {
      if (control?.signal === signal) done = null;
    }
  } // prettier-ignore
  return {
    get result() {
      return result;
    },
    get failure() {
      return failure;
    },
    get done() {
      return done;
    },
    run,
    cancel: () => control?.abort(),
  };
}
