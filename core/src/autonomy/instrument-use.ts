/** Who uses an instrument when. */
export interface Use {
  readonly requestId: string;
  readonly startEt: number;
  readonly endEt: number;
}

/** Keeps each instrument, place and robot to the number of users that it can have at a time. */
export interface InstrumentUse {
  /** Someone in the way during `[startEt, endEt]`, or null. */
  readonly taken: (instrumentId: string, startEt: number, endEt: number) => string | null;
  readonly add: (instrumentId: string, use: Use) => void;
  readonly remove: (instrumentId: string, requestId: string) => void;
}

/** Uses of one instrument by start; none lasts longer than `longestS`, so those that touch an interval lie close together. */
interface Lane {
  readonly uses: Use[];
  longestS: number;
  readonly count: number;
}

export function createInstrumentUse(
  instruments: readonly { readonly id: string; readonly count: number }[],
): InstrumentUse {
  const lanes = new Map<string, Lane>(instruments.map(({ id, count }) => [id, { uses: [], longestS: 0, count }]));
  return {
    taken(instrumentId, startEt, endEt) {
      const lane = lanes.get(instrumentId);
      if (lane === undefined) return instrumentId;
      const others = overlapping(lane, startEt, endEt);
      if (others.length < lane.count) return null;
      // at any instant only so many overlap: count at the start and at each start inside
      const instants = [startEt, ...others.map((use) => use.startEt).filter((et) => et > startEt)];
      const most = Math.max(0, ...instants.map((et) => others.filter((u) => u.startEt <= et && u.endEt > et).length));
      return most >= lane.count ? (others[0]?.requestId ?? instrumentId) : null;
    },
    add(instrumentId, use) {
      const lane = lanes.get(instrumentId);
      if (lane === undefined) return;
      lane.uses.splice(firstFrom(lane.uses, use.startEt), 0, use);
      lane.longestS = Math.max(lane.longestS, use.endEt - use.startEt);
    },
    remove(instrumentId, requestId) {
      const uses = lanes.get(instrumentId)?.uses;
      const at = uses?.findIndex((use) => use.requestId === requestId) ?? -1;
      if (uses !== undefined && at >= 0) uses.splice(at, 1);
    },
  };
}

function overlapping({ uses, longestS }: Lane, startEt: number, endEt: number): Use[] {
  const found: Use[] = [];
  for (let i = firstFrom(uses, startEt - longestS); i < uses.length && uses[i]!.startEt < endEt; i += 1)
    if (uses[i]!.endEt > startEt) found.push(uses[i]!);
  return found;
}

/** Index of the first use that does not start before `et`. */
function firstFrom(uses: readonly Use[], et: number): number {
  let [low, high] = [0, uses.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uses[middle]!.startEt < et) low = middle + 1;
    else high = middle;
  }
  return low;
}
