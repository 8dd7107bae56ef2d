import { grown } from '../../math/index.ts';

/** States of a search, one label each, in columns that grow. */
export interface Labels {
  count: number;
  cell: Int32Array<ArrayBuffer>;
  /** Slot of arrival, and the slot in which the label before was left. */
  slot: Int32Array<ArrayBuffer>;
  departed: Int32Array<ArrayBuffer>;
  cost: Float64Array<ArrayBuffer>;
  batteryJ: Float64Array<ArrayBuffer>;
  /** Slots in the dark up to here. */
  dark: Int32Array<ArrayBuffer>;
  parent: Int32Array<ArrayBuffer>;
  /** Span of light at the cell that the label stands in; -1 in the dark. */
  lit: Int32Array<ArrayBuffer>;
  /** Next label of the same cell, -1 at the end. */
  next: Int32Array<ArrayBuffer>;
  state: Uint8Array<ArrayBuffer>;
}

export const OPEN = 0;
/** Another label of the cell is at least as good. */
export const BEATEN = 1;
/** Not an arrival: a label waits here to be left into the dark at this slot. */
export const WAITING = 2;

export function newLabels(capacity = 4096): Labels {
  const whole = () => new Int32Array(capacity);
  return {
    count: 0,
    cell: whole(),
    slot: whole(),
    departed: whole(),
    cost: new Float64Array(capacity),
    batteryJ: new Float64Array(capacity),
    dark: whole(),
    parent: whole(),
    lit: whole(),
    next: whole(),
    state: new Uint8Array(capacity),
  };
}

/** A new label with all columns 0; its number. */
export function addLabel(labels: Labels): number {
  if (labels.count === labels.cell.length) grow(labels);
  return labels.count++;
}

function grow(labels: Labels): void {
  labels.cell = grown(labels.cell);
  labels.slot = grown(labels.slot);
  labels.departed = grown(labels.departed);
  labels.cost = grown(labels.cost);
  labels.batteryJ = grown(labels.batteryJ);
  labels.dark = grown(labels.dark);
  labels.parent = grown(labels.parent);
  labels.lit = grown(labels.lit);
  labels.next = grown(labels.next);
  labels.state = grown(labels.state);
}
