import type { LiveFaultKinds } from '@openilrs/api/contract';
import { faultTargets, type Mission } from '@openilrs/core/mission';

type Kinds = LiveFaultKinds['faults'];
type FaultKind = keyof ReturnType<typeof faultTargets>;

const DAY_S = 86_400;

/** In words, with a duration (null: for good) and an effect to begin with. Effects mean something where output or capacity is lost. */
const KINDS: Readonly<
  Record<FaultKind, { title: string; durationS: number | null; effect: number; usesEffect: boolean }>
> = {
  arrayString: { title: 'strings lost', durationS: null, effect: 0.25, usesEffect: true },
  batteryCell: { title: 'cells lost', durationS: null, effect: 0.2, usesEffect: true },
  linkOutage: { title: 'link out', durationS: 5 * DAY_S, effect: 1, usesEffect: false },
  computerReset: { title: 'reset', durationS: null, effect: 1, usesEffect: false },
  heaterStuckOff: { title: 'heater stuck off', durationS: 3 * DAY_S, effect: 1, usesEffect: false },
  heaterStuckOn: { title: 'heater stuck on', durationS: 3 * DAY_S, effect: 1, usesEffect: false },
  instrumentFault: { title: 'out of order', durationS: 10 * DAY_S, effect: 1, usesEffect: false },
  sourceTrip: { title: 'source tripped', durationS: 2 * DAY_S, effect: 1, usesEffect: false },
  storageOutage: { title: 'storage out', durationS: 5 * DAY_S, effect: 1, usesEffect: false },
  feederOpen: { title: 'feeder open', durationS: 2 * DAY_S, effect: 1, usesEffect: false },
  robotFault: { title: 'robot out of order', durationS: 5 * DAY_S, effect: 1, usesEffect: false },
};

/** Every fault that the parts of a station can have, as the station simulates them. */
export function faultKindsOf(station: Mission['station']): Kinds {
  return Object.entries(faultTargets(station)).flatMap(([kind, componentIds]) => {
    const { title, ...facts } = KINDS[kind as FaultKind];
    return componentIds.map((componentId) => ({ componentId, kind, title: `${componentId}: ${title}`, ...facts }));
  });
}
