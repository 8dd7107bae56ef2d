import type { LiveFault, LiveProgress, PlannedStart, WhatIf, WhatIfAnswer } from '@openilrs/api/contract';
import { failureOf, isAbort, type Failure } from '../../api-client/request.ts';
import { postStream } from '../../api-client/stream.ts';

/** Both plans lived through by the twin, with the same seed and the same faults. */
export interface Comparison {
  readonly before: WhatIfAnswer;
  readonly after: WhatIfAnswer;
  readonly faults: readonly LiveFault[];
  /** The changed plan that was tried. */
  readonly starts: readonly PlannedStart[];
}

export interface Question {
  readonly opened: readonly PlannedStart[];
  readonly starts: readonly PlannedStart[];
  readonly faults: readonly LiveFault[];
  /** Of a plan that begins at the clock of a session: the plan before is the one that the station has. */
  readonly live: { readonly id: string; readonly et: number; readonly revision: number } | null;
}

export interface WhatIfTrial {
  readonly result: Comparison | null;
  readonly failure: Failure | null;
  /** How many of the two plans have been lived through; null when nothing runs. */
  readonly done: number | null;
  /** Share of both lives that is lived, 0 to 1. */
  readonly share: number;
  run(question: Question): Promise<void>;
  cancel(): void;
}

export type Live = (asked: Partial<WhatIf>, progress: (told: LiveProgress) => void, signal: AbortSignal) => Promise<WhatIfAnswer>; // prettier-ignore

const askServer: Live = async (asked, progress, signal) => {
  let answer: WhatIfAnswer | null = null;
  await postStream('planWhatIfStream', asked, { progress, outcome: (outcome) => (answer = outcome as WhatIfAnswer) }, signal); // prettier-ignore
  if (answer !== null) return answer;
  throw new Error('the answer ended before its outcome');
};

export function createWhatIf(live: Live = askServer): WhatIfTrial {
  let result: Comparison | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let done: number | null = $state(null);
  let within = $state(0);
  let control: AbortController | null = null;
  /** The plan as opened, by the faults: it need not be lived through twice. */
  let known: { readonly key: string; readonly answer: WhatIfAnswer } | null = null;

  async function run({ opened, starts, faults, live: at }: Question): Promise<void> {
    control?.abort();
    const { signal } = (control = new AbortController());
    [failure, done, within] = [null, 0, 0];
    const ask = async (activities: WhatIf['activities']) => {
      within = 0;
      const asked = { activities, faults: [...faults], ...(at && { live: { id: at.id, et: at.et } }) };
      return live(asked, (told) => (within = told.total > 0 ? told.done / told.total : 0), signal);
    };
    try {
      const key = JSON.stringify([at === null ? opened : at, faults]);
      const before = known?.key === key ? known.answer : await ask(at === null ? [...opened] : null);
      known = { key, answer: before };
      done = 1;
      const after = await ask([...starts]);
      result = { before, after, faults, starts };
    } catch (error) {
      if (!isAbort(error)) failure = failureOf(error);
    } finally {
      if (control?.signal === signal) done = null;
    }
  }
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
    get share() {
      return done === null ? 0 : Math.min(1, (done + within) / 2);
    },
    run,
    cancel: () => control?.abort(),
  };
}
