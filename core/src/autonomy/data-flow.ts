import { BIN_S } from './bins.ts';

/** A link that can send during a part of a bin. Seconds from the start of the bin. */
export interface Outlet {
  readonly fromS: number;
  readonly toS: number;
  readonly rateBitS: number;
  readonly powerW: number;
}

/** Data that come during a part of a bin. */
export interface Inflow {
  readonly fromS: number;
  readonly toS: number;
  readonly rateBitS: number;
}

/** What a bin does to the data store. */
export interface BinFlow {
  /** In the store at the end of the bin. */
  readonly storeBit: number;
  /** The most that was in it. */
  readonly topBit: number;
  /** Energy of the links. */
  readonly linkJ: number;
}

/**
 * The store through a bin: data can leave only while they are there and a link is open. Exact for constant rates between the edges of outlets and inflows; the usual bin,
 * with none or one of them from end to end, takes one step.
 *
 * @param outlets ascending, disjoint
 * @param storeBit in the store at the start of the bin
 * @param evenBit comes evenly through the whole bin
 * @param more comes beside the inflows
 */
export function flowThroughBin(
  outlets: readonly Outlet[],
  storeBit: number,
  evenBit: number,
  inflows: readonly Inflow[],
  more: Inflow | null = null,
): BinFlow {
  const only = outlets[0];
  const whole = outlets.length === 0 || (outlets.length === 1 && only!.fromS === 0 && only!.toS === BIN_S);
  if (inflows.length === 0 && more === null && whole) {
    const sentBit = only === undefined ? 0 : Math.min(storeBit + evenBit, only.rateBitS * BIN_S);
    const endBit = storeBit + evenBit - sentBit;
    const linkJ = only === undefined ? 0 : (sentBit / only.rateBitS) * only.powerW;
    return { storeBit: endBit, topBit: Math.max(storeBit, endBit), linkJ };
  }
  return flowByPieces(outlets, storeBit, evenBit, inflows, more);
}

interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** From edge to edge of what comes and goes. Plans are made of this: it allocates nothing on its way. */
function flowByPieces(
  outlets: readonly Outlet[],
  startBit: number,
  evenBit: number,
  inflows: readonly Inflow[],
  more: Inflow | null,
): BinFlow {
  let storeBit = startBit;
  let topBit = startBit;
  let linkJ = 0;
  let from = 0;
  for (;;) {
    let to = from < BIN_S ? BIN_S : Infinity;
    for (const outlet of outlets) to = edgeAfter(outlet, from, to);
    for (const inflow of inflows) to = edgeAfter(inflow, from, to);
    if (more !== null) to = edgeAfter(more, from, to);
    if (to === Infinity) return { storeBit, topBit, linkJ };
    let rateBitS = evenBit / BIN_S;
    for (const inflow of inflows) if (holds(inflow, from, to)) rateBitS += inflow.rateBitS;
    if (more !== null && holds(more, from, to)) rateBitS += more.rateBitS;
    const thereBit = storeBit + rateBitS * (to - from);
    storeBit = thereBit;
    for (const outlet of outlets) {
      if (!holds(outlet, from, to)) continue;
      const sentBit = Math.min(thereBit, outlet.rateBitS * (to - from));
      linkJ += (sentBit / outlet.rateBitS) * outlet.powerW;
      storeBit = thereBit - sentBit;
      break;
    }
    topBit = Math.max(topBit, storeBit);
    from = to;
  }
}

/** The nearest edge after `from`, of those up to `to` and of a span. */
function edgeAfter({ fromS, toS }: Span, from: number, to: number): number {
  if (fromS > from && fromS < to) return fromS;
  return toS > from && toS < to ? toS : to;
}

function holds({ fromS, toS }: Span, from: number, to: number): boolean {
  return fromS <= from && to <= toS;
}
