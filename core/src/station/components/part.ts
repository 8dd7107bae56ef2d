import type { ThermalDerating } from '../battery.ts';
import type { Command, CommandReply, SignalKind } from '../commands.ts';
import type { FaultEvent } from '../faults.ts';
import type { InstrumentNeeds, Use, Work } from './instrument-use.ts';

/** What a part may ask of the station that it is built into. */
export interface PartHost {
  readonly startEt: number;
  /** Seconds since the start of the run. */
  timeS(): number;
  /** The bus has voltage. */
  powered(): boolean;
  signal(kind: SignalKind, id: string): void;
  /** Multiplies the output of an array from now on. */
  scaleArray(arrayId: string, ratio: number): void;
  /** Multiplies the capacity of a storage (`battery` or an id); energy above the new capacity is lost, the rest stays. */
  scaleCapacity(storageId: string, ratio: number): void;
  /** Energy that left the cells of a storage since the start, J. */
  throughputJ(storageId: string): number;
  derateBattery(before: ThermalDerating, after: ThermalDerating): void;
  /** Has {@link Part.nodePassed} called whenever a thermal node passes one of these temperatures; while the station is built. */
  watchNode(nodeId: string, levelsK: readonly number[]): void;
  /** Stops the activities on a robot, of the instruments that match, or all; those of a computer that fails close the links too. */
  stopOn(robotId: string): void;
  stopWhere(matches: (instrument: InstrumentNeeds) => boolean): void;
  stopAll(): void;
  /** All that a computer holds falls back to what is safe, as after the loss of the bus. */
  layDown(): void;
  /** A computer is back. */
  booted(computerId: string): void;
  /** Data that running activities have made since their last checkpoint are lost; how much, bit. */
  loseUnsaved(checkpointS: number): number;
  /** A crew comes or goes that uses consumables. */
  visitChanged(uses: readonly Use[], begins: boolean): void;
  /** A temperature inside the band between watched levels in which the node is. */
  bandTempK(nodeId: string): number;
}

/** What every part keeps; a part adds its own. Plain data, so that a station can be saved. */
export interface PartState {
  /** Given to the bus now, W, and the slope, W/s. */
  sourceW: number;
  sourceSlopeWS: number;
  /** Drawn from the bus while it has voltage, W. */
  drawW: number;
  /** Heat that goes into a thermal node, W. */
  heatW: number;
}

/**
 * A component that a station has only when its file declares it. Between its own events its power is a straight line and its draw and heat are constant, so that the
 * station stays exact; it says when its next event is and does it. What it is read as goes into telemetry.
 */
export interface Part {
  readonly id: string;
  /** Everything that changes. */
  readonly state: PartState;
  readonly nodeId: string | null;
  /** Seconds until its next event, at most `spanS`. */
  next(spanS: number): number;
  /** Does what {@link next} announced; the station adds up its power and heat anew afterwards. */
  happen(): void;
  advance(dtS: number): void;
  /** Null when the command is for someone else. */
  command(command: Command): CommandReply | null;
  /** A fault begins or ends; false when it strikes someone else. */
  fault(fault: FaultEvent, begin: boolean): boolean;
  /** The bus has lost its voltage. */
  busLost(): void;
  busRestored(): void;
  /** Why no command can be taken; null when it can. */
  refuses(): string | null;
  /** Why an instrument cannot begin; null when it can. */
  mayStart(instrument: InstrumentNeeds): string | null;
  activityChanged(work: Work, begins: boolean): void;
  visitChanged(uses: readonly Use[], begins: boolean): void;
  /** Once all parts are built. */
  start(): void;
  /** A watched temperature of a node was passed. */
  nodePassed(nodeId: string): void;
  /** Telemetry of this part by name of the parameter; see `telemetryParameters`. */
  read(): Readonly<Record<string, number>>;
  /** Of a part with a storage of its own: what went in, what went out or was lost, and what it holds more than at the start; null for the others. */
  balanceJ(): PartBalance | null;
}

export interface PartBalance {
  readonly inJ: number;
  readonly outJ: number;
  readonly storedJ: number;
}

export const noFlow = (): PartState => ({ sourceW: 0, sourceSlopeWS: 0, drawW: 0, heatW: 0 });

/** A part that does nothing: what a component does not need it takes from here. */
export function quietPart(id: string, state: PartState): Part {
  return {
    id,
    state,
    nodeId: null,
    next: (spanS) => spanS,
    happen: () => undefined,
    advance: () => undefined,
    command: () => null,
    fault: () => false,
    busLost: () => undefined,
    busRestored: () => undefined,
    refuses: () => null,
    mayStart: () => null,
    activityChanged: () => undefined,
    visitChanged: () => undefined,
    start: () => undefined,
    nodePassed: () => undefined,
    read: () => ({}),
    balanceJ: () => null,
  };
}

export const ACCEPTED: CommandReply = { accepted: true };

export function refuse(reason: string): CommandReply {
  return { accepted: false, reason };
}
