import type { Window } from '../../time/index.ts';

/**
 * What an array that is turned to the Sun gets at every cell: spans of slots in which the visible share of the disc is at least some level, in order, cell after cell, and the Sun's nearness.
 *
 * Shares are rounded down to {@link SHARE_LEVELS} levels, so that a battery never gets more than it would.
 */
export interface SunPower {
  /** Spans of cell c: entries `first[c]` to below `first[c + 1]`. */
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Visible share of the disc in {@link SHARE_LEVELS} parts. */
  readonly level: Uint8Array;
  /** Seconds of sunlight at 1 au, were all of the disc in view, from slot 0 to slot `i * gridSlots`: the seconds times (1 au / distance)^2. */
  readonly fullSunS: Float64Array;
  readonly gridSlots: number;
  /** Least share and nearness in any lit span: what a lit vehicle always gets. */
  readonly least: number;
}

export const SHARE_LEVELS = 16;

/** IAU 2012 Resolution B2. */
const ASTRONOMICAL_UNIT_M = 149_597_870_700;

/** Sunlight at a distance over that at 1 au. */
export function sunNearness(distanceM: number): number {
  return (ASTRONOMICAL_UNIT_M / distanceM) ** 2;
}

/** Share of a disc above a level edge that lies `x` radii below its centre. */
export function shareAbove(x: number): number {
  if (x <= -1) return 0;
  return x >= 1 ? 1 : 1 - (Math.acos(x) - x * Math.sqrt(1 - x * x)) / Math.PI;
}

/** Seconds of full sunlight at 1 au that an array at the cell gets from one slot to another; those in which it is not lit count nothing. */
export function sunlightS(sun: SunPower, cell: number, slot: number, end: number): number {
  const { first, from, to, level } = sun;
  let sum = 0;
  for (let k = first[cell]!; k < first[cell + 1]! && from[k]! < end; k++) {
    const [a, b] = [Math.max(from[k]!, slot), Math.min(to[k]!, end)];
    if (b > a) sum += (level[k]! / SHARE_LEVELS) * (fullSun(sun, b) - fullSun(sun, a));
  }
  return sum;
}

function fullSun({ fullSunS, gridSlots }: SunPower, slot: number): number {
  const at = slot / gridSlots;
  const i = Math.min(Math.floor(at), fullSunS.length - 2);
  return fullSunS[i]! + (at - i) * (fullSunS[i + 1]! - fullSunS[i]!);
}

/** Collects levels sample by sample, cell by cell, and makes spans of them: a span between two samples has the lower level of both. */
export function powerCollector(cells: number, slotsPerSample: number) {
  const before = new Uint8Array(cells);
  const since = new Int32Array(cells);
  let size = 4 * cells;
  let [cellOf, from, to, level] = [
    new Int32Array(size),
    new Int32Array(size),
    new Int32Array(size),
    new Uint8Array(size),
  ];
  let count = 0;
  const held = new Uint8Array(cells); // level of the span that is open
  const close = (cell: number, sample: number): void => {
    if (held[cell] === 0) return;
    if (count === size) {
      size *= 2;
      const longer = (old: Int32Array) => { const more = new Int32Array(size); more.set(old); return more; }; // prettier-ignore
      [cellOf, from, to] = [longer(cellOf), longer(from), longer(to)];
      const more = new Uint8Array(size);
      more.set(level);
      level = more;
    }
    cellOf[count] = cell;
    from[count] = Math.ceil(since[cell]! * slotsPerSample);
    to[count] = Math.floor(sample * slotsPerSample);
    level[count++] = held[cell]!;
  };
  return {
    /** Levels of a sample (0: not lit), samples in their order from 0. */
    add(sample: number, levels: Uint8Array): void {
      for (let cell = 0; cell < cells; cell++) {
        const now = levels[cell]!;
        if (sample > 0) {
          const between = now < before[cell]! ? now : before[cell]!;
          if (between !== held[cell]) {
            close(cell, sample - 1);
            [held[cell], since[cell]] = [between, sample - 1];
          }
        }
        before[cell] = now;
      }
    },
    end(samples: number): Pick<SunPower, 'first' | 'from' | 'to' | 'level'> {
      for (let cell = 0; cell < cells; cell++) close(cell, samples - 1);
      const first = new Int32Array(cells + 1);
      for (let k = 0; k < count; k++) first[cellOf[k]! + 1]!++;
      for (let cell = 0; cell < cells; cell++) first[cell + 1] = first[cell + 1]! + first[cell]!;
      const next = first.slice(0, cells);
      const sorted = { first, from: new Int32Array(count), to: new Int32Array(count), level: new Uint8Array(count) };
      for (let k = 0; k < count; k++) {
        const at = next[cellOf[k]!]!++;
        [sorted.from[at], sorted.to[at], sorted.level[at]] = [from[k]!, to[k]!, level[k]!];
      }
      return sorted;
    },
  };
}

/** Whether an epoch lies within one of the windows. */
export function within(windows: readonly Window[], et: number): boolean {
  return windows.some(([start, end]) => et >= start && et <= end);
}
