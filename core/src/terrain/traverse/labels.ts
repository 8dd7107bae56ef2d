/** States of a search, one label each, in columns that grow. */
export interface Labels {
  count: number;
  cell: Int32Array;
  /** Slot of arrival, and the slot in which the label before was left. */
  slot: Int32Array;
  departed: Int32Array;
  cost: Float64Array;
  batteryJ: Float64Array;
  /** Slots in the dark up to here. */
  dark: Int32Array;
  parent: Int32Array;
  /** Span of light at the cell that the label stands in; -1 in the dark. */
  lit: Int32Array;
  /** Next label of the same cell, -1 at the end. */
  next: Int32Array;
  state: Uint8Array;
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
  const more = 2 * labels.count;
  const whole = (from: Int32Array) => copied(new Int32Array(more), from);
  const real = (from: Float64Array) => copied(new Float64Array(more), from);
  labels.cell = whole(labels.cell);
  labels.slot = whole(labels.slot);
  labels.departed = whole(labels.departed);
  labels.cost = real(labels.cost);
  labels.batteryJ = real(labels.batteryJ);
  labels.dark = whole(labels.dark);
  labels.parent = whole(labels.parent);
  labels.lit = whole(labels.lit);
  labels.next = whole(labels.next);
  labels.state = copied(new Uint8Array(more), labels.state);
}

function copied<T extends Int32Array | Float64Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
