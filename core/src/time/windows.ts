/** When something is true: `[startEt, endEt]` in TDB seconds past J2000, start <= end. A SPICE window's interval. */
export type Window = readonly [startEt: number, endEt: number];
/** Sorted, disjoint, closed intervals (a SPICE window). */
export type Windows = readonly Window[];
