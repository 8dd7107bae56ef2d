import type { Cause, Plan, SmallestChange } from '../../autonomy/index.ts';
import type { Provenance } from './survey-result.ts';

/** What `plan` writes: `plan/plan.json`. */
export interface PlanResult {
  readonly missionId: string;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly fromEt: number;
  readonly toEt: number;
  readonly seed: number;
  readonly site?: { readonly latDeg: number; readonly lonDeg: number } | undefined;
  readonly requestsTotal: number;
  readonly requestsPlaced: number;
  readonly value: number;
  /** No plan has more: see `missionBound` for what it holds for. */
  readonly upperBound: number;
  /** What the plan may lack to the best one, as a share of the bound. */
  readonly gap: number;
  /** Of a plain priority-greedy planner on the same requests, and how much more this plan has, as a share of it. */
  readonly greedyValue: number;
  readonly moreThanGreedy: number;
  /** How the search went; null when there was none. */
  readonly search: Plan['search'] | null;
  /** By start. */
  readonly activities: readonly PlanActivity[];
  readonly notPlaced: readonly PlanRefusal[];
  /** What each partner has of the plan, with what agreements promise at the least. */
  readonly shares: Plan['shares'];
  /** Load levels over time: 0 is everything on, the last is sleep. */
  readonly levels: Plan['levels'];
  readonly sleepLevel: number;
  readonly provenance: Provenance;
}

export interface PlanActivity {
  readonly requestId: string;
  readonly experimentId: string;
  readonly instrumentId: string;
  readonly ownerId: string;
  readonly startEt: number;
  readonly endEt: number;
  readonly startUtc: string;
  readonly endUtc: string;
  readonly value: number;
  /** Starts that can be kept while all others stay: every full hour between them, counted from the start, was checked. */
  readonly earliestStartEt: number;
  readonly latestStartEt: number;
}

export interface PlanRefusal {
  readonly requestId: string;
  readonly reason: string;
  readonly causes?: readonly Cause[];
  /** Changes any one of which would give it a place with all else where it is, the smallest first: in words and figures. Each was applied and found to be enough. */
  readonly changes?: readonly (SmallestChange & { readonly words: string })[];
}
