import { shareLink } from './components/partition.ts';
import type { FeederState, InstrumentState, LinkState, LoadRecord, StationState } from './station-state.ts';
import { settle, type ThermalNode } from './thermal-node.ts';

/** What a load does, whatever is commanded: as its current shows. */
export function shownState({ state, dead, stuckOn }: LoadRecord): LoadRecord['state'] {
  return dead > 0 ? 'off' : stuckOn > 0 ? 'on' : state;
}

export function loadW(load: LoadRecord): number {
  const { powerW, sleepW } = load.spec;
  const state = shownState(load);
  return state === 'on' ? powerW : state === 'standby' ? sleepW : 0;
}

export function locked(link: LinkState): boolean {
  return link.on && link.inWindow && link.outages === 0;
}

/** Whether what takes the data of an instrument is out of order. */
export function storeFailed({ storeFaults, partitions }: StationState, { partition }: InstrumentState): boolean {
  return storeFaults[partitions.length === 0 ? 0 : partition]! > 0;
}

/** Whether power comes through a feeder and those before it. */
export function fed(state: StationState, feederId: string | undefined): boolean {
  if (feederId === undefined) return true;
  for (let feeder: FeederState | null = feederOf(state, feederId); feeder !== null; feeder = feeder.from)
    if (!feeder.on || feeder.faults > 0) return false;
  return true;
}

export function feederOf(state: StationState, id: string): FeederState {
  return state.feeders.find(({ spec }) => spec.id === id)!;
}

function nodeOf({ nodes }: StationState, id: string): ThermalNode {
  for (let i = 0; i < nodes.length; i += 1) if (nodes[i]!.spec.id === id) return nodes[i]!;
  throw new Error(`there is no thermal node "${id}"`);
}

/** Constant power, data flows and heat in the nodes: after any switch. An undervoltage takes the bus from all of them. */
export function updateFlows(state: StationState): void {
  for (const node of state.nodes) node.dissipationW = 0;
  const warm = (nodeId: string | null, watts: number) => {
    if (nodeId !== null && watts !== 0) nodeOf(state, nodeId).dissipationW += watts;
  };
  state.spec.radioisotope.forEach((source, i) =>
    warm(source.nodeId, state.heatPathsOpen[i]! > 0 ? 0 : source.heatW * state.radioisotopeHeat[i]!),
  );
  for (const part of state.parts) warm(part.nodeId, part.state.heatW);
  for (const feeder of state.feeders) feeder.powerW = feeder.ratedW = 0;
  let power = 0;
  state.dataInBitS = 0;
  state.dataOutBitS = 0;
  for (const partition of state.partitions) partition.inBitS = 0;
  if (!state.undervoltage) {
    const draw = (feederId: string | undefined, watts: number) => {
      if (feederId === undefined) power += watts;
      else feederOf(state, feederId).powerW += watts;
    };
    for (const load of state.loads) {
      if (!fed(state, load.spec.feederId)) continue;
      draw(load.spec.feederId, loadW(load));
      warm(load.spec.nodeId, loadW(load));
    }
    for (const { instrument, powerW, dataRateBitS } of state.activities.values()) {
      // on a robot it lives from the robot's battery
      if (instrument.spec.robotId === undefined) draw(instrument.spec.feederId, powerW);
      state.dataInBitS += dataRateBitS;
      if (state.partitions.length > 0) state.partitions[instrument.partition]!.inBitS += dataRateBitS;
      warm(instrument.spec.nodeId, powerW);
    }
    for (const link of state.links) {
      if (!link.on || !fed(state, link.spec.feederId)) continue;
      draw(link.spec.feederId, link.spec.powerW);
      if (locked(link)) state.dataOutBitS += link.rateBitS;
    }
    for (const part of state.partStates) power += part.drawW;
    if (state.feeders.length > 0) power += throughFeeders(state);
  }
  state.constantW = power;
  if (state.partitions.length > 0) shareLink(state.partitions, state.dataOutBitS);
  if (state.dataInBitS <= state.dataOutBitS) state.storeFull = false;
  for (const node of state.nodes) {
    node.powered = !state.undervoltage && fed(state, node.spec.feederId);
    settle(node);
  }
}

/** Adds up what passes each feeder, from the last to the first (they are kept in that order), and what they take from the bus. */
function throughFeeders(state: StationState): number {
  for (const { spec, setting } of state.nodes)
    if (spec.feederId !== undefined && setting !== 'off' && fed(state, spec.feederId))
      feederOf(state, spec.feederId).ratedW += spec.heaterW;
  let power = 0;
  for (const feeder of state.feeders) {
    const { efficiency } = feeder.spec;
    if (feeder.from === null) power += feeder.powerW / efficiency;
    else feeder.from.powerW += feeder.powerW / efficiency;
    if (feeder.from !== null) feeder.from.ratedW += feeder.ratedW / efficiency;
  }
  return power;
}
