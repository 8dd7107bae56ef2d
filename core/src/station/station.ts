import {
  dataAccount,
  energyAccount,
  heatAccounts,
  partAccounts,
  type DataAccount,
  type EnergyAccount,
  type HeatAccount,
  type PartAccount,
} from './accounts.ts';
import { namesInside, restoreSnapshot, takeSnapshot, type Snapshot } from '../jobs/index.ts';
import { attachParts } from './attach-parts.ts';
import type { Command, CommandReply, Signal } from './commands.ts';
import type { DataLosses } from './loss-state.ts';
import type { Environment } from './environment.ts';
import type { FaultEvent } from './faults.ts';
import { sourceGrid, type SourceGrid } from './power-sources.ts';
import { createSegment, piece, type Segment } from './piece.ts';
import { applyCommand } from './station-commands.ts';
import { readTelemetry } from './read-telemetry.ts';
import { createState, updateSources } from './station-state.ts';
import type { StationSpec } from './station-spec.ts';
import type { Telemetry } from './telemetry.ts';
import { worldEvents } from './world-events.ts';

export type { Segment } from './piece.ts';

export interface StationOptions {
  readonly faults?: readonly FaultEvent[];
  /** Called after each piece, in order, with values at its end. */
  readonly record?: (segment: Segment) => void;
  /** From {@link prepareSources}, to share one grid between several runs. */
  readonly sources?: SourceGrid;
}

/** The station as hardware would be: commands in, telemetry and signals out. */
export interface Station {
  command(command: Command): CommandReply;
  telemetry(): Telemetry;
  /** The instant of the telemetry, without the rest. */
  now(): number;
  /** Lets time pass up to `toEt`, or to the first instant at which the station has something to say. */
  advance(toEt: number): readonly Signal[];
  energy(): EnergyAccount;
  data(): DataAccount;
  /** Whose data were lost. */
  losses(): DataLosses;
  heat(): readonly HeatAccount[];
  /** Components with a storage of their own (robots): in = out + stored. */
  parts(): readonly PartAccount[];
  /** Everything that changes in it, as JSON: a station made of the same specification, environment and faults goes on from it to the bit after {@link restore}. */
  save(): Snapshot;
  restore(saved: Snapshot): void;
}

export function prepareSources(spec: StationSpec, environment: Environment): SourceGrid {
  return sourceGrid(spec, environment);
}

/**
 * A station that lives in `environment`, simulated event by event: between events generation and load are straight lines, so the battery
 * is a quadratic, the store a line and each temperature a line plus an exponential; every crossing is solved for, nothing is stepped.
 * Times keep about 4e-9 s over a year.
 */
export function createStation(spec: StationSpec, environment: Environment, options: StationOptions = {}): Station {
  const grid = options.sources ?? sourceGrid(spec, environment);
  const state = createState(spec, grid, environment);
  attachParts(state, environment);
  const queue = worldEvents(state, environment, options.faults ?? []);
  let next = 0;
  const segment = createSegment(spec);
  const fixed: Map<object, string> = new Map(namesInside(grid, 'grid', namesInside(spec, 'spec')));
  state.networks.forEach((network, i) => fixed.set(network, `network:${i}`));
  for (const { lightTime, spec: link } of state.links)
    if (lightTime !== null) fixed.set(lightTime, `lightTime:${link.id}`);
  for (const part of state.parts) fixed.set(part, `part:${part.id}`);
  const runDue = () => {
    for (; next < queue.length && queue[next]!.timeS <= state.timeS; next += 1) queue[next]!.run(state);
  };
  runDue();
  return {
    command: (command) => applyCommand(state, command),
    telemetry: () => readTelemetry(state),
    now: () => state.startEt + state.timeS,
    advance(toEt) {
      const target = Math.min(toEt, environment.endEt) - environment.startEt;
      let idle = 0;
      while (state.timeS < target && state.signals.length === 0) {
        const nodeS = grid.timeS[state.cell + 1]!;
        const stop = Math.min(target, nodeS, queue[next]?.timeS ?? Infinity);
        const before = state.timeS;
        const finished = piece(state, stop - state.timeS, segment, options.record);
        if (finished) state.timeS = stop;
        if (state.timeS >= nodeS && state.cell + 2 < grid.timeS.length) {
          state.cell += 1;
          updateSources(state);
        }
        runDue();
        idle = state.timeS > before ? 0 : idle + 1;
        if (idle > 10_000)
          throw new Error(`station "${spec.name}" makes no progress at ${environment.startEt + before}`);
      }
      return state.signals.splice(0);
    },
    energy: () => energyAccount(state),
    data: () => dataAccount(state),
    losses: () => state.losses,
    heat: () => heatAccounts(state),
    parts: () => partAccounts(state),
    save: () => ({ next, state: takeSnapshot(state, fixed) }),
    restore(saved) {
      const { next: due, state: inside } = saved as { readonly next: number; readonly state: Snapshot };
      restoreSnapshot(state, inside, fixed);
      next = due;
    },
  };
}
