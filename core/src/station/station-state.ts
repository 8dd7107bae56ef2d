import { createBattery, type Battery } from './battery.ts';
import { buildBank } from './build-parts.ts';
import type { FeederSpec } from './components/feeder.ts';
import type { Partition } from './components/partition.ts';
import type { Part, PartState } from './components/part.ts';
import { bankTotals, type Bank } from './components/storage-bank.ts';
import type { LoadState, Signal, SignalKind } from './commands.ts';
import type { Curve } from './curve.ts';
import { createLosses, type LossState } from './loss-state.ts';
import type { Environment } from './environment.ts';
import type { SourceGrid } from './power-sources.ts';
import type { InstrumentSpec, LinkSpec, LoadSpec, StationSpec } from './station-spec.ts';
import { networksOf, type Coupling, type ThermalNetwork } from './thermal-network.ts';
import { createThermalNode, type ThermalNode } from './thermal-node.ts';

/** An instrument at work. */
export interface Activity {
  readonly id: string;
  readonly instrument: InstrumentState;
  readonly powerW: number;
  readonly dataRateBitS: number;
  readonly startS: number;
}

export interface InstrumentState {
  readonly spec: InstrumentSpec;
  /** Index of the partition that takes its data. */
  readonly partition: number;
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
  /** Now, bit/s. */
  rateBitS: number;
  /** One-way light time to the ground, s; null: nobody knows it. */
  readonly lightTime: Curve | null;
}

/** A feeder; kept from the last to the first, so that each comes before the one it hangs on. */
export interface FeederState {
  readonly spec: FeederSpec;
  readonly from: FeederState | null;
  on: boolean;
  faults: number;
  /** What passes it now without heaters, and what heaters on it may draw, W. */
  powerW: number;
  ratedW: number;
}

export interface LoadRecord {
  readonly spec: LoadSpec;
  /** As commanded. */
  state: LoadState;
  /** Active faults, counted: it draws nothing; it draws whatever is commanded. */
  dead: number;
  stuckOn: number;
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
  readonly feeders: readonly FeederState[];
  /** Of the store; none when it is one. */
  readonly partitions: readonly Partition[];
  readonly activities: Map<string, Activity>;
  /** Share of each array that still works. */
  readonly arrayHealth: Float64Array;
  /** By array: masts under it that have fallen, counted. */
  readonly arrayDown: Int32Array;
  /** Share of the heat at the start that is left of each radioisotope source. */
  readonly radioisotopeHeat: Float64Array;
  /** Share of its converter that still works, and faults of its heat path, counted. */
  readonly converterHealth: Float64Array;
  readonly heatPathsOpen: Int32Array;
  /** Faults of each partition, counted; of a store that is one, its own. */
  readonly storeFaults: Int32Array;
  /** Of a station that declares no computer: faults of the one it has, counted. */
  deadComputers: number;
  bootCount: number;
  undervoltage: boolean;
  /** The bus does not come back before. */
  lockedOutUntilS: number;
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
  /** It is full, and has said so. */
  storeFull: boolean;
  readonly signals: Signal[];
  /** Accounts since the start, J and bit. */
  generatedJ: number;
  consumedJ: number;
  producedBit: number;
  returnedBit: number;
  lostBit: number;
  readonly losses: LossState;
}

