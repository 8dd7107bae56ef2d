import type { Curve } from '../station/index.ts';
import type { Windows } from '../time/index.ts';
import type { Equipment } from './equipment.ts';

/** What the executive knows of its station: as designed, and the almanac of light and contacts. Faults are not in it; it learns them from telemetry. */
export interface StationModel {
  readonly startEt: number;
  readonly endEt: number;
  readonly battery: {
    readonly capacityJ: number;
    readonly floorFraction: number;
    readonly chargeEfficiency: number;
    readonly dischargeEfficiency: number;
    readonly maxChargeW: number;
    readonly maxDischargeW: number;
  };
  readonly storeCapacityBit: number;
  /** Of a store that is divided: what each part takes, and from which instruments. */
  readonly partitions?: readonly {
    readonly id: string;
    readonly capacityBit: number;
    readonly instrumentIds: readonly string[];
  }[];
  /** Expected output in full health, W. */
  readonly arrays: readonly { readonly id: string; readonly power: Curve; readonly peakW: number }[];
  /** Radioisotope sources and reactors, these raised to full output at the start of the run, W. */
  readonly steady: Curve;
  /** Of it the radioisotope sources. */
  readonly radioisotope?: Curve;
  /** What each load draws from the bus, with the losses of its feeders. */
  readonly loads?: readonly { readonly id: string; readonly powerW: number; readonly sleepW: number }[];
  /** Each storage by itself, the battery first, as designed; `worth`: energy that the battery would have to hold to give as much, per energy. Only of a station with several. */
  readonly storages?: readonly {
    readonly id: string;
    readonly capacityJ: number;
    readonly worth: number;
    readonly maxChargeW: number;
    readonly maxDischargeW: number;
  }[];
  /** From everything on (0) over shedding by priority to sleep (last). */
  readonly levels: readonly LoadLevel[];
  /** Expected heater power when awake and asleep, W. */
  readonly heatersAwake: Curve;
  readonly heatersAsleep: Curve;
  /** All heaters together: heat from survival to operating temperature, their greatest power, and how fast the heat is lost in a night. */
  readonly warmUp: { readonly fullJ: number; readonly heaterW: number; readonly coolW: number };
  readonly links: readonly {
    readonly id: string;
    readonly rateBitS: number;
    readonly powerW: number;
    readonly windows: Windows;
    /** Where its rate changes: `rateBitS[i]` from `et[i]` on, ascending; before the first its own rate. */
    readonly steps?: { readonly et: ArrayLike<number>; readonly rateBitS: ArrayLike<number> };
  }[];
  readonly instruments: readonly { readonly id: string; readonly count: number }[];
  /** Of instruments that do not hang on the bus itself, by their id. */
  readonly supply?: Readonly<Record<string, Supply>>;
  /** Robots that carry instruments. */
  readonly robots?: readonly RobotModel[];
  readonly nodes: readonly {
    readonly id: string;
    readonly heatCapacityJK: number;
    readonly operateK: number;
    readonly surviveK: number;
    readonly preheatK?: number;
    readonly heaterUnits: number;
  }[];
  /** How each node keeps its heat, where none gives any to another: what a night is forecast by that its energy does not last through. */
  readonly thermal?: readonly NodeHeat[];
  /** Some sunlight on an array. */
  readonly sunlit: Windows;
  readonly reserveFraction: number;
  /** What upkeep looks after; left out where there is nothing. */
  readonly equipment?: Equipment;
}

export interface LoadLevel {
  readonly name: 'nominal' | 'reduced' | 'sleep';
  readonly powerW: number;
  /** Loads that are off (shed) on this level; all others are on, or in standby when asleep. */
  readonly off: readonly string[];
}

/** What telemetry has taught: differences from the design. */
export interface Beliefs {
  /** Share of each array's expected output that comes. */
  readonly arrayFactor: Readonly<Record<string, number>>;
  readonly capacityJ: number;
  /** Component -> not to be counted on until then. */
  readonly linkDownUntil: Readonly<Record<string, number>>;
  readonly instrumentDownUntil: Readonly<Record<string, number>>;
  /** By how much later than in the almanac the Sun rises; as the almanac has it unless learnt. */
  readonly sunLaterS?: number;
  /** Loads that draw their power whatever is commanded. */
  readonly stuckOn?: readonly string[];
  /** Share of what the radioisotope sources should give that comes; all of it unless learnt. */
  readonly radioisotopeFactor?: number;
  /** What each of several storages holds when full, 0 while it is out; as designed unless learnt. */
  readonly storageJ?: Readonly<Record<string, number>>;
}

export function designBeliefs(model: StationModel): Beliefs {
  return {
    arrayFactor: Object.fromEntries(model.arrays.map(({ id }) => [id, 1])),
    capacityJ: model.battery.capacityJ,
    linkDownUntil: {},
    instrumentDownUntil: {},
  };
}

/** Generation that carries the station awake with everything shed and its heaters at their greatest, with a margin of a tenth: enough to wake by. */
export function wakePowerW(model: StationModel): number {
  return 1.1 * (model.levels[model.levels.length - 2]!.powerW + model.warmUp.heaterW);
}

/** Where an instrument has its power from when that is not the bus itself. */
export interface Supply {
  /** Power that the bus gives per power that arrives behind the instrument's feeders. */
  readonly busPerPower: number;
  /** The robot that carries it, out of whose battery its work comes. */
  readonly robotId?: string;
}

/** A node by itself: `C dT/dt = heater + heat - G (T - Tsink)`. */
export interface NodeHeat {
  readonly id: string;
  readonly heatCapacityJK: number;
  readonly conductanceWK: number;
  /** By the light on its mast. */
  readonly sinkK: Curve;
  readonly sinkNightK: number;
  /** Survival limit. */
  readonly minK: number;
  readonly surviveK: number;
  readonly operateK: number;
  /** Above it, where the node can be preheated. */
  readonly preheatK?: number;
  readonly heaterW: number;
  /** Drawn from the bus per power of the heater. */
  readonly busPerPower: number;
  /** Of radioisotope sources, W: at the end of the run. */
  readonly heatW: number;
  /** Of what is on in it while the station sleeps, W. */
  readonly asleepW: number;
}

/** A robot as a plan counts with it: it works out of its own battery and charges whenever nothing runs on it. */
export interface RobotModel {
  readonly id: string;
  readonly capacityJ: number;
  readonly floorFraction: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Drawn from the bus while it charges; what it draws standing is in it. */
  readonly chargeW: number;
  readonly idleW: number;
}
