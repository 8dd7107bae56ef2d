import { derate, scaleCapacity } from './battery.ts';
import { buildParts } from './build-parts.ts';
import type { PartHost } from './components/part.ts';
import { checkLevels, signal, updateFlows, updateSources, type StationState } from './station-state.ts';
import { bandTempK, watchLevels } from './thermal-node.ts';

/** Builds the further components of a station into its state; once, before time passes. */
export function attachParts(state: StationState): void {
  state.parts.push(...buildParts(state.spec, hostOf(state)));
  state.partStates.push(...state.parts.map((part) => part.state));
  for (const part of state.parts) part.start();
  updateSources(state);
  updateFlows(state);
}

/** What the parts may touch of the state. */
function hostOf(state: StationState): PartHost {
  const storage = (id: string) =>
    id === 'battery' ? state.battery : state.bank!.storages.find((one) => one.id === id)!.battery;
  const node = (id: string) => state.nodes.find(({ spec }) => spec.id === id)!;
  return {
    startEt: state.startEt,
    timeS: () => state.timeS,
    powered: () => !state.undervoltage,
    signal: (kind, id) => signal(state, kind, id),
    scaleArray: (arrayId, ratio) => {
      const i = state.spec.arrays.findIndex(({ id }) => id === arrayId);
      state.arrayHealth[i]! *= ratio;
    },
    scaleCapacity: (id, ratio) => {
      scaleCapacity(storage(id), ratio);
      checkLevels(state);
    },
    throughputJ: (id) => storage(id).throughputJ,
    derateBattery: (before, after) => {
      derate(state.battery, before, after);
      checkLevels(state);
    },
    watchNode: (id, levelsK) => watchLevels(node(id), levelsK),
    bandTempK: (id) => bandTempK(node(id)),
  };
}