export function createState(spec: StationSpec, grid: SourceGrid, environment: Environment): StationState {
  const { startEt } = environment;
  const battery = createBattery(spec.battery);
  const joined = new Set((spec.couplings ?? []).flatMap(({ betweenIds }) => betweenIds));
  const nodes = spec.nodes.map((node) => createThermalNode(node, node.radiator !== undefined || joined.has(node.id)));
  const couplings = (spec.couplings ?? []).map((coupling) => ({ spec: coupling, closed: false, faults: 0 }));
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
    loads: spec.loads.map((load) => ({ spec: load, state: 'on', dead: 0, stuckOn: 0 })),
    links: spec.links.map((link) => ({
      spec: link,
      on: false,
      inWindow: false,
      outages: 0,
      rateBitS: link.rateBitS,
      lightTime: environment.lightTime?.(link.id) ?? null,
    })),
    instruments: spec.instruments.map((instrument) => {
      const at = (spec.store.partitions ?? []).findIndex(({ id }) => id === instrument.partitionId);
      return { spec: instrument, partition: Math.max(0, at), running: 0, faults: 0 };
    }),
    feeders: feederStates(spec.feeders ?? []),
    partitions: (spec.store.partitions ?? []).map((one) => ({
      spec: one,
      storedBit: 0,
      inBitS: 0,
      outBitS: 0,
      leftBit: 0,
      full: false,
    })),
    activities: new Map(),
    arrayHealth: new Float64Array(spec.arrays.length).fill(1),
    arrayDown: new Int32Array(spec.arrays.length),
    radioisotopeHeat: new Float64Array(spec.radioisotope.length).fill(1),
    converterHealth: new Float64Array(spec.radioisotope.length).fill(1),
    heatPathsOpen: new Int32Array(spec.radioisotope.length),
    storeFaults: new Int32Array(Math.max(1, spec.store.partitions?.length ?? 0)),
    deadComputers: 0,
    bootCount: 1,
    undervoltage: false,
    lockedOutUntilS: 0,
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
    losses: createLosses(Math.max(1, spec.store.partitions?.length ?? 0)),
  };
  for (const node of nodes) node.drawFactor = drawFactor(state, node.spec.feederId);
  updateSources(state);
  tellBeginning(state);
  return state;
}

/** What begins beyond a limit says so at the first instant, as what passes it later does. */
function tellBeginning(state: StationState): void {
  if (state.belowFloor) signal(state, 'belowFloor', 'battery');
  for (const { side, spec } of state.nodes) if (side !== 0) signal(state, side < 0 ? 'tooCold' : 'tooHot', spec.id);
}

/** Bus power per power of a heater behind its feeders. */
function drawFactor(state: StationState, feederId: string | undefined): number {
  let factor = 1;
  let feeder = state.feeders.find(({ spec }) => spec.id === feederId) ?? null;
  for (; feeder !== null; feeder = feeder.from) factor /= feeder.spec.efficiency;
  return factor;
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

/** From the last to the first. */
function feederStates(specs: readonly FeederSpec[]): FeederState[] {
  const made = new Map<string, FeederState>();
  const make = (spec: FeederSpec): FeederState => {
    const known = made.get(spec.id);
    if (known !== undefined) return known;
    const before = specs.find(({ id }) => id === spec.fromId);
    const feeder = {
      spec,
      from: before === undefined ? null : make(before),
      on: true,
      faults: 0,
      powerW: 0,
      ratedW: 0,
    };
    made.set(spec.id, feeder);
    return feeder;
  };
  specs.forEach(make);
  return [...made.values()].reverse();
}

export function signal(state: StationState, kind: SignalKind, id: string): void {
  state.signals.push({ et: state.startEt + state.timeS, kind, id });
}

/** Share of its design output that an array gives under the light that it has. */
export function arrayShare({ arrayHealth, arrayDown }: StationState, i: number): number {
  return arrayDown[i]! > 0 ? 0 : arrayHealth[i]!;
}

/** Generation and sinks on the current piece of the grid: after a node was passed or an array changed. */
export function updateSources(state: StationState): void {
  const { timeS, arraysW, radioisotopeW, sinksK } = state.grid;
  const k = state.cell;
  const lengthS = timeS[k + 1]! - timeS[k]!;
  const part = (state.timeS - timeS[k]!) / lengthS;
  let power = 0;
  let rise = 0;
  const give = (values: Float64Array, health: number) => {
    const step = values[k + 1]! - values[k]!;
    power += health * (values[k]! + step * part);
    rise += health * step;
  };
  radioisotopeW.forEach((values, i) => give(values, state.converterHealth[i]!));
  arraysW.forEach((values, i) => give(values, arrayShare(state, i)));
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
