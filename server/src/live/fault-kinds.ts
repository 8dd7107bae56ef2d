import type { LiveFaultKinds } from '@openilrs/api/contract';
import type { Mission } from '@openilrs/core/mission';

type Kinds = LiveFaultKinds['faults'];

const DAY_S = 86_400;

/** Every fault that the parts of a station can have, as the station simulates them, with a usual duration and effect. */
export function faultKindsOf({ arrays, links, nodes, instruments }: Mission['station']): Kinds {
  const lasting = (componentId: string, kind: string, title: string, effect: number) => {
    return { componentId, kind, title, usesEffect: true, durationS: null, effect };
  };
  const passing = (componentId: string, kind: string, title: string, days: number) => {
    return { componentId, kind, title, usesEffect: false, durationS: days * DAY_S, effect: 1 };
  };
  return [
    ...arrays.map(({ id }) => lasting(id, 'arrayString', `${id}: strings lost`, 0.25)),
    lasting('battery', 'batteryCell', 'battery: cells lost', 0.2),
    ...links.map(({ id, title }) => passing(id, 'linkOutage', `${title}: out`, 5)),
    { ...passing('computer', 'computerReset', 'computer: reset', 0), durationS: null },
    ...nodes.flatMap(({ id }) => [
      passing(id, 'heaterStuckOff', `${id}: heater stuck off`, 3),
      passing(id, 'heaterStuckOn', `${id}: heater stuck on`, 3),
    ]),
    ...instruments.map(({ id, title }) => passing(id, 'instrumentFault', `${title}: out of order`, 10)),
  ];
}
