import type { LiveFault, LiveFaultKinds } from '@openilrs/api/contract';
import { faultTargets, type Mission } from '@openilrs/core/mission';
import { ApiError } from '../http/api-error.ts';

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
  mastDown: { title: 'fallen', durationS: null, effect: 1, usesEffect: false },
  converterFault: { title: 'converter lost', durationS: null, effect: 0.5, usesEffect: true },
  heatPathOpen: { title: 'heat path open', durationS: null, effect: 1, usesEffect: false },
  couplingOpen: { title: 'coupling open', durationS: null, effect: 1, usesEffect: false },
  loadDead: { title: 'dead', durationS: null, effect: 1, usesEffect: false },
  loadStuckOn: { title: 'stuck on', durationS: 3 * DAY_S, effect: 1, usesEffect: false },
  storeFault: { title: 'store out of order', durationS: 2 * DAY_S, effect: 1, usesEffect: false },
  terminalOutage: { title: 'terminal out', durationS: 5 * DAY_S, effect: 1, usesEffect: false },
  computerDead: { title: 'unit dead', durationS: null, effect: 1, usesEffect: false },
  consumableLeak: { title: 'leaks', durationS: null, effect: 0.5, usesEffect: true },
  sampleStoreJam: { title: 'jammed', durationS: 5 * DAY_S, effect: 1, usesEffect: false },
  visitCancelled: { title: 'does not come', durationS: null, effect: 1, usesEffect: false },
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

/** @throws ApiError `BAD_REQUEST` for a fault that the station cannot have; with a run for one outside it */
export function checkedFault(
  fault: LiveFault,
  known: Kinds,
  run?: { readonly fromEt: number; readonly toEt: number },
  where = 'body.fault',
): void {
  if (!known.some((one) => one.componentId === fault.componentId && one.kind === fault.kind))
    throw new ApiError('BAD_REQUEST', `"${fault.componentId}" cannot fail by "${fault.kind}"`, {
      where,
      legal: known.map((one) => `${one.componentId}/${one.kind}`).join(', '),
    });
  if (run === undefined || (fault.et >= run.fromEt && fault.et < run.toEt)) return;
  throw new ApiError('BAD_REQUEST', 'the fault lies outside the run', {
    where: `${where}.et`,
    legal: `${run.fromEt} to ${run.toEt}`,
  });
}
