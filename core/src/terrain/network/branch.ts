/** Which places may stand in one network: `may[i * places + j]` is 1 for a pair that keeps the limits. */
export type Pairs = Uint8Array;

/** A part of the search: networks of `sites` places that hold `chosen` and otherwise only places of `open`. */
export interface Branch {
  readonly chosen: readonly number[];
  readonly open: readonly number[];
}

/** What the search of a branch brought: null when nothing in it beats what was known. Milliseconds: light is to be large, the night short. */
export interface BranchResult {
  readonly best: { readonly places: readonly number[]; readonly valueMs: number } | null;
  /** Sets and partial sets whose value was worked out. */
  readonly nodes: number;
}

/** Those of `open` that may stand beside `place`. */
export function beside(pairs: Pairs, places: number, place: number, open: readonly number[]): number[] {
  return open.filter((other) => pairs[place * places + other] === 1);
}
