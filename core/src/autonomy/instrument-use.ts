/** Who uses an instrument when. */
interface Use {
  readonly requestId: string;
  readonly startEt: number;
  readonly endEt: number;
}

/** Keeps each instrument to the number of users that it can have at a time. */
export interface InstrumentUse {
  /** Someone in the way during `[startEt, endEt]`, or null. */
  readonly taken: (instrumentId: string, startEt: number, endEt: number) => string | null;
  readonly add: (instrumentId: string, use: Use) => void;
  readonly remove: (instrumentId: string, requestId: string) => void;
}

export function createInstrumentUse(
  instruments: readonly { readonly id: string; readonly count: number }[],
): InstrumentUse {
  const uses = new Map<string, Use[]>(instruments.map(({ id }) => [id, []]));
  const counts = new Map(instruments.map(({ id, count }) => [id, count]));
  return {
    taken(instrumentId, startEt, endEt) {
      const others = (uses.get(instrumentId) ?? []).filter((use) => use.startEt < endEt && use.endEt > startEt);
      if (others.length < (counts.get(instrumentId) ?? 0)) return null;
      // at any instant only so many overlap: count at the start and at each start inside
      const instants = [startEt, ...others.map((use) => use.startEt).filter((et) => et > startEt)];
      const most = Math.max(0, ...instants.map((et) => others.filter((u) => u.startEt <= et && u.endEt > et).length));
      return most >= (counts.get(instrumentId) ?? 0) ? (others[0]?.requestId ?? instrumentId) : null;
    },
    add(instrumentId, use) {
      uses.get(instrumentId)?.push(use);
    },
    remove(instrumentId, requestId) {
      const list = uses.get(instrumentId);
      const at = list?.findIndex((use) => use.requestId === requestId) ?? -1;
      if (list !== undefined && at >= 0) list.splice(at, 1);
    },
  };
}
