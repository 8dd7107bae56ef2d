import { etToUtc } from '@openilrs/core/time';
import type { PlanInput } from '@openilrs/core/autonomy';
import { leapSecondsOf } from '../../time/leap-table.ts';
import type { PlanAnswer, PlanQuestion, PlanReply } from './plan-messages.ts';
import { PlanSession, type Change, type PlanCurves } from './plan-session.ts';

// Thread that judges changes of a plan, so that the page stays quick however large the plan is.

let session: PlanSession | null = null;
const buffersOf = (curves: PlanCurves) =>
  Object.values(curves).map((values: Float64Array) => values.buffer as ArrayBuffer);
const nothing: PlanReply = { verdict: null, curves: null, state: null, facts: null };

/** A change that is refused leaves the plan, and the page, as they are. */
function made(plan: PlanSession, change: Change): PlanReply {
  const verdict = plan.make(change);
  return { ...nothing, verdict, state: verdict.ok ? plan.state() : null };
}

function answer(question: PlanQuestion): PlanReply {
  if (question.kind === 'open') {
    const lsk = leapSecondsOf(question.time);
    const input: PlanInput = { ...(question.input as unknown as PlanInput), utc: (et) => etToUtc(lsk, et, 0) }; // prettier-ignore
    session = new PlanSession(input, question.starts);
    return { ...nothing, state: session.state(), facts: session.facts };
  }
  if (session === null) throw new Error('no plan is open');
  switch (question.kind) {
    case 'preview':
      return { ...nothing, ...session.preview(question.change) };
    case 'make':
      return made(session, question.change);
    case 'replace':
      session.replace(question.starts);
      return { ...nothing, state: session.state() };
    default:
      session[question.kind]();
      return { ...nothing, state: session.state() };
  }
}

self.onmessage = ({ data }: MessageEvent<PlanQuestion & { readonly id: number }>) => {
  const { id, ...question } = data;
  let message: PlanAnswer;
  try {
    message = { id, reply: answer(question as PlanQuestion) };
  } catch (error) {
    message = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  // the curves of years are megabytes: handed over, not copied
  const curves = 'reply' in message ? [message.reply.curves, message.reply.state?.curves] : [];
  self.postMessage(message, { transfer: curves.flatMap((one) => (one == null ? [] : buffersOf(one))) });
};
