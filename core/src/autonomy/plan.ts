import type { SolveLp } from './relaxation/linear-program.ts';
import type { Request } from './request.ts';
import type { OwnerShare, ShareGoal } from './shares.ts';
import type { Clock, StopReason } from './search/index.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** What the planner starts from. */
export interface PlanInput {
  readonly model: StationModel;
  readonly beliefs: Beliefs;
  readonly nowEt: number;
  readonly horizonS: number;
  readonly batteryJ: number;
  readonly storeBit: number;
  /** What is in the batteries of robots, J; full where it is left out. */
  readonly robotsJ?: Readonly<Record<string, number>>;
  /** Heat that the equipment lacks to its operating temperature, J. */
  readonly coldJ: number;
  readonly requests: readonly Request[];
  /** Activities that run: kept when they still fit. */
  readonly running: readonly PlannedActivity[];
  /** Executions that are over: what must follow them still may, their alternatives may not. */
  readonly done?: readonly { readonly requestId: string; readonly endEt: number; readonly oneOf?: string }[];
  /** Least parts of owners; a search weighs them above value, see `shares` of the plan for what lacks. */
  readonly shareGoals?: readonly ShareGoal[];
  readonly utc: (et: number) => string;
}

export interface PlanOptions {
  /** With it the plan's upper bound is that of the relaxation; without, the sum of what could run by its windows. */
  readonly solveLp?: SolveLp;
  /** Search for better plans for so many iterations (a function of the input and `seed`), or so many seconds of `clock`; without either there is no search. */
  readonly iterations?: number;
  /** The search ends when it has looked at so many starts: a limit of work that is the same on every machine. */
  readonly starts?: number;
  /** The search ends after so many iterations without a better plan. */
  readonly patience?: number;
  /** Search only when the plan as constructed has left something out that could run at a station that does nothing else. */
  readonly onlyIfLeftOut?: boolean;
  readonly seconds?: number;
  readonly clock?: Clock;
  /** Plain greedy by priority: no other orders, no exchanges. */
  readonly greedy?: boolean;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: { readonly aborted: boolean };
  /** Called with the value of the first and of each better plan. */
  readonly onBest?: (value: number, iteration: number) => void;
}

export interface PlannedActivity {
  readonly request: Request;
  readonly startEt: number;
  readonly endEt: number;
}

export interface Plan {
  readonly fromEt: number;
  readonly toEt: number;
  /** By start. */
  readonly activities: readonly PlannedActivity[];
  readonly levels: readonly { readonly fromEt: number; readonly toEt: number; readonly level: number }[];
  /** Expected stored energy at `fromEt + k * 3600 s`. */
  readonly energyJ: Float64Array;
  readonly notPlaced: readonly {
    readonly requestId: string;
    readonly reason: string;
    readonly causes: readonly Cause[];
  }[];
  /** Running activities that have to stop, and for want of what. */
  readonly dropped: readonly { readonly requestId: string; readonly why: 'sleep' | 'power' | 'store' | 'battery' }[];
  readonly value: number;
  /** Value that plain greedy by priority would have placed. */
  readonly greedyValue: number;
  /** No plan from here has more value: proved by the relaxation when a solver was given, else the sum over all requests with a window. */
  readonly upperBound: number;
  /** What the plan may lack to the best one, as a share of the bound. */
  readonly gap: number;
  /** What each owner has of the plan. */
  readonly shares: readonly OwnerShare[];
  /** When there was a search: what it began with, and how it ended. */
  readonly search?: { readonly constructedValue: number; readonly iterations: number; readonly stopped: StopReason };
  /** Instants at which even sleep does not keep the battery. */
  readonly hopelessEt: readonly number[];
}

/** Why a number of possible starts of a request failed, with the one of them (at `startEt`) that comes nearest to being kept. */
export type Cause =
  | { readonly kind: 'noWindow'; readonly starts: 0; readonly longestS: number; readonly neededS: number }
  | { readonly kind: 'outOfOrder'; readonly starts: 0; readonly untilEt: number }
  /** None of `needs` is planned or done in time before these starts. */
  | { readonly kind: 'order'; readonly starts: number; readonly startEt: number; readonly needs: string; readonly others: number }
  /** An alternative is met in its place. */
  | { readonly kind: 'alternative'; readonly starts: number; readonly startEt: number; readonly by: string }
  /** The instrument, or `what` else it has to hold, is held by `by` and so many others. */
  | { readonly kind: 'taken'; readonly starts: number; readonly startEt: number; readonly by: string; readonly others: number; readonly what?: string }
  /** The station sleeps from `et` for `sleepS`. */
  | { readonly kind: 'sleep'; readonly starts: number; readonly startEt: number; readonly et: number; readonly sleepS: number }
  | { readonly kind: 'power'; readonly starts: number; readonly startEt: number; readonly et: number; readonly freeW: number }
  /** The store would be at `fraction` of its capacity when it first overflows. */
  | { readonly kind: 'store'; readonly starts: number; readonly startEt: number; readonly et: number; readonly fraction: number }
  /** The battery would reach `fraction` at the bottom of its first fall under `keepFraction` (floor and reserve). */
  | { readonly kind: 'battery'; readonly starts: number; readonly startEt: number; readonly et: number; readonly fraction: number; readonly keepFraction: number }; // prettier-ignore
