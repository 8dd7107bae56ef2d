import type { MonitorOverride } from './monitor-schema.ts';
import type { BatterySpec } from './battery-spec.ts';
import type { DustSpec } from './components/array-dust.ts';
import type { AgeingSpec } from './components/battery-ageing.ts';
import type { BatteryTemperatureSpec } from './components/battery-temperature.ts';
import type { CalibrationSpec } from './components/calibration.ts';
import type { ComputerSpec } from './components/computer.ts';
import type { ConsumableSpec } from './components/consumable.ts';
import type { FeederSpec, Shedding } from './components/feeder.ts';
import type { FissionSpec } from './components/fission.ts';
import type { CouplingSpec, RadiatorSpec } from './components/thermal-coupling.ts';
import type { InstrumentNeeds } from './components/instrument-use.ts';
import type { PartitionSpec } from './components/partition.ts';
import type { RobotSpec } from './components/robot.ts';
import type { SampleStoreSpec } from './components/samples.ts';
import type { VisitSpec } from './components/visit.ts';
import type { StorageSpec } from './components/storage.ts';
import type { FaultSpec } from './fault-spec.ts';

/** A station in SI units: what `stationSchema` makes of the section `station:` of a mission file. */
export interface StationSpec {
  readonly name: string;
  readonly masts: readonly MastSpec[];
  readonly arrays: readonly ArraySpec[];
  readonly radioisotope: readonly RadioisotopeSpec[];
  readonly battery: StationBatterySpec;
  readonly nodes: readonly ThermalNodeSpec[];
  readonly loads: readonly LoadSpec[];
  readonly store: StoreSpec;
  readonly links: readonly LinkSpec[];
  readonly instruments: readonly InstrumentSpec[];
  readonly faults: readonly FaultSpec[];
  readonly policy: PolicySpec;
  readonly fission?: readonly FissionSpec[];
  /** Beside the battery. */
  readonly storages?: readonly StorageSpec[];
  /** Heat between thermal nodes. */
  readonly couplings?: readonly CouplingSpec[];
  /** Branches of the power network. */
  readonly feeders?: readonly FeederSpec[];
  /** Who goes first when the whole station draws more than can be given; `activities` without it. */
  readonly shedding?: Shedding;
  readonly computers?: readonly ComputerSpec[];
  readonly robots?: readonly RobotSpec[];
  readonly consumables?: readonly ConsumableSpec[];
  readonly samples?: SampleStoreSpec;
  readonly visits?: readonly VisitSpec[];
  /** Ids of storages, `battery` among them, in the order of use; without it as declared, the battery first. */
  readonly storageOrder?: { readonly charge: readonly string[]; readonly discharge: readonly string[] };
}

/** Carries arrays at `heightM` above the ground, `eastM`/`northM` of the site (local east and north). */
export interface MastSpec {
  readonly id: string;
  readonly heightM: number;
  readonly eastM: number;
  readonly northM: number;
}

/**
 * Without `mount` a vertical array that turns about its mast with the Sun: always faces it in azimuth; the Sun's elevation (below 2 degrees here) is neglected.
 * A fixed panel gets the cosine of the angle between its normal and the Sun, from the environment.
 */
export interface ArraySpec {
  readonly id: string;
  readonly mastId: string;
  readonly areaM2: number;
  /** Sunlight to bus, converters included. */
  readonly efficiency: number;
  /** Share of the output lost per year (radiation and dust): output is `(1 - d)^years` since the start of the run. */
  readonly degradationPerYear: number;
  /** Azimuth from north over east to which a fixed panel looks, and its tilt: 0 lies flat, 90 degrees stands. */
  readonly mount?: { readonly azimuthRad: number; readonly tiltRad: number };
  readonly dust?: DustSpec;
}

export interface RadioisotopeSpec {
  readonly id: string;
  readonly electricW: number;
  readonly heatW: number;
  readonly halfLifeS: number;
  /** Thermal node that takes the heat. */
  readonly nodeId: string;
}

/** The battery that every station has. */
export interface StationBatterySpec extends BatterySpec {
  readonly ageing?: AgeingSpec;
  readonly temperature?: BatteryTemperatureSpec;
}

/**
 * A lump of equipment: `C dT/dt = heater + dissipation - G (T - Tsink)`; the sink goes linearly from `sinkNightK` to
 * `sinkDayK` with the light at `mastId`. The heater holds `operateK` (or `surviveK`, or `preheatK`) by modulation, up to `heaterW`.
 */
