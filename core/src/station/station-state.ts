import { createBattery, type Battery } from './battery.ts';
import { buildBank } from './build-parts.ts';
import type { Part, PartState } from './components/part.ts';
import { bankTotals, type Bank } from './components/storage-bank.ts';
import type { LoadState, Signal, SignalKind } from './commands.ts';
import type { SourceGrid } from './power-sources.ts';
import type { InstrumentSpec, LinkSpec, LoadSpec, StationSpec } from './station-spec.ts';
import type { Telemetry } from './telemetry.ts';
import { networksOf, type Coupling, type ThermalNetwork } from './thermal-network.ts';
import { createThermalNode, heaterW, settle, type ThermalNode } from './thermal-node.ts';

/** An instrument at work. */
export interface Activity {
  readonly id: string;
  readonly instrument: InstrumentState;
  readonly powerW: number;
  readonly dataRateBitS: number;
}

export interface InstrumentState {
  readonly spec: InstrumentSpec;
  running: number;
  /** Active faults, counted. */
  faults: number;
}

export interface LinkState {
  readonly spec: LinkSpec;
  on: boolean;
  /** Inside a contact window. */
  inWindow: boolean;
  outages: number;
}

export interface LoadRecord {
  readonly spec: LoadSpec;
  state: LoadState;
}

/** Everything that changes while a station runs. `timeS` counts from `startEt`. */
export interface StationState {
  readonly spec: StationSpec;
  readonly startEt: number;
  readonly grid: SourceGrid;
  timeS: number;
  /** Current piece of the grid: between its nodes `cell` and `cell + 1`. */
  cell: number;
  readonly battery: Battery;
  /** The battery and the further storages; null when there is the battery only. */
  readonly bank: Bank | null;
  /** Further components, in the order in which they were built. What they keep is in `partStates`; they themselves do not change. */
  readonly parts: Part[];
  readonly partStates: PartState[];
  readonly nodes: readonly ThermalNode[];
  /** Those of the nodes that are solved each by itself. */
  readonly lone: readonly ThermalNode[];
  readonly couplings: readonly Coupling[];
  /** The others; they keep nothing themselves. */
  readonly networks: readonly ThermalNetwork[];
  readonly loads: readonly LoadRecord[];
  readonly links: readonly LinkState[];
  readonly instruments: readonly InstrumentState[];
  readonly activities: Map<string, Activity>;
  /** Share of each array that still works. */
  readonly arrayHealth: Float64Array;
  readonly radioisotopeHeat: Float64Array;
  bootCount: number;
  undervoltage: boolean;
  belowFloor: boolean;
  watchFraction: number | null;
  aboveWatch: boolean;
  sunWatchW: number | null;
  /** Generation now and its slope, W and W/s. */
  generationW: number;
  generationSlopeWS: number;
  /** Loads, links and instruments: constant between events, W. */
  constantW: number;
  dataInBitS: number;
  dataOutBitS: number;
  storeBit: number;
  storeFull: boolean;
  readonly signals: Signal[];
  /** Accounts since the start, J and bit. */
  generatedJ: number;
  consumedJ: number;
  producedBit: number;
  returnedBit: number;
  lostBit: number;
}

export function createState(spec: StationSpec, grid: SourceGrid, startEt: number): StationState {
  const battery = createBattery(spec.battery);
  const joined = new Set((spec.couplings ?? []).flatMap(({ betweenIds }) => betweenIds));
  const nodes = spec.nodes.map((node) => createThermalNode(node, node.radiator !== undefined || joined.has(node.id)));
  const couplings = (spec.couplings ?? []).map((coupling) => ({ spec: coupling, closed: false }));
  const state: StationState = {
    spec,
    startEt,
    grid,
    timeS: 0,
    cell: 0,
    battery,
    bank: buildBank(spec, battery),
    parts: [],
    partStates: [],
    nodes,
    lone: nodes.filter(({ coupled }) => !coupled),
    couplings,
    networks: networksOf(nodes, couplings),
    loads: spec.loads.map((load) => ({ spec: load, state: 'on' })),
    links: spec.links.map((link) => ({ spec: link, on: false, inWindow: false, outages: 0 })),
    instruments: spec.instruments.map((instrument) => ({ spec: instrument, running: 0, faults: 0 })),
    activities: new Map(),
    arrayHealth: new Float64Array(spec.arrays.length).fill(1),
    radioisotopeHeat: new Float64Array(spec.radioisotope.length).fill(1),
    bootCount: 1,
    undervoltage: false,
    belowFloor: battery.energyJ < spec.battery.floorFraction * battery.capacityJ,
    watchFraction: null,
    aboveWatch: true,
    sunWatchW: null,
    generationW: 0,
    generationSlopeWS: 0,
    constantW: 0,
    dataInBitS: 0,
    dataOutBitS: 0,
    storeBit: 0,
    storeFull: false,
    signals: [],
    generatedJ: 0,
    consumedJ: 0,
    producedBit: 0,
    returnedBit: 0,
    lostBit: 0,
  };
  updateSources(state);
  updateFlows(state);
  return state;
}

