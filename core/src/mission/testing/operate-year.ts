import { expandExperiment, type Request } from '../../autonomy/index.ts';
import type { StationSpec } from '../../station/index.ts';
import { polarEnvironment, RIDGE, type PolarSite } from '../../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../../station/testing/ridge-station.ts';
import type { OperateInput } from '../operate-input.ts';

export const START = 1.1e9;
export const HOUR = 3600;
export const DAY = 86400;

/** A programme for the test station: long and short, light and dark, with and without contact. */
export function yearOfRequests(startEt: number, endEt: number): Request[] {
  const what = { ownerId: 'cn', priority: 2, count: null };
  return [
    { ...what, experimentId: 'seismic', instrumentId: 'seismograph', durationS: 6 * DAY, powerW: 15, dataBit: 8e9, condition: 'any' as const, value: 5, everyS: 7 * DAY },
    { ...what, experimentId: 'sky', instrumentId: 'telescope', durationS: 8 * HOUR, powerW: 160, dataBit: 1e11, condition: 'any' as const, value: 4, everyS: 2 * DAY },
    { ...what, experimentId: 'drilling', instrumentId: 'drill', durationS: 10 * HOUR, powerW: 900, dataBit: 1e10, condition: 'sunlit' as const, value: 10, priority: 1, everyS: 14 * DAY },
    { ...what, experimentId: 'dark-dust', instrumentId: 'dust', durationS: 6 * HOUR, powerW: 20, dataBit: 1e8, condition: 'dark' as const, value: 3, everyS: 7 * DAY },
    { ...what, experimentId: 'drive', instrumentId: 'rover', durationS: 5 * HOUR, powerW: 450, dataBit: 2e10, condition: 'sunlit' as const, value: 6, everyS: 3 * DAY },
    { ...what, experimentId: 'traverse', instrumentId: 'rover', durationS: 3 * HOUR, powerW: 450, dataBit: 1e10, condition: 'linkAvailable' as const, value: 20, everyS: null },
  ].flatMap((experiment) => expandExperiment(experiment, startEt, endEt)); // prettier-ignore
}

/** A run of the ridge station on the synthetic ridge. */
export function ridgeRun(
  seed: number,
  days: number,
  change: Partial<StationSpec> = {},
  site: PolarSite = RIDGE,
): OperateInput {
  const environment = polarEnvironment(site, START, days);
  return {
    missionId: 'test',
    station: { ...RIDGE_STATION, ...change },
    environment,
    requests: yearOfRequests(START, environment.endEt),
    seed,
    utc: (et) => `day ${((et - START) / DAY).toFixed(3)}`,
    provenance: { software: 'test', command: 'test', seed, inputs: {} },
  };
}
