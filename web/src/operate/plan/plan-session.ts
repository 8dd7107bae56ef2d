import type { PlannedStart } from '@openilrs/api/contract';
import { applyEdit, lookAtEdit, openPlan, type Cause, type OpenPlan, type PlanEdit, type PlanInput, type Request } from '@openilrs/core/autonomy'; // prettier-ignore
import { changesBetween, placedIn, withChange, type Change } from './plan-starts.ts';

export type { Change };

export interface Verdict {
  readonly ok: boolean;
  readonly reason: string | null;
  readonly causes: readonly Cause[];
  readonly nearestStartEt: number | null;
}

/** What the plan does to the station, at the edges of its bins of an hour; power is the mean of the bin before. */
export interface PlanCurves {
  readonly et: Float64Array;
  readonly batteryFraction: Float64Array;
  readonly storeBit: Float64Array;
  readonly generationW: Float64Array;
  readonly loadW: Float64Array;
}

export interface PlanState {
  readonly starts: readonly PlannedStart[];
  readonly value: number;
  readonly curves: PlanCurves;
  readonly undo: number;
  readonly redo: number;
}

/** What does not change with the plan. */
export interface PlanFacts {
  /** Floor and reserve: what a change must leave in the battery. */
  readonly keepFraction: number;
  /** When the station sleeps whatever is planned. */
  readonly sleeps: readonly (readonly [number, number])[];
}

/** A plan that a person changes: judges a change without making it, makes it, takes it back. */
export class PlanSession {
  readonly facts: PlanFacts;
  private readonly input: PlanInput;
  private readonly byId: ReadonlyMap<string, Request>;
  private open: OpenPlan;
  /** What is placed, by start. */
  private starts: readonly PlannedStart[];
  private readonly before: (readonly PlannedStart[])[] = [];
  private readonly after: (readonly PlannedStart[])[] = [];

  /** @throws RangeError for a start of an unknown request */
  constructor(input: PlanInput, starts: readonly PlannedStart[]) {
    this.input = input;
    this.byId = new Map(input.requests.map((request) => [request.id, request]));
    this.open = this.opened(starts);
    this.starts = placedIn(this.open);
    this.facts = factsOf(this.open);
  }

  state(): PlanState {
    const { schedule } = this.open;
    return {
      starts: this.starts,
      value: schedule.value,
      curves: curvesOf(this.open),
      undo: this.before.length,
      redo: this.after.length,
    };
  }

  /** How the curves would be with a change that can be made; null when it cannot. The plan stays as it is. */
  preview(change: Change): { readonly verdict: Verdict; readonly curves: PlanCurves | null } {
    const { verdict, seen } = lookAtEdit(this.open, this.editOf(change), () => curvesOf(this.open));
    return { verdict, curves: seen };
  }

  make(change: Change): Verdict {
    const verdict = applyEdit(this.open, this.editOf(change));
    if (!verdict.ok) return verdict;
    this.before.push(this.starts);
    this.after.length = 0;
    this.starts = withChange(this.starts, change);
    return verdict;
  }

  undo(): boolean {
    return this.step(this.before, this.after);
  }

  redo(): boolean {
    return this.step(this.after, this.before);
  }

  /** Another plan in place of this one; it can be taken back too. */
  replace(starts: readonly PlannedStart[]): void {
    this.before.push(this.starts);
    this.after.length = 0;
    this.reopen(starts);
  }

  private step(from: (readonly PlannedStart[])[], to: (readonly PlannedStart[])[]): boolean {
    const starts = from.pop();
    if (starts === undefined) return false;
    to.push(this.starts);
    // the opposite of one change is made in a tenth of the time in which a large plan is opened
    const way = changesBetween(this.starts, starts, MOST_STEPS);
    if (way !== null && way.every((change) => applyEdit(this.open, this.editOf(change)).ok)) this.starts = starts;
    else this.reopen(starts);
    return true;
  }

  private reopen(starts: readonly PlannedStart[]): void {
    this.open = this.opened(starts);
    this.starts = placedIn(this.open);
  }

  private opened(starts: readonly PlannedStart[]): OpenPlan {
    const activities = starts.map(({ requestId, startEt }) => {
      const request = this.byId.get(requestId);
      if (request === undefined) throw new RangeError(`the mission has no request "${requestId}"`);
      return { request, startEt, endEt: startEt + request.durationS };
    });
    return openPlan(this.input, activities);
  }

  private editOf(change: Change): PlanEdit {
    if (change.kind !== 'add') return change as PlanEdit;
    return { kind: 'add', request: this.byId.get(change.requestId)!, startEt: change.startEt };
  }
}

/** So many changes are taken back one by one; for more the plan is opened anew. */
const MOST_STEPS = 3;

function edgesOf({ schedule: { resources }, input }: OpenPlan): Float64Array {
  const { fromEt, bins } = resources.forecast;
  return Float64Array.from({ length: bins + 1 }, (_, b) => Math.min(fromEt + b * HOUR_S, input.model.endEt));
}

const HOUR_S = 3600;

function curvesOf(open: OpenPlan): PlanCurves {
  const { forecast, capacityJ, energyJ, storeBit, baseByLevelJ, activityJ, level } = open.schedule.resources;
  const perHour = (valueJ: (bin: number) => number) =>
    Float64Array.from({ length: forecast.bins + 1 }, (_, edge) => valueJ(Math.max(0, edge - 1)) / HOUR_S);
  return {
    et: edgesOf(open),
    batteryFraction: energyJ.map((value) => value / capacityJ),
    storeBit: storeBit.slice(),
    generationW: perHour((bin) => forecast.generationJ[bin]!),
    loadW: perHour((bin) => baseByLevelJ[level[bin]!]![bin]! + activityJ[bin]!),
  };
}

function factsOf(open: OpenPlan): PlanFacts {
  const { level, keepJ, capacityJ, model } = open.schedule.resources;
  const et = edgesOf(open);
  const sleeps: [number, number][] = [];
  for (let bin = 0; bin < level.length; bin += 1) {
    if (level[bin] !== model.levels.length - 1) continue;
    if (sleeps.at(-1)?.[1] === et[bin]) sleeps.at(-1)![1] = et[bin + 1]!;
    else sleeps.push([et[bin]!, et[bin + 1]!]);
  }
  return { keepFraction: keepJ[0]! / capacityJ, sleeps };
}
