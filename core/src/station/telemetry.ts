import type { HeaterSetting, LoadState } from './commands.ts';

/** What sensors say at one instant. Faults are not in it: they must be concluded. */
export interface Telemetry {
  readonly et: number;
  /** Stored energy; of several storages the sum, each counted as the energy that the battery would need to give as much to the bus. */
  readonly batteryJ: number;
  /** Capacity as the battery's own gauge knows it: falls when cells are lost. Of several storages the sum, counted alike. */
  readonly batteryCapacityJ: number;
  readonly generationW: number;
  readonly loadW: number;
  readonly storeBit: number;
  /** Counts restarts of the computer. */
  readonly bootCount: number;
  /** The battery was empty: only what cannot be switched off lives. */
  readonly undervoltage: boolean;
  readonly arrays: readonly { readonly id: string; readonly powerW: number }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly tempK: number;
    readonly heaterW: number;
    readonly setting: HeaterSetting;
    readonly unit: number;
  }[];
  readonly loads: readonly { readonly id: string; readonly state: LoadState }[];
  /** `oneWayLightTimeS`: to the ground, from the almanac; where the environment knows it. */
  readonly links: readonly {
    readonly id: string;
    readonly on: boolean;
    readonly locked: boolean;
    readonly oneWayLightTimeS?: number;
  }[];
  /** `healthy`: sound, and nothing that it needs is missing (its robot, its stocks, a crew that is away). */
  readonly instruments: readonly { readonly id: string; readonly healthy: boolean; readonly running: number }[];
  /** Ids of activities that run. */
  readonly activities: readonly string[];
  /** Each storage by itself, the battery first; only of a station with several. `healthy`: takes and gives. */
  readonly storages?: readonly {
    readonly id: string;
    readonly energyJ: number;
    readonly capacityJ: number;
    readonly healthy: boolean;
  }[];
  /** Of a station with a power network; `closed` when the switch is on and sound. */
  readonly feeders?: readonly {
    readonly id: string;
    readonly on: boolean;
    readonly closed: boolean;
    readonly powerW: number;
  }[];
  readonly partitions?: readonly { readonly id: string; readonly storedBit: number }[];
  /** Further components of the library that the station has, by id: values by name, as `telemetryParameters` lists them. */
  readonly parts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
