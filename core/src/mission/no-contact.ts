import type { StationSpec } from '../station/index.ts';
import type { ExtraFault } from './operate-faults.ts';

/** No link reaches anybody from `fromEt` on for `spanS`: an outage of each link, as added faults. */
export function noContact(station: Pick<StationSpec, 'links'>, fromEt: number, spanS: number): ExtraFault[] {
  return station.links.map(({ id }) => ({ et: fromEt, componentId: id, kind: 'linkOutage', durationS: spanS }));
}
