import type { PlannedStart, PlanToEdit, TimeTable } from '@openilrs/api/contract';
import type { Change, PlanCurves, PlanFacts, PlanState, Verdict } from './plan-session.ts';

/** What the page asks of the thread that judges, and what comes back; `id` ties them together. */
export type PlanQuestion =
  | { readonly kind: 'open'; readonly input: PlanToEdit['input']; readonly starts: readonly PlannedStart[]; readonly time: TimeTable }
  | { readonly kind: 'preview'; readonly change: Change }
  | { readonly kind: 'make'; readonly change: Change }
  | { readonly kind: 'replace'; readonly starts: readonly PlannedStart[] }
  | { readonly kind: 'undo' | 'redo' }; // prettier-ignore

export interface PlanReply {
  readonly verdict: Verdict | null;
  /** Of a preview that can be made. */
  readonly curves: PlanCurves | null;
  /** After everything but a preview and what is refused. */
  readonly state: PlanState | null;
  /** At opening. */
  readonly facts: PlanFacts | null;
}

export type PlanAnswer = { readonly id: number; readonly reply: PlanReply } | { readonly id: number; readonly failed: string }; // prettier-ignore
