import type { Environment } from './environment.ts';
import type { FaultEvent } from './faults.ts';
import { applyFault } from './station-faults.ts';
import { locked, updateFlows } from './flows.ts';
import { signal, type StationState } from './station-state.ts';

/** Something that happens to the station at an instant known beforehand. */
export interface WorldEvent {
  readonly timeS: number;
  readonly run: (state: StationState) => void;
}

/** What comes from outside, in order: faults, contact windows, and the slow decay of the heat sources (stepped every 30 days, 2e-4 of the heat). */
export function worldEvents(
  state: StationState,
  environment: Environment,
  faults: readonly FaultEvent[],
): WorldEvent[] {
  const start = environment.startEt;
  const queue: WorldEvent[] = [];
  for (const fault of faults) {
    queue.push({ timeS: fault.et - start, run: (s) => applyFault(s, fault, true) });
    if (fault.durationS !== null && fault.kind !== 'computerReset')
      queue.push({ timeS: fault.et + fault.durationS - start, run: (s) => applyFault(s, fault, false) });
  }
  state.links.forEach((link) => {
    for (const [fromEt, toEt] of environment.linkWindows(link.spec.id)) {
      const set = (inWindow: boolean) => (s: StationState) => {
        const before = locked(link);
        link.inWindow = inWindow;
        updateFlows(s);
        if (link.on && locked(link) !== before) signal(s, inWindow ? 'linkUp' : 'linkDown', link.spec.id);
      };
      queue.push({ timeS: fromEt - start, run: set(true) }, { timeS: toEt - start, run: set(false) });
    }
  });
  state.links.forEach((link) => {
    if (link.spec.steps === undefined) return;
    const rates = environment.linkRate?.(link.spec.id);
    if (rates === undefined) throw new Error(`the environment knows no rates for the link "${link.spec.id}"`);
    for (let i = 0; i < rates.et.length; i += 1) {
      const run = (s: StationState) => {
        link.rateBitS = rates.rateBitS[i]!;
        updateFlows(s);
      };
      queue.push({ timeS: rates.et[i]! - start, run });
    }
  });
  state.spec.radioisotope.forEach((source, i) => {
    for (let t = 30 * 86400; t < environment.endEt - start; t += 30 * 86400)
      queue.push({
        timeS: t,
        run: (s) => {
          s.radioisotopeHeat[i] = 2 ** (-t / source.halfLifeS);
          updateFlows(s);
        },
      });
  });
  return queue.sort((a, b) => a.timeS - b.timeS);
}
