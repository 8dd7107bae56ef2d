import { curveIntegral } from '../../station/index.ts';
import type { DustModel } from '../equipment.ts';
import type { StationModel } from '../station-model.ts';

/** A cleaning has to give back what it draws within so long. */
const PAYBACK_S = 10 * 86400;
/** Less than this is within what an array is off its design by anyway (see the monitor `array`). */
const LEAST_LOSS = 0.01;

/** Whether cleaning an array that has lost the share `loss` of its clean output pays by the almanac: more comes back within {@link PAYBACK_S} than the cleaning draws. */
export function cleaningPays({ arrayId, removedFraction, cleaningW, cleaningS }: DustModel, model: StationModel, loss: number, now: number): boolean {
  if (loss < LEAST_LOSS) return false;
  const clean = model.arrays.find(({ id }) => id === arrayId)?.power;
  if (clean === undefined) return false;
  const [from, to] = curveIntegral(clean, [now, Math.min(model.endEt, now + PAYBACK_S)]);
  return loss * removedFraction * (to! - from!) > cleaningW * cleaningS;
} // prettier-ignore
