import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean, InputError } from '@openilrs/core/errors';
import type { ExecutedActivity, OperateSummary, PlanActivity, PlanRefusal, PlanResult } from '@openilrs/core/mission'; // prettier-ignore

/** What is known of a request: what a plan makes of it, and what came of it in a run. */
export interface RequestExplanation {
  readonly requestId: string;
  /** `planned`, `leftOut`; null without a plan. */
  readonly planned: PlanActivity | null;
  readonly leftOut: PlanRefusal | null;
  /** Executions in the run, complete or partial; null without a run. */
  readonly executed: readonly ExecutedActivity[] | null;
  readonly notMet: OperateSummary['notPlaced'][number] | null;
}

/** A plan and what came of it; either may be missing. */
export interface ExplainSources {
  readonly plan: PlanResult | null;
  readonly summary: Pick<OperateSummary, 'notPlaced'> | null;
  readonly executed: readonly ExecutedActivity[] | null;
}

/**
 * Reads what a run folder knows: `plan/plan.json` and `operate/`.
 *
 * @throws InputError `EXPLAIN_RUN` when it has neither, or a file is no JSON
 */
export function explainSources(runDir: string): ExplainSources {
  const read = <T>(...parts: string[]): T | null => {
    const file = join(runDir, ...parts);
    if (!existsSync(file)) return null;
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as T;
    } catch (cause) {
      throw new InputError('EXPLAIN_RUN', 'is not a result', { where: file, remedy: 'Run plan or operate again', cause });
    }
  }; // prettier-ignore
  const sources = {
    plan: read<PlanResult>('plan', 'plan.json'),
    summary: read<OperateSummary>('operate', 'summary.json'),
    executed: read<ExecutedActivity[]>('operate', 'activities.json'),
  };
  if (sources.plan === null && sources.summary === null)
    throw new InputError('EXPLAIN_RUN', 'holds neither a plan nor operations', {
      where: runDir,
      remedy: 'Run `ilrs plan` or `ilrs operate` with this --out first, or give --mission',
    });
  return sources;
}

/**
 * @throws InputError `EXPLAIN_REQUEST` for a request that neither plan nor run knows, with those that come nearest in name
 */
export function explainRequest(requestId: string, { plan, summary, executed }: ExplainSources): RequestExplanation {
  const own = <T extends { readonly requestId: string }>(list: readonly T[] | undefined): T[] =>
    (list ?? []).filter((one) => one.requestId === requestId);
  const found = {
    requestId,
    planned: own(plan?.activities)[0] ?? null,
    leftOut: own(plan?.notPlaced)[0] ?? null,
    executed: executed === null ? null : own(executed),
    notMet: own(summary?.notPlaced)[0] ?? null,
  };
  if (found.planned !== null || found.leftOut !== null || (found.executed?.length ?? 0) > 0 || found.notMet !== null)
    return found;
  const known = [...(plan?.activities ?? []), ...(plan?.notPlaced ?? []), ...(executed ?? []), ...(summary?.notPlaced ?? [])]; // prettier-ignore
  const ids = [...new Set(known.map((one) => one.requestId))];
  throw new InputError('EXPLAIN_REQUEST', `no request "${requestId}" is known${didYouMean(requestId, ids)}`, {
    where: 'request',
    legal: nearestNames(requestId, ids),
    remedy: 'Give the id of a request: that of its proposal with a running number',
  });
}

const MOST_NAMED = 6;

/** Names that begin alike, longest common beginning first, and how many there are beside them. */
function nearestNames(name: string, known: readonly string[]): string {
  const alike = (other: string) => {
    let length = 0;
    while (length < name.length && name[length] === other[length]) length += 1;
    return length;
  };
  const ranked = [...known].sort((a, b) => alike(b) - alike(a) || (a < b ? -1 : 1));
  const more = ranked.length > MOST_NAMED ? ` and ${ranked.length - MOST_NAMED} more` : '';
  return `${ranked.slice(0, MOST_NAMED).join(', ')}${more}`;
}
