import type { CalibrationModel } from '../equipment.ts';
import type { PlannedActivity } from '../plan.ts';

/** A calibration ends so long before the activity that needs it. */
const MARGIN_S = 60;

/**
 * When an instrument has to be calibrated for its next activity; null when it needs not. An activity that is longer than a calibration holds begins with a fresh one.
 *
 * @param activities what the plan starts next, in the order of time; @param validUntilEt of the last calibration
 */
export function calibrateAtEt(
  { instrumentId, validS, durationS }: CalibrationModel,
  activities: readonly PlannedActivity[],
  validUntilEt: number,
  now: number,
): number | null {
  const leadS = durationS + MARGIN_S;
  for (const { request, startEt, endEt } of activities) {
    if (request.instrumentId !== instrumentId) continue;
    // one that cannot wait for it goes without: its data are kept, and counted apart
    if (Math.max(now + leadS, startEt) + request.durationS > request.latestEt + 1) continue;
    const neededS = Math.min(endEt - startEt, Math.max(0, validS - MARGIN_S - 1));
    return validUntilEt >= startEt + neededS ? null : startEt - leadS;
  }
  return null;
}
