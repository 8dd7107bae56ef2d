import { curveAt } from './curve.ts';
import { fed, feederOf, locked, shownState, storeFailed } from './flows.ts';
import { arrayShare, stored, type InstrumentState, type StationState } from './station-state.ts';
import type { Telemetry } from './telemetry.ts';
import { heaterW } from './thermal-node.ts';

/** Everything that sensors see now. */
export function readTelemetry(state: StationState): Telemetry {
  const { cell, grid } = state;
  const part = (state.timeS - grid.timeS[cell]!) / (grid.timeS[cell + 1]! - grid.timeS[cell]!);
  const heaters = state.nodes.reduce((sum, node) => sum + heaterW(node), 0);
  const { energyJ, capacityJ } = stored(state);
  return {
    et: state.startEt + state.timeS,
    batteryJ: energyJ,
    batteryCapacityJ: capacityJ,
    generationW: state.generationW,
    loadW: state.constantW + heaters,
    storeBit: state.storeBit,
    bootCount: state.bootCount,
    undervoltage: state.undervoltage,
    arrays: state.spec.arrays.map(({ id }, i) => {
      const values = grid.arraysW[i]!;
      return { id, powerW: arrayShare(state, i) * (values[cell]! + (values[cell + 1]! - values[cell]!) * part) };
    }),
    nodes: state.nodes.map((node) => ({
      id: node.spec.id,
      tempK: node.tempK,
      heaterW: heaterW(node),
      setting: node.setting,
      unit: node.unit,
    })),
    loads: state.loads.map((load) => ({ id: load.spec.id, state: shownState(load) })),
    links: state.links.map((link) => {
      const { spec, on, lightTime } = link;
      const seen = { id: spec.id, on, locked: locked(link) && fed(state, spec.feederId) };
      return lightTime === null ? seen : { ...seen, oneWayLightTimeS: curveAt(lightTime, state.startEt + state.timeS) };
    }),
    instruments: state.instruments.map((instrument) => ({
      id: instrument.spec.id,
      healthy: isSound(state, instrument),
      running: instrument.running,
    })),
    activities: [...state.activities.keys()],
    ...(state.bank && {
      storages: state.bank.storages.map(({ id, battery, outages }) => {
        return { id, energyJ: battery.energyJ, capacityJ: battery.capacityJ, healthy: outages === 0 };
      }),
    }),
    ...(state.feeders.length > 0 && {
      feeders: state.spec.feeders!.map(({ id }) => {
        const { on, faults, powerW } = feederOf(state, id);
        return { id, on, closed: on && faults === 0, powerW };
      }),
    }),
    ...(state.partitions.length > 0 && {
      partitions: state.partitions.map(({ spec, storedBit }) => ({ id: spec.id, storedBit })),
    }),
    ...(state.parts.length > 0 && { parts: Object.fromEntries(state.parts.map((part) => [part.id, part.read()])) }),
  };
}

/** Sound, with power and a place for its data, and nothing missing that it needs. */
function isSound(state: StationState, instrument: InstrumentState): boolean {
  const { spec, faults } = instrument;
  if (faults > 0 || !fed(state, spec.feederId)) return false;
  if (spec.dataRateBitS > 0 && storeFailed(state, instrument)) return false;
  return state.parts.length === 0 || state.parts.every((part) => part.mayStart(spec) === null);
}
