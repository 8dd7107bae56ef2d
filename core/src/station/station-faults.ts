import { setCapacity } from './battery.ts';
import type { FaultEvent } from './faults.ts';
import { failStore } from './data-store.ts';
import { layDown, stopActivity } from './station-commands.ts';
import { locked, updateFlows } from './flows.ts';
import { stopBehind } from './shedding.ts';
import { checkLevels, signal, updateSources, type LinkState, type StationState } from './station-state.ts';

/** Makes a fault true (`begin`) or ends it. Capacity comes back without the energy that was lost. */
export function applyFault(state: StationState, fault: FaultEvent, begin: boolean): void {
  const step = begin ? 1 : -1;
  const keep = 1 - Math.min(0.999, fault.effect);
  switch (fault.kind) {
    case 'mastDown':
      state.spec.arrays.forEach(({ mastId }, i) => (state.arrayDown[i]! += mastId === fault.componentId ? step : 0));
      // the antennas of direct links stand on the first mast
      if (fault.componentId === state.spec.masts[0]!.id)
        for (const link of state.links) if (link.spec.route.kind === 'direct') breakLink(state, link, step);
      break;
    case 'arrayString': {
      const i = state.spec.arrays.findIndex(({ id }) => id === fault.componentId);
      if (i >= 0) state.arrayHealth[i]! *= begin ? keep : 1 / keep;
      break;
    }
    case 'converterFault':
    case 'heatPathOpen': {
      const i = state.spec.radioisotope.findIndex(({ id }) => id === fault.componentId);
      if (i < 0) break;
      if (fault.kind === 'heatPathOpen') state.heatPathsOpen[i]! += step;
      else state.converterHealth[i]! *= begin ? keep : 1 / keep;
      break;
    }
    case 'batteryCell':
      setCapacity(state.battery, state.battery.capacityJ * (begin ? keep : 1 / keep));
      checkLevels(state);
      break;
    case 'linkOutage':
    case 'terminalOutage':
      for (const link of state.links)
        if ((fault.kind === 'linkOutage' ? link.spec.id : link.spec.terminalId) === fault.componentId)
          breakLink(state, link, step);
      break;
    case 'computerReset':
      if (begin && fault.componentId === 'computer') resetComputer(state);
      else for (const part of state.parts) if (part.fault(fault, begin)) break;
      break;
    case 'computerDead':
      if (fault.componentId === 'computer') killComputer(state, step);
      else for (const part of state.parts) if (part.fault(fault, begin)) break;
      break;
    case 'loadDead':
    case 'loadStuckOn': {
      const load = state.loads.find(({ spec }) => spec.id === fault.componentId);
      if (load !== undefined) load[fault.kind === 'loadDead' ? 'dead' : 'stuckOn'] += step;
      break;
    }
    case 'storeFault': {
      const at = Math.max(
        0,
        state.partitions.findIndex(({ spec }) => spec.id === fault.componentId),
      );
      state.storeFaults[at]! += step;
      if (begin) failStore(state, at);
      break;
    }
    case 'couplingOpen': {
      const coupling = state.couplings.find(({ spec }) => spec.id === fault.componentId);
      if (coupling !== undefined) coupling.faults += step;
      break;
    }
    case 'heaterStuckOff':
    case 'heaterStuckOn': {
      // the unit that fails is the first; a spare stays sound
      const node = state.nodes.find(({ spec }) => spec.id === fault.componentId);
      if (node !== undefined) (fault.kind === 'heaterStuckOn' ? node.stuckOn : node.stuckOff)[0]! += step;
      break;
    }
    case 'instrumentFault':
      breakInstrument(state, fault.componentId, step);
      break;
    case 'storageOutage': {
      const storage = state.bank?.storages.find(({ id }) => id === fault.componentId);
      if (storage !== undefined) storage.outages += step;
      break;
    }
    case 'feederOpen': {
      const feeder = state.feeders.find(({ spec }) => spec.id === fault.componentId);
      if (feeder === undefined) break;
      feeder.faults += step;
      if (begin) stopBehind(state, feeder);
      if (begin) signal(state, 'feederTrip', feeder.spec.id);
      break;
    }
    default:
      for (const part of state.parts) if (part.fault(fault, begin)) break;
  }
  updateSources(state);
  updateFlows(state);
}

function breakLink(state: StationState, link: LinkState, step: number): void {
  const before = locked(link);
  link.outages += step;
  if (locked(link) !== before) signal(state, before ? 'linkDown' : 'linkUp', link.spec.id);
}

/** Nobody commands any more: the watchdog lays the station down. When the fault ends it has started anew. */
function killComputer(state: StationState, step: number): void {
  state.deadComputers += step;
  if (step > 0) {
    layDown(state);
    signal(state, 'computerDead', 'computer');
  } else if (state.deadComputers === 0) {
    state.bootCount += 1;
    signal(state, 'booted', 'computer');
  }
}

/** All that the computer commands falls back: activities stop, links close; latching relays (loads, heaters) stay. */
function resetComputer(state: StationState): void {
  for (const id of [...state.activities.keys()]) stopActivity(state, id);
  for (const link of state.links) link.on = false;
  state.bootCount += 1;
  signal(state, 'booted', 'computer');
}

function breakInstrument(state: StationState, id: string, step: number): void {
  const instrument = state.instruments.find(({ spec }) => spec.id === id);
  if (instrument === undefined) return;
  instrument.faults += step;
  if (step < 0) return;
  for (const activity of [...state.activities.values()])
    if (activity.instrument === instrument) stopActivity(state, activity.id);
  signal(state, 'instrumentFault', id);
}
