import { InputError } from '../errors/index.ts';
import type { Programme } from '../programme/index.ts';
import type { StationSpec } from '../station/index.ts';
import type { DeliveredElement } from './results/construct-result.ts';

/** A part of the station that is not there yet, and why. */
export interface MissingPart {
  readonly part: string;
  readonly because: string;
}

export interface DeliveredStation {
  readonly station: StationSpec;
  readonly missing: readonly MissingPart[];
}

/**
 * The station of a date: what the mission file declares, less the parts of elements that the route map has not delivered by then, and less
 * what stands on such parts (an array on a missing mast, an instrument in a missing bay). Parts that no element brings are always there.
 *
 * @param deliveredBy `stationAt` of the date
 * @throws InputError `STATION_NOT_DELIVERED` when no source of power is left
 */
export function deliveredStation(
  station: StationSpec,
  deliveredBy: { readonly dateUtc: string; readonly missing: readonly DeliveredElement[] },
): DeliveredStation {
  const missing = new Map<string, string>();
  for (const element of deliveredBy.missing)
    for (const part of element.parts) missing.set(part, reason(element, deliveredBy.dateUtc));
  const inherit = (id: string, on: string | null) => {
    const because = on === null ? undefined : missing.get(on);
    if (because !== undefined && !missing.has(id)) missing.set(id, because);
  };
  for (const node of station.nodes) inherit(node.id, node.mastId);
  for (const array of station.arrays) inherit(array.id, array.mastId);
  for (const part of [...station.radioisotope, ...(station.fission ?? []), ...station.loads, ...station.instruments])
    inherit(part.id, part.nodeId);
  for (const { id, robotId } of station.instruments) inherit(id, robotId ?? null);
  for (const fault of station.faults) inherit(fault.id, fault.componentId);

  const there = <T extends { readonly id: string }>(parts: readonly T[]) => parts.filter(({ id }) => !missing.has(id));
  const left: StationSpec = {
    ...station,
    masts: there(station.masts),
    arrays: there(station.arrays),
    radioisotope: there(station.radioisotope),
    nodes: there(station.nodes),
    loads: there(station.loads),
    links: there(station.links),
    instruments: there(station.instruments),
    faults: station.faults.filter(({ componentId }) => !missing.has(componentId)),
    ...(station.fission && { fission: there(station.fission) }),
    ...(station.storages && { storages: there(station.storages) }),
    ...(station.robots && { robots: there(station.robots) }),
    ...(station.couplings && {
      couplings: station.couplings.filter(({ betweenIds }) => betweenIds.every((id) => !missing.has(id))),
    }),
    ...(station.storageOrder && { storageOrder: orderLeft(station.storageOrder, missing) }),
  };
  if (left.arrays.length === 0 && left.radioisotope.length === 0 && (left.fission ?? []).length === 0)
    throw notDelivered(deliveredBy);
  const faultIds = new Set(station.faults.map(({ id }) => id));
  return {
    station: left,
    missing: [...missing].filter(([part]) => !faultIds.has(part)).map(([part, because]) => ({ part, because })),
  };
}

function orderLeft(
  order: NonNullable<StationSpec['storageOrder']>,
  missing: ReadonlyMap<string, string>,
): NonNullable<StationSpec['storageOrder']> {
  const left = (ids: readonly string[]) => ids.filter((id) => !missing.has(id));
  return { charge: left(order.charge), discharge: left(order.discharge) };
}

function reason({ title, dateUtc, missionId, status }: DeliveredElement, at: string): string {
  const by =
    dateUtc === null
      ? `no mission that can be counted on brings it${missionId === '' ? '' : ` (${missionId}: ${status})`}`
      : `${missionId} delivers it by ${dateUtc} (${status})`;
  return `${title} is not at the station on ${at}: ${by}`;
}

function notDelivered({
  dateUtc,
  missing,
}: {
  readonly dateUtc: string;
  readonly missing: readonly DeliveredElement[];
}): InputError {
  return new InputError('STATION_NOT_DELIVERED', `by ${dateUtc} nothing that gives power has been delivered`, {
    where: 'mission.start',
    legal: `after ${missing.map((element) => `${element.element}: ${element.dateUtc ?? 'no date'}`).join(', ')}`,
    remedy: 'Start later, or change the deliveries in the route map or in the route section',
  });
}

/** The programme without the proposals whose instruments are missing, and for each of those why. */
export function programmeFor(
  programme: Programme,
  missing: readonly MissingPart[],
): { readonly programme: Programme; readonly left: readonly { readonly proposal: string; readonly reason: string }[] } {
  const because = new Map(missing.map((part) => [part.part, part.because]));
  const left = programme.proposals
    .filter(({ instrument }) => because.has(instrument))
    .map(({ id, instrument }) => ({ proposal: id, reason: because.get(instrument)! }));
  return {
    programme: { ...programme, proposals: programme.proposals.filter(({ instrument }) => !because.has(instrument)) },
    left,
  };
}
