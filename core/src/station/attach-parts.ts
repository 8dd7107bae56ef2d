import { derate, scaleCapacity } from './battery.ts';
import { buildParts } from './build-parts.ts';
import type { PartHost } from './components/part.ts';
import type { Environment } from './environment.ts';
import { updateFlows } from './flows.ts';
import { layDown, stopActivity } from './station-commands.ts';
import { checkLevels, signal, updateSources, type Activity, type StationState } from './station-state.ts';
import { bandTempK, watchLevels } from './thermal-node.ts';

/** Builds the further components of a station into its state; once, before time passes. */
export function attachParts(state: StationState, environment: Environment): void {
  const visitWindows = (id: string) => {
    if (environment.visitWindows === undefined) throw new Error(`the environment knows no time for the visit "${id}"`);
    return environment
      .visitWindows(id)
      .map(([from, to]) => [from - environment.startEt, to - environment.startEt] as const);
  };
  state.parts.push(...buildParts(state.spec, hostOf(state), visitWindows));
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
  const stop = (matches: (activity: Activity) => boolean) => {
    for (const activity of [...state.activities.values()]) if (matches(activity)) stopActivity(state, activity.id);
  };
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
    stopOn: (robotId) => stop(({ instrument }) => instrument.spec.robotId === robotId),
    stopWhere: (matches) => stop(({ instrument }) => matches(instrument.spec)),
    stopAll: () => {
      stop(() => true);
      for (const link of state.links) link.on = false;
    },
    layDown: () => layDown(state),
    booted: (computerId) => {
      state.bootCount += 1;
      signal(state, 'booted', computerId);
    },
    loseUnsaved: (checkpointS) => {
      let lost = 0;
      for (const activity of state.activities.values()) lost += loseUnsaved(state, activity, checkpointS);
      return lost;
    },
    visitChanged: (uses, begins) => {
      for (const part of state.parts) part.visitChanged(uses, begins);
    },
    watchNode: (id, levelsK) => watchLevels(node(id), levelsK),
    bandTempK: (id) => bandTempK(node(id)),
  };
}

/** What an activity has made since its last checkpoint, as far as it has not been sent: it does not count as produced. */
function loseUnsaved(state: StationState, { instrument, startS, dataRateBitS }: Activity, checkpointS: number): number {
  const made = dataRateBitS * ((state.timeS - startS) % checkpointS);
  const partition = state.partitions[instrument.partition];
  const lost = Math.min(made, partition?.storedBit ?? state.storeBit);
  if (partition !== undefined) partition.storedBit -= lost;
  state.storeBit -= lost;
  state.producedBit -= lost;
  return lost;
}
