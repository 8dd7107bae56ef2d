/** What the executive may ask of the station. Every command is answered at once; its effect shows in telemetry. */
export type Command =
  | { readonly kind: 'load'; readonly id: string; readonly state: LoadState }
  | { readonly kind: 'heater'; readonly id: string; readonly setting: HeaterSetting }
  /** Uses another of the node's heaters. */
  | { readonly kind: 'heaterUnit'; readonly id: string; readonly unit: number }
  | { readonly kind: 'link'; readonly id: string; readonly on: boolean }
  | {
      readonly kind: 'start';
      readonly instrumentId: string;
      readonly activityId: string;
      readonly powerW: number;
      readonly dataRateBitS: number;
    }
  | { readonly kind: 'stop'; readonly activityId: string }
  /** Asks for a signal when the battery passes this level in either direction; replaces the level set before. */
  | { readonly kind: 'watchBattery'; readonly fraction: number }
  /** Asks for a signal when generation rises through this power; null cancels. Works while everything sleeps: it is how the Sun wakes the station. */
  | { readonly kind: 'watchSun'; readonly powerW: number | null }
  /** Level of a fission source, 0 to 1. */
  | { readonly kind: 'source'; readonly id: string; readonly level: number }
  /** Cleans an array of dust. */
  | { readonly kind: 'clean'; readonly id: string }
  /** Switch of a feeder of the power network. */
  | { readonly kind: 'feeder'; readonly id: string; readonly on: boolean }
  | { readonly kind: 'calibrate'; readonly id: string }
  /** Another mode of an instrument at work. */
  | { readonly kind: 'mode'; readonly activityId: string; readonly mode: string }
  /** `slopeRad`: of the ground ahead, uphill positive; for `drive`. */
  | { readonly kind: 'robot'; readonly id: string; readonly task: RobotTask; readonly slopeRad?: number };

/** `dock` charges from the bus. */
export type RobotTask = 'dock' | 'idle' | 'drive' | 'dig' | 'sleep';

export type LoadState = 'on' | 'standby' | 'off';
/** `preheat`: only of nodes that have such a set point. */
export type HeaterSetting = 'preheat' | 'operate' | 'survive' | 'off';

/** `takesS`: how long what was started will take, where the component knows it better than who commands. */
export type CommandReply =
  { readonly accepted: true; readonly takesS?: number } | { readonly accepted: false; readonly reason: string };

/** The station calls its master without being asked. */
export interface Signal {
  readonly et: number;
  readonly kind: SignalKind;
  /** Component concerned. */
  readonly id: string;
}

export type SignalKind =
  | 'batteryFull'
  | 'belowFloor'
  | 'aboveFloor'
  | 'batteryWatch'
  | 'sunWatch'
  | 'undervoltage'
  | 'powerRestored'
  | 'overload'
  | 'booted'
  | 'storeFull'
  | 'storeEmpty'
  | 'linkUp'
  | 'linkDown'
  | 'tooCold'
  | 'tooHot'
  | 'temperatureRestored'
  | 'instrumentFault'
  | 'sourceUp'
  | 'sourceDown'
  | 'sourceStarting'
  | 'cleaned'
  | 'storageFull'
  | 'storageReserve'
  | 'storageEmpty'
  | 'feederTrip'
  | 'partitionFull'
  | 'partitionEmpty'
  | 'storeFailed'
  | 'computerDead'
  | 'calibrated'
  | 'sampleTaken'
  | 'consumableEmpty'
  | 'crewArrived'
  | 'crewLeft'
  | 'robotFull'
  | 'robotLow'
  | 'robotEmpty';
