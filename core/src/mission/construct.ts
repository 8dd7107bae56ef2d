import { InputError } from '../errors/index.ts';
import { routeMapSchema, type Route, type RouteMap, type RouteMapMission } from '../programme/index.ts';
import type { StationSpec } from '../station/index.ts';
import type { ConstructResult, DeliveredElement, MissionStatus } from './results/construct-result.ts';
import type { Provenance } from './results/survey-result.ts';
import { parseYamlFile } from './yaml-file.ts';

export interface ConstructInput {
  readonly missionId: string;
  /** Section `route` of the mission file. */
  readonly route: Route;
  readonly routeMap: RouteMap;
  /** The station is that of this date: a UTC day, month, year or instant. A day counts to its end. */
  readonly at: string;
  readonly provenance: Provenance;
}

/** Statuses of missions that nobody can count on: what they would deliver is missing, whatever date was named. */
const NOT_COUNTED: readonly MissionStatus[] = ['failed', 'uncertain', 'goal'];

/** Reads a route map. @throws InputError as {@link parseYamlFile} */
export function parseRouteMap(text: string, file: string): RouteMap {
  return parseYamlFile(routeMapSchema, text, file);
}

/**
 * The verb `construct`: the route map, and the station that it has delivered by a date.
 *
 * @throws InputError `ROUTE_UNKNOWN_ELEMENT`, `ROUTE_DATE`
 */
export function construct({ missionId, route, routeMap, at, provenance }: ConstructInput): ConstructResult {
  return {
    missionId,
    asOf: routeMap.asOf,
    phases: routeMap.phases,
    missions: routeMap.missions.map(({ delivered: _, deliversSource, ...mission }) => ({
      ...mission,
      note: [mission.note, deliversSource && `Delivers: ${deliversSource}`].filter(Boolean).join('. '),
    })),
    deliveredBy: stationAt(route, routeMap, at),
    provenance,
  };
}

/**
 * What the station of a date consists of, and what of it is still missing. An element is there when a mission that can be counted on has delivered it by then.
 *
 * @throws InputError `ROUTE_UNKNOWN_ELEMENT` when the mission file names an element that the route map does not have; `ROUTE_DATE`
 */
export function stationAt(route: Route, routeMap: RouteMap, at: string): ConstructResult['deliveredBy'] {
  const until = endOf(at);
  const all = Object.entries(route.parts).map(([element, parts]) => delivery(element, parts, routeMap));
  const isThere = ({ dateUtc }: DeliveredElement) => dateUtc !== null && endOf(dateUtc) <= until;
  return { dateUtc: at, elements: all.filter(isThere), missing: all.filter((one) => !isThere(one)) };
}

function delivery(element: string, parts: readonly string[], routeMap: RouteMap): DeliveredElement {
  const title = routeMap.elements.find(({ id }) => id === element)?.title;
  if (title === undefined) {
    throw new InputError('ROUTE_UNKNOWN_ELEMENT', `the route map has no element "${element}"`, {
      where: `route.parts.${element}`,
      legal: routeMap.elements.map(({ id }) => id).join(', '),
      remedy: 'Correct the id or add the element to a route map of your own',
    });
  }
  const mission = earliest(routeMap.missions.filter(({ delivers }) => delivers.includes(element)));
  if (mission === undefined) {
    return { element, title, parts, missionId: '', dateUtc: null, dateSource: '', status: 'uncertain' };
  }
  const date = countedDate(mission);
  return {
    element,
    title,
    parts,
    missionId: mission.id,
    dateUtc: date === null ? null : lastDayOf(date),
    dateSource: mission.delivered?.source ?? '',
    status: mission.status,
  };
}

/** The mission whose delivery comes first; one with a date before one without. */
function earliest(missions: readonly RouteMapMission[]): RouteMapMission | undefined {
  const key = (mission: RouteMapMission) => lastDayOf(countedDate(mission) ?? '9999');
  return [...missions].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))[0];
}

function countedDate({ status, delivered }: RouteMapMission): string | null {
  return delivered === null || NOT_COUNTED.includes(status) ? null : delivered.date;
}

/** `2035`, `2035-06` -> the last day of it; a day stays. */
function lastDayOf(date: string): string {
  if (date.length >= 10) return date.slice(0, 10);
  if (date.length === 4) return `${date}-12-31`;
  const [year, month] = date.split('-').map(Number) as [number, number];
  return `${date}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}

/** The instant until which a date of any precision reaches, as ISO 8601 that sorts as text. */
function endOf(date: string): string {
  const [day, time] = date.split('T');
  const isDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(day ?? '');
  const isTime = time === undefined || /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/.test(time);
  if (!isDate || !isTime) {
    throw new InputError('ROUTE_DATE', `"${date}" is not a date`, {
      legal: '2035, 2035-06, 2035-06-30 or 2035-06-30T12:00:00Z',
    });
  }
  return time === undefined ? `${lastDayOf(date)}T24:00:00` : `${date.replace('Z', '')}:00`.slice(0, 19);
}

/** Ids of everything a station is made of. */
export function partIds(station: StationSpec): string[] {
  const { masts, arrays, radioisotope, nodes, loads, links, instruments } = station;
  const named = [masts, arrays, radioisotope, nodes, loads, links, instruments].flat();
  return ['battery', ...named.map(({ id }) => id)];
}

/**
 * Holds that the parts which the `route` section names are parts of the station.
 *
 * @throws InputError `ROUTE_UNKNOWN_PART` naming element and part
 */
export function checkParts(route: Route, stationIds: readonly string[]): void {
  for (const [element, parts] of Object.entries(route.parts)) {
    const unknown = parts.find((part) => !stationIds.includes(part));
    if (unknown === undefined) continue;
    throw new InputError(
      'ROUTE_UNKNOWN_PART',
      `element "${element}" brings "${unknown}", which the station does not have`,
      {
        where: `route.parts.${element}`,
        legal: stationIds.join(', '),
      },
    );
  }
}

/** The route map as a table (RFC 4180), one line per mission. */
export function routeMapCsv({ missions }: ConstructResult): string {
  const columns = ['id', 'name', 'agency', 'phase', 'status', 'statusAsOf', 'statusText', 'plannedFrom', 'plannedTo', 'role', 'delivers', 'source', 'confidence', 'note'] as const; // prettier-ignore
  const cell = (value: string | null | readonly string[]) => {
    const text = value === null ? '' : typeof value === 'string' ? value : value.join(' ');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = missions.map((mission) => columns.map((column) => cell(mission[column])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
