import { createRunnerState, type RunnerState } from './activity-runner.ts';
import { createKeeperState, type KeeperState } from './belief-keeper.ts';
import { createProtectionState, type ProtectionState } from './fault-protection/index.ts';
import type { Mode } from './executive-types.ts';
import type { NightHeating } from './night-course.ts';
import type { Plan } from './plan.ts';
import type { Request } from './request.ts';
import type { StationModel } from './station-model.ts';
import { createUpkeepState, type UpkeepState } from './upkeep/index.ts';

/** All that changes in an executive, with what its parts keep: plain data, so that it can be saved at any instant between two steps. */
export interface ExecutiveState {
  readonly modes: { fromEt: number; toEt: number; mode: Mode }[];
  readonly keeper: KeeperState;
  readonly runner: RunnerState;
  plan: Plan | null;
  mode: Mode;
  level: number;
  safeUntil: number;
  nextMonitor: number;
  nextReplan: number;
  nextLink: number;
  /** Asleep while the Sun is still up, and setting: until when it means to sleep; not otherwise. */
  sunsetUntil: number;
  /** Asleep: how it heats, and when that is asked again. */
  heating: NightHeating;
  nextHeat: number;
  lastReset: number;
  /** Requests that the station has refused since the last plan. */
  readonly refused: Set<string>;
  /** Requests, and links, that drew more than the bus could give: not tried again until then. */
  readonly trippedUntil: Map<string, number>;
  readonly protection: ProtectionState;
  readonly upkeep: UpkeepState;
  /** A monitor wants everything shed until then. */
  shedUntil: number;
  /** The computer is dead: nobody looks, plans or commands until it has booted. */
  halted: boolean;
  callsNow: number;
  replans: number;
  plannedValue: number;
  greedyValue: number;
}

export function createExecutiveState(model: StationModel, requests: readonly Request[]): ExecutiveState {
  return {
    modes: [{ fromEt: model.startEt, toEt: model.startEt, mode: 'nominal' }],
    keeper: createKeeperState(model),
    runner: createRunnerState(requests),
    plan: null,
    mode: 'nominal',
    level: 0,
    safeUntil: -Infinity,
    nextMonitor: model.startEt,
    nextReplan: model.startEt,
    nextLink: Infinity,
    sunsetUntil: -Infinity,
    heating: 'survive',
    nextHeat: Infinity,
    lastReset: -Infinity,
    refused: new Set(),
    trippedUntil: new Map(),
    protection: createProtectionState(),
    upkeep: createUpkeepState(),
    shedUntil: -Infinity,
    halted: false,
    callsNow: 0,
    replans: 0,
    plannedValue: 0,
    greedyValue: 0,
  };
}