export interface ThermalNodeSpec {
  readonly id: string;
  readonly heatCapacityJK: number;
  readonly conductanceWK: number;
  readonly sinkDayK: number;
  readonly sinkNightK: number;
  readonly mastId: string;
  readonly initialK: number;
  /** Survival limits: outside them equipment is lost. */
  readonly minK: number;
  readonly maxK: number;
  readonly heaterW: number;
  readonly operateK: number;
  readonly surviveK: number;
  /** Above `operateK`: what the node is warmed to before a night that its energy will not last through. */
  readonly preheatK?: number;
  /** Couples the node to a radiator (`conductanceWK` instead of the other) from `onK` on until it has cooled to `offK`; passive, so it needs no power. */
  readonly heatSwitch: { readonly conductanceWK: number; readonly onK: number; readonly offK: number } | null;
  /** Heaters of `heaterW` each of which one is used: 2 means one spare. */
  readonly heaterUnits: number;
  /** In a network the heater is on from the set point to so much above it, 1 K without it. */
  readonly heaterBandK?: number;
  readonly radiator?: RadiatorSpec;
  /** Feeds its heaters. */
  readonly feederId?: string;
}

export interface LoadSpec {
  readonly id: string;
  readonly powerW: number;
  /** Drawn in sleep (clock, wake-up circuit). */
  readonly sleepW: number;
  readonly essential: boolean;
  /** 1 is shed first; essential loads are never shed, only put to standby in sleep. */
  readonly shedPriority: number;
  /** Node that takes its heat, or null when it leaves through a radiator of its own. */
  readonly nodeId: string | null;
  readonly feederId?: string;
}

/** With partitions `capacityBit` is their sum. */
export interface StoreSpec {
  readonly capacityBit: number;
  readonly partitions?: readonly PartitionSpec[];
}

export interface LinkSpec {
  readonly id: string;
  readonly title: string;
  readonly rateBitS: number;
  readonly powerW: number;
  readonly feederId?: string;
  /** Links of one terminal work one at a time. */
  readonly terminalId?: string;
  /** Rates that hold instead of `rateBitS` while the Moon stands higher over a ground station, or is nearer; direct routes only. */
  readonly steps?: readonly LinkStep[];
  readonly route: DirectRoute | RelayTable | RelayPattern;
}

export interface LinkStep {
  readonly rateBitS: number;
  readonly minElevationRad: number;
  /** Distance of the Earth; infinite without one. */
  readonly maxRangeM: number;
}

/** To Earth: some station of the list has the Moon above `minElevationRad`, and the site sees the Earth over its horizon. */
export interface DirectRoute {
  readonly kind: 'direct';
  readonly stations: readonly string[];
  readonly minElevationRad: number;
}

export interface RelayTable {
  readonly kind: 'table';
  readonly windows: readonly { readonly fromUtc: string; readonly toUtc: string }[];
  /** From the site to the relay, for the light time. */
  readonly relayRangeM?: number;
  readonly source: string;
}

/** Windows of `openS` every `periodS`, the first `offsetS` after the start of the run: stands for an orbit that is not published. */
export interface RelayPattern {
  readonly kind: 'pattern';
  readonly periodS: number;
  readonly openS: number;
  readonly offsetS: number;
  /** From the site to the relay, for the light time. */
  readonly relayRangeM?: number;
  readonly source: string;
}

export interface InstrumentSpec extends InstrumentNeeds {
  readonly id: string;
  readonly title: string;
  readonly kind: 'instrument' | 'rover';
  readonly ownerId: string;
  readonly powerW: number;
  readonly dataRateBitS: number;
  /** How many can run at the same time. */
  readonly count: number;
  readonly nodeId: string | null;
  readonly feederId?: string;
  /** Partition of the store that takes its data; the first without it. */
  readonly partitionId?: string;
  readonly modes?: readonly InstrumentMode[];
  readonly calibration?: CalibrationSpec;
}

/** Another power and data rate at which an instrument can work. */
export interface InstrumentMode {
  readonly id: string;
  readonly powerW: number;
  readonly dataRateBitS: number;
}

/** How the executive runs the station. */
export interface PolicySpec {
  /** Kept above the floor when planning, as share of the capacity. */
  readonly reserveFraction: number;
  readonly horizonS: number;
  readonly monitorS: number;
  readonly checkoutS: number;
  /** Changes to what every station watches, and what this one watches beside it. */
  readonly monitors?: readonly MonitorOverride[];
}
