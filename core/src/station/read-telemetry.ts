import { feederOf, locked } from './flows.ts';
import { stored, type StationState } from './station-state.ts';
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
      return { id, powerW: state.arrayHealth[i]! * (values[cell]! + (values[cell + 1]! - values[cell]!) * part) };
    }),
    nodes: state.nodes.map((node) => ({
      id: node.spec.id,
      tempK: node.tempK,
      heaterW: heaterW(node),
      setting: node.setting,
      unit: node.unit,
    })),
    loads: state.loads.map((load) => ({ id: load.spec.id, state: load.state })),
    links: state.links.map((link) => ({ id: link.spec.id, on: link.on, locked: locked(link) })),
    instruments: state.instruments.map(({ spec, running, faults }) => ({
      id: spec.id,
      healthy: faults === 0 && (state.parts.length === 0 || state.parts.every((part) => part.mayStart(spec) === null)),
      running,
    })),
    activities: [...state.activities.keys()],
    ...(state.bank && {
      storages: state.bank.storages.map(({ id, battery }) => {
        return { id, energyJ: battery.energyJ, capacityJ: battery.capacityJ };
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
