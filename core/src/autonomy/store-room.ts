import type { Telemetry } from '../station/index.ts';
import { BIN_S } from './bins.ts';
import { flowThroughBin, type Inflow } from './data-flow.ts';
import { binEdges } from './forecast.ts';
import { linkOutlets } from './link-outlets.ts';
import type { PlannedActivity } from './plan.ts';
import type { Request } from './request.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** What decides whether the data of a start fit. */
export interface StoreOutlook {
  readonly model: StationModel;
  readonly beliefs: Beliefs;
  readonly seen: Telemetry;
  readonly running: readonly PlannedActivity[];
}

/** Data that come from now on until `endS` from now. */
interface Stream {
  readonly endS: number;
  readonly rateBitS: number;
}

/** As plans and bounds count: filled to the brim is not too full. */
const ROUNDING = 1e-9;

/**
 * Whether the data of a request that begins now find room in what telemetry shows free, beside those still to come of what runs: in the partition that takes them, or the store. Links empty it by the
 * almanac; none counts that telemetry shows without lock, or that was lost and has not been seen to work since.
 */
export function fitsStore(request: Request, { model, beliefs, seen, running }: StoreOutlook): boolean {
  if (request.dataBit <= 0) return true;
  const box = boxOf(model, request.instrumentId);
  const storedBit = seen.partitions?.find(({ id }) => id === box.id)?.storedBit ?? seen.storeBit;
  const others = running.filter((one) => boxOf(model, one.request.instrumentId).id === box.id);
  const streams = [...others.map((one) => streamOf(one.request, one.endEt - seen.et)), streamOf(request, request.durationS)]; // prettier-ignore
  // what is full stays closed until it has room for an hour: else each start would only meet the brim again
  if (box.capacityBit - storedBit < (Math.min(BIN_S, request.durationS) * request.dataBit) / request.durationS)
    return false;
  const comingBit = streams.reduce((sum, { endS, rateBitS }) => sum + endS * rateBitS, 0);
  const mostBit = box.capacityBit * (1 + ROUNDING);
  return storedBit + comingBit <= mostBit || topOf(storedBit, streams, trusted(model, seen), withoutLostLinks(beliefs, model), seen.et) <= mostBit; // prettier-ignore
}

/** The partition that takes the data of an instrument, or the store. */
export function boxOf(
  { partitions, storeCapacityBit }: StationModel,
  instrumentId: string,
): { readonly id: string; readonly capacityBit: number } {
  return (
    partitions?.find(({ instrumentIds }) => instrumentIds.includes(instrumentId)) ?? {
      id: 'store',
      capacityBit: storeCapacityBit,
    }
  );
}

function streamOf({ dataBit, durationS }: Request, endS: number): Stream {
  return { endS: Math.max(0, endS), rateBitS: dataBit / durationS };
}

/** What to plan with: a link that was lost is not counted on until it has been seen to work again, however often it is tried. Else a store that nothing empties would be filled with what it cannot hold. */
export function withoutLostLinks(beliefs: Beliefs, { endEt }: Pick<StationModel, 'endEt'>): Beliefs {
  const lost = Object.keys(beliefs.linkDownUntil);
  return lost.length === 0 ? beliefs : { ...beliefs, linkDownUntil: Object.fromEntries(lost.map((id) => [id, endEt])) };
}

/** A link that is on and not locked sends nothing, whatever the almanac says. */
function trusted(model: StationModel, seen: Telemetry): StationModel {
  const silent = new Set(seen.links.filter(({ on, locked }) => on && !locked).map(({ id }) => id));
  return silent.size === 0 ? model : { ...model, links: model.links.filter(({ id }) => !silent.has(id)) };
}

/** The fullest that it gets until the last stream has ended. */
function topOf(
  storedBit: number,
  streams: readonly Stream[],
  model: StationModel,
  beliefs: Beliefs,
  nowEt: number,
): number {
  const lastS = streams.reduce((most, { endS }) => Math.max(most, endS), 0);
  const bins = Math.max(1, Math.ceil(lastS / BIN_S));
  const outlets = linkOutlets(model, beliefs, binEdges(nowEt, bins));
  let [storeBit, topBit] = [storedBit, storedBit];
  for (let b = 0; b < bins; b += 1) {
    const inflows = streams
      .filter(({ endS }) => endS > b * BIN_S)
      .map(({ endS, rateBitS }): Inflow => ({ fromS: 0, toS: Math.min(BIN_S, endS - b * BIN_S), rateBitS }));
    const flow = flowThroughBin(outlets[b]!, storeBit, 0, inflows);
    storeBit = flow.storeBit;
    topBit = Math.max(topBit, flow.topBit);
  }
  return topBit;
}

/**
 * Of what fills a full store or partition, what has to stop so that the rest can leave as fast as it comes: those of the least value by bit first. Their data so far are kept.
 *
 * @param boxId a partition, or `store`
 */
export function toStop(
  boxId: string,
  outBitS: number,
  { model, running }: Pick<StoreOutlook, 'model' | 'running'>,
): readonly Request[] {
  const filling = running
    .map(({ request }) => request)
    .filter(({ dataBit, instrumentId }) => dataBit > 0 && boxOf(model, instrumentId).id === boxId);
  let inBitS = filling.reduce((sum, { dataBit, durationS }) => sum + dataBit / durationS, 0);
  const cheapestFirst = filling.sort((a, b) => a.value / a.dataBit - b.value / b.dataBit || (a.id < b.id ? -1 : 1));
  return cheapestFirst.filter(({ dataBit, durationS }) => {
    if (inBitS <= outBitS) return false;
    inBitS -= dataBit / durationS;
    return true;
  });
}
