import type { PlannedStart, PlanToEdit, TimeTable } from '@openilrs/api/contract';
import type { Request } from '@openilrs/core/autonomy';
import { failureOf, type Failure } from '../../api-client/request.ts';
import type { Change, PlanCurves, PlanFacts, PlanState, Verdict } from './plan-session.ts';
import { byId, startById } from './plan-lanes.ts';
import { openPlanThread, type PlanThread } from './plan-thread.ts';

/** A change that is tried: dragged, stepped by keys or typed, and what the judge says of it. */
export interface Draft {
  readonly change: Change;
  /** Null while it is judged. */
  readonly verdict: Verdict | null;
}

/** The plan on the page: what is placed, what is chosen, what is tried. */
export interface PlanEdit {
  readonly facts: PlanFacts | null;
  readonly state: PlanState | null;
  /** As it was opened. */
  readonly opened: PlanState | null;
  readonly failure: Failure | null;
  readonly requests: ReadonlyMap<string, Request>;
  readonly startOf: ReadonlyMap<string, number>;
  /** Of the draft when it can be made, else those of the plan. */
  readonly curves: PlanCurves | null;
  readonly chosen: string | null;
  readonly draft: Draft | null;
  readonly changed: boolean;
  choose(requestId: string | null): void;
  /** Shows what a change would do; with `make` it is made when it can be. */
  try(change: Change, make?: boolean): Promise<void>;
  drop(): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  replace(starts: readonly PlannedStart[]): Promise<void>;
  close(): void;
}

export function createPlanEdit(plan: PlanToEdit, time: TimeTable, thread: PlanThread = openPlanThread()): PlanEdit {
  const requests = byId(plan.input.requests as readonly Request[]);
  let facts: PlanFacts | null = $state.raw(null);
  let state: PlanState | null = $state.raw(null);
  let opened: PlanState | null = $state.raw(null);
  let failure: Failure | null = $state.raw(null);
  let chosen: string | null = $state(null);
  let draft: Draft | null = $state.raw(null);
  let preview: PlanCurves | null = $state.raw(null);
  const startOf = $derived.by(() => startById(state?.starts ?? []));
  const changed = $derived.by(() => state !== null && opened !== null && !sameStarts(state.starts, opened.starts));

  const failed = (error: unknown) => (failure = failureOf(error));
  thread.ask({ kind: 'open', input: plan.input, starts: plan.activities, time }).then((reply) => {
    [facts, state, opened] = [reply.facts, reply.state, reply.state];
  }, failed);

  async function attempt(change: Change, make = false): Promise<void> {
    draft = { change, verdict: null };
    try {
      if (!make) {
        const reply = await thread.askLatest({ kind: 'preview', change });
        if (reply === null || draft?.change !== change) return;
        draft = { change, verdict: reply.verdict };
        return show(change, reply.curves);
      }
      // the verdict comes at once, making the change takes longer in a large plan
      // (asked together, so that nothing comes between the two)
      const [judging, making] = [thread.ask({ kind: 'preview', change }), thread.ask({ kind: 'make', change })];
      making.catch(() => {}); // awaited below
      const { verdict, curves } = await judging;
      if (draft?.change === change) [draft, preview] = [{ change, verdict }, null];
      if (verdict?.ok === true) void show(change, curves);
      state = (await making).state ?? state;
      if (verdict?.ok === true && draft?.change === change) [draft, preview] = [null, null];
    } catch (error) {
      failed(error);
    }
  }
  /** Curves of years take longer to draw than a frame: the verdict is seen before them. */
  async function show(change: Change, curves: PlanCurves | null): Promise<void> {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (draft?.change === change) preview = curves;
  }
  async function step(question: Parameters<PlanThread['ask']>[0]): Promise<void> {
    [draft, preview] = [null, null];
    try {
      state = (await thread.ask(question)).state;
    } catch (error) {
      failed(error);
    }
  }
  return {
    get facts() {
      return facts;
    },
    get state() {
      return state;
    },
    get opened() {
      return opened;
    },
    get failure() {
      return failure;
    },
    requests,
    get startOf() {
      return startOf;
    },
    get curves() {
      return preview ?? state?.curves ?? null;
    },
    get chosen() {
      return chosen;
    },
    get draft() {
      return draft;
    },
    get changed() {
      return changed;
    },
    choose(requestId) {
      if (requestId !== chosen) [draft, preview] = [null, null];
      chosen = requestId;
    },
    try: attempt,
    drop() {
      [draft, preview] = [null, null];
    },
    undo: () => step({ kind: 'undo' }),
    redo: () => step({ kind: 'redo' }),
    replace: (starts) => step({ kind: 'replace', starts }),
    close: () => thread.close(),
  };
}

function sameStarts(a: readonly PlannedStart[], b: readonly PlannedStart[]): boolean {
  return a.length === b.length && a.every(({ requestId, startEt }, i) => b[i]!.requestId === requestId && b[i]!.startEt === startEt); // prettier-ignore
}
