import { FAULT_KINDS, FAULT_NAMES, faultTargets, type StationSpec } from '../../station/index.ts';
import type { ExtraFault } from '../operate-faults.ts';
import type { Variant } from './run-seed.ts';

/** A life for each single component of a station that is lost for good at `et`; what a component can lose in two ways has two. Resets are no loss. */
export function componentLosses(station: StationSpec, et: number): (Variant & { readonly what: string })[] {
  const targets = faultTargets(station);
  return FAULT_NAMES.flatMap((kind) => {
    const { whole } = FAULT_KINDS[kind];
    if (whole === null) return [];
    return targets[kind].map((componentId) => {
      const fault: ExtraFault = { et, componentId, kind, durationS: null, effect: 1 };
      return {
        id: `loses-${componentId}-${kind}`,
        what: whole,
        extraFaults: [fault],
        words: `--fault=${et},${componentId},${kind},forGood,1`,
      };
    });
  });
}
