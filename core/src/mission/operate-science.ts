import { conditionWindows, valueAt, type Execution, type StationModel } from '../autonomy/index.ts';
import { intersect } from '../time/index.ts';

/** Instants are kept to a second: sums of times of a decade are rounded, conditions change within minutes. */
const GRACE_S = 1;

/**
 * Which executions are what was asked for: they ran to their end, and light or contact were as asked for, by the almanac, for as long as was asked. What began in the light and went on into the dark is
 * no measurement in the light, also when the executive did not know better.
 */
export function asAsked(model: StationModel): (execution: Execution) => boolean {
  const conditions = conditionWindows(model, model.startEt, model.endEt);
  return ({ status, request: { condition, durationS }, fromEt, toEt }) => {
    if (status !== 'done') return false;
    if (condition === 'any') return true;
    const untilEt = Math.min(toEt, fromEt + durationS);
    const held = intersect(conditions[condition], [[fromEt, untilEt]]);
    return held.reduce((sum, [start, end]) => sum + end - start, 0) >= untilEt - fromEt - GRACE_S;
  };
}

/** What the executions brought home; calibrations serve others: they are carried out, but nobody asked for them. */
export function scienceOf(
  executions: readonly Execution[],
  met: (execution: Execution) => boolean,
): { readonly requestsMet: number; readonly scienceValue: number } {
  const asked = executions.filter((execution) => execution.request.support !== true && met(execution));
  return {
    requestsMet: asked.length,
    scienceValue: asked.reduce((sum, { request, fromEt }) => sum + valueAt(request, fromEt), 0),
  };
}