/** A capacity that changes moves the levels, not the energy. */
export function checkLevels(state: StationState): void {
  const { battery, spec } = state;
  const below = battery.energyJ < spec.battery.floorFraction * battery.capacityJ * (1 - 1e-12);
  if (below !== state.belowFloor) signal(state, below ? 'belowFloor' : 'aboveFloor', 'battery');
  state.belowFloor = below;
  if (state.watchFraction !== null) {
    const { energyJ, capacityJ } = stored(state);
    state.aboveWatch = energyJ >= state.watchFraction * capacityJ;
  }
}

/** Stored energy and capacity as telemetry counts them. */
export function stored({ bank, battery }: StationState): { readonly energyJ: number; readonly capacityJ: number } {
  return bank === null ? battery : bankTotals(bank);
}

export function signal(state: StationState, kind: SignalKind, id: string): void {
  state.signals.push({ et: state.startEt + state.timeS, kind, id });
}

/** Generation and sinks on the current piece of the grid: after a node was passed or an array changed. */
export function updateSources(state: StationState): void {
  const { timeS, arraysW, radioisotopeW, sinksK } = state.grid;
  const k = state.cell;
  const lengthS = timeS[k + 1]! - timeS[k]!;
  const part = (state.timeS - timeS[k]!) / lengthS;
  let power = radioisotopeW[k]! + (radioisotopeW[k + 1]! - radioisotopeW[k]!) * part;
  let rise = radioisotopeW[k + 1]! - radioisotopeW[k]!;
  arraysW.forEach((values, i) => {
    const step = values[k + 1]! - values[k]!;
    power += state.arrayHealth[i]! * (values[k]! + step * part);
    rise += state.arrayHealth[i]! * step;
  });
  let slope = rise / lengthS;
  for (const part of state.partStates) {
    power += part.sourceW;
    slope += part.sourceSlopeWS;
  }
  state.generationW = power;
  state.generationSlopeWS = slope;
  state.nodes.forEach((node, i) => {
    const values = sinksK[i]!;
    const step = values[k + 1]! - values[k]!;
    node.sinkK = values[k]! + step * part;
    node.sinkSlopeKS = step / lengthS;
  });
}

export function loadW(load: LoadRecord): number {
  return load.state === 'on' ? load.spec.powerW : load.state === 'standby' ? load.spec.sleepW : 0;
}

/** Constant power, data flows and heat in the nodes: after any switch. An undervoltage takes the bus from all of them. */
export function updateFlows(state: StationState): void {
  const heat = new Map<string, number>();
  const warm = (nodeId: string | null, watts: number) => {
    if (nodeId !== null) heat.set(nodeId, (heat.get(nodeId) ?? 0) + watts);
  };
  state.spec.radioisotope.forEach((source, i) => warm(source.nodeId, source.heatW * state.radioisotopeHeat[i]!));
  for (const part of state.parts) warm(part.nodeId, part.state.heatW);
  let power = 0;
  state.dataInBitS = 0;
  state.dataOutBitS = 0;
  if (!state.undervoltage) {
    for (const load of state.loads) {
      power += loadW(load);
      warm(load.spec.nodeId, loadW(load));
    }
    for (const activity of state.activities.values()) {
      power += activity.powerW;
      state.dataInBitS += activity.dataRateBitS;
      warm(activity.instrument.spec.nodeId, activity.powerW);
    }
    for (const link of state.links) {
      if (!link.on) continue;
      power += link.spec.powerW;
      if (locked(link)) state.dataOutBitS += link.spec.rateBitS;
    }
    for (const part of state.partStates) power += part.drawW;
  }
  state.constantW = power;
  for (const node of state.nodes) {
    node.dissipationW = heat.get(node.spec.id) ?? 0;
    node.powered = !state.undervoltage;
    settle(node);
  }
}

export function locked(link: LinkState): boolean {
  return link.on && link.inWindow && link.outages === 0;
}

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
      healthy: faults === 0,
      running,
    })),
    activities: [...state.activities.keys()],
    ...(state.bank && {
      storages: state.bank.storages.map(({ id, battery }) => {
        return { id, energyJ: battery.energyJ, capacityJ: battery.capacityJ };
      }),
    }),
    ...(state.parts.length > 0 && { parts: Object.fromEntries(state.parts.map((part) => [part.id, part.read()])) }),
  };
}
