import type { CellWindows } from './cell-windows.ts';
import type { Prices } from './cost-to-go.ts';
import type { DriveGround, DriveTable } from './drive-grid.ts';
import type { Labels } from './labels.ts';
import type { SunPower } from './sun-power.ts';
import type { Vehicle } from './vehicle.ts';

/** A search for the cheapest drive: over ground, through light and time. */
export interface TraverseProblem {
  readonly ground: DriveGround;
  readonly table: DriveTable;
  readonly vehicle: Vehicle;
  readonly prices: Prices;
  readonly slotS: number;
  /** When the array of a vehicle at the cell is lit. */
  readonly light: CellWindows;
  /** What the array gets in light; none: the whole disc at 1 au. */
  readonly sun?: SunPower;
  /** When the Earth must be in view to drive; none: it need not be. */
  readonly earth?: CellWindows;
  readonly start: number;
  readonly goal: number;
  /** Longest spell in the dark, slots; 0 for a drive that stays in light. */
  readonly darkSlots: number;
  /**
   * Grain of the search in the dark, slots: a lit cell is left into the dark on arrival and at multiples of it, and arrivals in the dark compare when they fall between the same two. At 1 the search is
   * exact for its model; otherwise a drive through the dark may be missed that depends on a window of light opening within the grain.
   */
  readonly darkGrain: number;
  readonly initialJ: number;
  readonly lastSlot: number;
  /** The least cost from each cell to the goal; see {@link costToGo}. */
  readonly toGo: Float64Array;
  /** Least seconds from each cell to one that is ever lit, or to the goal; none: not known. */
  readonly toLight?: Float64Array;
  /**
   * How much dearer and emptier (J) an arrival may be and still beat another: 0 for the exact search. The drive found costs at most this more for each of its steps, and is never one that breaks a
   * limit; labels that differ by next to nothing no longer pile up.
   */
  readonly slackCost: number;
  readonly slackJ: number;
  /** When to give up: labels, and comparisons between labels (some 1e8 a second). */
  readonly mostLabels: number;
  readonly mostComparisons: number;
}

export interface TraverseFound {
  /** Labels from the start to the goal, and all of them. */
  readonly path: readonly number[];
  readonly labels: Labels;
  readonly expanded: number;
}

/** Why a search ended without a way: there is none, or it would have taken more work than allowed. */
export type SearchEnd = 'none' | 'tooLarge';
