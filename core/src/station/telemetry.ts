import type { HeaterSetting, LoadState } from './commands.ts';

/** What sensors say at one instant. Faults are not in it: they must be concluded. */
export interface Telemetry {
  readonly et: number;
  readonly batteryJ: number;
  /** Capacity as the battery's own gauge knows it: falls when cells are lost. */
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
  readonly links: readonly { readonly id: string; readonly on: boolean; readonly locked: boolean }[];
  readonly instruments: readonly { readonly id: string; readonly healthy: boolean; readonly running: number }[];
  /** Ids of activities that run. */
  readonly activities: readonly string[];
}
