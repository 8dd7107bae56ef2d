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
 */
export function flowThroughBin(
  outlets: readonly Outlet[],
  storeBit: number,
  evenBit: number,
  inflows: readonly Inflow[],
): BinFlow {
  const only = outlets[0];
  const whole = outlets.length === 0 || (outlets.length === 1 && only!.fromS === 0 && only!.toS === BIN_S);
  if (inflows.length === 0 && whole) {
    const sentBit = only === undefined ? 0 : Math.min(storeBit + evenBit, only.rateBitS * BIN_S);
    const endBit = storeBit + evenBit - sentBit;
    const linkJ = only === undefined ? 0 : (sentBit / only.rateBitS) * only.powerW;
    return { storeBit: endBit, topBit: Math.max(storeBit, endBit), linkJ };
  }
  return flowByPieces(outlets, storeBit, evenBit, inflows);
}

function flowByPieces(
  outlets: readonly Outlet[],
  startBit: number,
  evenBit: number,
  inflows: readonly Inflow[],
): BinFlow {
  const edges = [0, BIN_S, ...[...outlets, ...inflows].flatMap(({ fromS, toS }) => [fromS, toS])].sort((a, b) => a - b);
  let storeBit = startBit;
  let topBit = startBit;
  let linkJ = 0;
  for (let i = 1; i < edges.length; i += 1) {
    const [from, to] = [edges[i - 1]!, edges[i]!];
    if (to === from) continue;
    const holds = (part: { readonly fromS: number; readonly toS: number }) => part.fromS <= from && to <= part.toS;
    const outlet = outlets.find(holds);
    let rateBitS = evenBit / BIN_S;
    for (const inflow of inflows) if (holds(inflow)) rateBitS += inflow.rateBitS;
    const thereBit = storeBit + rateBitS * (to - from);
    const sentBit = outlet === undefined ? 0 : Math.min(thereBit, outlet.rateBitS * (to - from));
    if (outlet !== undefined) linkJ += (sentBit / outlet.rateBitS) * outlet.powerW;
    storeBit = thereBit - sentBit;
    topBit = Math.max(topBit, storeBit);
  }
  return { storeBit, topBit, linkJ };
}
