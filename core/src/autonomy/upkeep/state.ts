import type { ErrandState } from './errand.ts';

/** All that changes in the upkeep of a station: plain data, so that it can be saved. */
export interface UpkeepState {
  /** Under way, by their id. */
  readonly errands: Map<string, ErrandState>;
  /** Reactors that have tripped and are not on their way up. */
  readonly down: Set<string>;
  /** What has failed is not sent again before. */
  readonly notBefore: Map<string, number>;
  /** By feeder: how often it was closed again since it last held for a day, and when that was. */
  readonly closed: Map<string, { tries: number; et: number }>;
  /** By instrument: until when its last calibration holds. */
  readonly validUntil: Map<string, number>;
  /** When a calibration or another try is due. */
  nextEt: number;
}

export function createUpkeepState(): UpkeepState {
  return {
    errands: new Map(),
    down: new Set(),
    notBefore: new Map(),
    closed: new Map(),
    validUntil: new Map(),
    nextEt: Infinity,
  };
}
