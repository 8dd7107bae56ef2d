import type { FaultKind, StationSpec } from '../../station/index.ts';
import { faultTargets, type ExtraFault } from '../operate-faults.ts';
import type { Variant } from './run-seed.ts';

/** A fault that takes the whole of a component, for good. Resets are no loss; what the library has no fault for (radioisotope sources, loads) is not among them. */
const TOTAL: Partial<Record<FaultKind, string>> = {
  arrayString: 'gives nothing',
  batteryCell: 'holds nothing',
  linkOutage: 'reaches nobody',
  heaterStuckOff: 'first heater dead',
  heaterStuckOn: 'first heater stuck on',
  instrumentFault: 'dead',
  sourceTrip: 'tripped',
  storageOutage: 'out',
  feederOpen: 'open',
  robotFault: 'dead',
};

/** A life for each single component of a station that is lost for good at `et`; what a component can lose in two ways has two. */
export function componentLosses(station: StationSpec, et: number): (Variant & { readonly what: string })[] {
  const targets = faultTargets(station);
  return (Object.keys(TOTAL) as FaultKind[]).flatMap((kind) =>
    targets[kind].map((componentId) => {
      const fault: ExtraFault = { et, componentId, kind, durationS: null, effect: 1 };
      return {
        id: `loses-${componentId}-${kind}`,
        what: TOTAL[kind]!,
        extraFaults: [fault],
        words: `--fault=${et},${componentId},${kind},forGood,1`,
      };
    }),
  );
}
