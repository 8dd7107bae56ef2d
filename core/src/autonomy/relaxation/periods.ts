import { BIN_S } from '../bins.ts';
import { baseJ, type Resources } from '../resources.ts';

/** A stretch of whole bins of the forecast, with what is sure of it for any plan. Energies on the bus, J. */
export interface Period {
  readonly fromBin: number;
  readonly endBin: number;
  readonly lengthS: number;
  readonly generationJ: number;
  /** Loads and heaters of a station that sleeps through it. */
  readonly asleepJ: number;
  /** What a second awake takes more at the least, W. */
  readonly awakeW: number;
  /** The most that can be charged, the least that must be discharged, at the bus. */
  readonly mostChargeJ: number;
  readonly leastDischargeJ: number;
  /** The most that links can send, the best rate, and the least energy of a bit. */
  readonly linkBit: number;
  readonly linkBitS: number;
  readonly linkJBit: number;
  /** The battery is held to its floor at the end. */
  readonly heldAtEnd: boolean;
  /** Something in it is lost even to a sleeping station: what the battery does here is left open. */
  readonly open: boolean;
}

/**
 * Cuts the horizon into periods of at most `most` bins; a period also ends where a sleeping station begins or ceases to live on its battery, so that the bottom of a night is an edge.
 *
 * @param asleep the course of a station that only sleeps
 * @param edges bins at which a period has to begin
 */
export function cutPeriods(asleep: Resources, most: number, edges: readonly number[] = []): Period[] {
  const { forecast } = asleep;
  const sleeping = asleep.model.levels.length - 1;
  const draws = (b: number) => forecast.generationJ[b]! < baseJ(asleep, b, sleeping - 1);
  const held = heldEdges(asleep);
  const begins = new Set(edges);
  const periods: Period[] = [];
  for (let from = 0; from < forecast.bins;) {
    let end = from + 1;
    while (end < forecast.bins && end - from < most && !begins.has(end) && draws(end) === draws(from)) end += 1;
    periods.push(periodOf(asleep, from, end, held));
    from = end;
  }
  return periods;
}

function periodOf(asleep: Resources, from: number, end: number, held: Uint8Array): Period {
  const { forecast, model } = asleep;
  const sleeping = model.levels.length - 1;
  let [generationJ, asleepJ, mostChargeJ, leastDischargeJ, linkBit] = [0, 0, 0, 0, 0];
  let [awakeW, linkBitS, linkJBit] = [Infinity, 0, Infinity];
  let open = held[from] === 0;
  for (let b = from; b < end; b += 1) {
    const sunJ = forecast.generationJ[b]!;
    const restJ = baseJ(asleep, b, sleeping);
    generationJ += sunJ;
    asleepJ += restJ;
    awakeW = Math.min(awakeW, Math.max(0, baseJ(asleep, b, sleeping - 1) - restJ) / BIN_S);
    mostChargeJ += Math.min(sunJ, model.battery.maxChargeW * BIN_S);
    leastDischargeJ += Math.max(0, restJ - sunJ);
    open ||= held[b + 1] === 0;
    for (const { fromS, toS, rateBitS, powerW } of forecast.outlets[b]!) {
      linkBit += rateBitS * (toS - fromS);
      linkBitS = Math.max(linkBitS, rateBitS);
      linkJBit = Math.min(linkJBit, powerW / rateBitS);
    }
  }
  return {
    fromBin: from,
    endBin: end,
    lengthS: (end - from) * BIN_S,
    generationJ,
    asleepJ,
    awakeW,
    mostChargeJ,
    leastDischargeJ,
    linkBit,
    linkBitS,
    linkJBit: Number.isFinite(linkJBit) ? linkJBit : 0,
    heldAtEnd: held[end] === 1,
    open,
  };
}

/** For rounding, J; plans too may take as much from a battery that is too low anyway. */
const GRACE_J = 1;

/**
 * Edges at which every plan keeps the floor. Not those at which even a sleeping station falls under it, and after such an edge none until the station draws on its battery again
 * while it could be above the floor: until then a plan may still be rising from below.
 */
function heldEdges(asleep: Resources): Uint8Array {
  const { energyJ, keepJ, forecast, model } = asleep;
  const sleeping = model.levels.length - 1;
  const held = new Uint8Array(forecast.bins + 1);
  let rising = false;
  for (let edge = 0; edge <= forecast.bins; edge += 1) {
    const above = energyJ[edge]! >= keepJ[edge]! - GRACE_J;
    const drawn = edge > 0 && forecast.generationJ[edge - 1]! < baseJ(asleep, edge - 1, sleeping);
    if (!above) rising = true;
    else if (rising && drawn) rising = false;
    held[edge] = above && !rising ? 1 : 0;
  }
  return held;
}
