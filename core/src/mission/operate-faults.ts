import type { LogEntry } from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';
import { drawFaults, faultTargets, type Environment, type FaultEvent, type FaultKind, type StationSpec } from '../station/index.ts'; // prettier-ignore

/** A fault that somebody adds to those that the seed draws. `effect` as declared for the component, else 0.2, when it is left out. */
export interface ExtraFault {
  readonly et: number;
  readonly componentId: string;
  /** One of {@link FaultKind}; checked when the run begins. */
  readonly kind: string;
  readonly durationS: number | null;
  readonly effect?: number;
}

/** Faults that the seed draws and those that were added, in order. */
export function allFaults(
  station: StationSpec,
  environment: Environment,
  seed: number,
  extraFaults: readonly ExtraFault[],
): FaultEvent[] {
  const { startEt, endEt } = environment;
  const extra = extraFaults.map((fault, i): FaultEvent => {
    checkFault(fault, i, station, startEt, endEt);
    const declared = station.faults.find(
      ({ componentId, kind }) => componentId === fault.componentId && kind === fault.kind,
    );
    return { ...fault, kind: fault.kind as FaultKind, effect: fault.effect ?? declared?.effect ?? 0.2 };
  });
  return [...drawFaults(station.faults, startEt, endEt, seed), ...extra].sort((a, b) => a.et - b.et);
}

function checkFault(fault: ExtraFault, i: number, station: StationSpec, startEt: number, endEt: number): void {
  const legal = faultTargets(station)[fault.kind as FaultKind] ?? [];
  if (!legal.includes(fault.componentId))
    throw new InputError('FAULT_COMPONENT', `"${fault.componentId}" cannot have a fault of kind "${fault.kind}"`, {
      where: `faults.${i}`,
      legal: Object.entries(faultTargets(station))
        .map(([kind, ids]) => `${kind}: ${ids.join(', ')}`)
        .join('; '),
      remedy: 'Correct the component or the kind',
    });
  if (!(fault.et >= startEt && fault.et < endEt))
    throw new InputError('FAULT_TIME', `et ${fault.et} lies outside the run`, {
      where: `faults.${i}.et`,
      legal: `${startEt} to ${endEt}`,
      remedy: 'Correct the time',
    });
}

/** The truth about a fault, for people who read the log; the executive never sees it. */
export function faultEntry({ et, componentId, kind, durationS, effect }: FaultEvent): LogEntry {
  const lasts = kind === 'computerReset' ? '' : durationS === null ? ' for good' : ` for ${(durationS / 3600).toFixed(1)} h`; // prettier-ignore
  return {
    et,
    severity: 'warning',
    source: 'simulation',
    type: 'fault',
    text: `simulated fault: ${kind} of ${componentId}${lasts}`,
    values: { componentId, kind, effect, durationS: durationS ?? -1 },
  };
}
