import type { Request } from '../autonomy/index.ts';
import { SOLAR_IRRADIANCE_W_M2, type Curve, type Environment, type StationSpec } from '../station/index.ts';

/** What is looked at before a run: the station, its light and its requests. */
export interface FeasibilityInput {
  readonly station: StationSpec;
  readonly environment: Environment;
  readonly requests: readonly Request[];
}

/**
 * What of a mission cannot be met whatever the station does, one sentence each; a mission that is sound has none. Every figure is a bound from the generous side (arrays new, clean and facing the Sun, batteries
 * full), so that nothing possible is called impossible. Much that is impossible is found by planning only: the run says it by cause.
 */
export function feasibilityNotices(input: FeasibilityInput): string[] {
  const groups = new Map<string, Request[]>();
  for (const request of input.requests) {
    if (request.support === true) continue;
    groups.set(request.experimentId, [...(groups.get(request.experimentId) ?? []), request]);
  }
  return [
    ...essentialNotice(input),
    ...[...groups.values()].flatMap((requests) => [...powerNotice(requests, input), ...crowdNotice(requests)]),
  ];
}

function powerNotice(requests: readonly Request[], { station, environment }: FeasibilityInput): string[] {
  const { experimentId, instrumentId, powerW } = requests[0]!;
  // a robot works out of its own battery: the planner knows what that carries
  if (station.instruments.find(({ id }) => id === instrumentId)?.robotId !== undefined) return [];
  const sourcesW = peakSourcesW(station, environment);
  const storedW = [station.battery, ...(station.storages ?? []).map(({ cell }) => cell)].reduce((sum, { maxDischargeW }) => sum + maxDischargeW, 0); // prettier-ignore
  if (powerW <= sourcesW + storedW) return [];
  return [
    `none of the ${count(requests.length, 'request')} of "${experimentId}" can be met: ${watts(powerW)} are needed, the station gives at most ${watts(sourcesW + storedW)} (sources ${watts(sourcesW)}, storage ${watts(storedW)})`,
  ];
}

/** Executions that last longer than the time between them: one instrument does one at a time. */
function crowdNotice(requests: readonly Request[]): string[] {
  const [first, second] = requests;
  if (first === undefined || second === undefined) return [];
  const everyS = second.earliestEt - first.earliestEt;
  const { durationS, experimentId } = first;
  if (everyS <= 0 || durationS <= everyS) return [];
  const spanS = requests.at(-1)!.latestEt - first.earliestEt;
  const most = Math.min(requests.length, Math.floor(spanS / durationS));
  return [
    `at most ${most} of the ${count(requests.length, 'request')} of "${experimentId}" can be met: one is asked for every ${days(everyS)} and each lasts ${days(durationS)}`,
  ];
}

function essentialNotice({ station, environment }: FeasibilityInput): string[] {
  const spanS = environment.endEt - environment.startEt;
  const awakeW = station.loads.filter(({ essential }) => essential).reduce((sum, { powerW }) => sum + powerW, 0);
  const givenJ = generatedJ(station, environment) + station.battery.capacityJ;
  if (awakeW * spanS <= givenJ) return [];
  return [
    `the station cannot stay awake: its essential loads need ${kilowattHours(awakeW * spanS)} over the run, all sources and the battery give at most ${kilowattHours(givenJ)}`,
  ];
}

function peakSourcesW(station: StationSpec, environment: Environment): number {
  const arrays = station.arrays.map(({ mastId, areaM2, efficiency }) => {
    const { values } = environment.sunShare(mastId);
    let peak = 0;
    for (let i = 0; i < values.length; i += 1) peak = Math.max(peak, values[i]!);
    return peak * areaM2 * efficiency * SOLAR_IRRADIANCE_W_M2;
  });
  return [...arrays, steadyW(station)].reduce((sum, one) => sum + one, 0);
}

function generatedJ(station: StationSpec, { startEt, endEt, sunShare }: Environment): number {
  const arrays = station.arrays.map(({ mastId, areaM2, efficiency }) => integral(sunShare(mastId), startEt, endEt) * areaM2 * efficiency * SOLAR_IRRADIANCE_W_M2); // prettier-ignore
  return [...arrays, steadyW(station) * (endEt - startEt)].reduce((sum, one) => sum + one, 0);
}

function steadyW({ radioisotope, fission = [] }: StationSpec): number {
  return [...radioisotope, ...fission].reduce((sum, { electricW }) => sum + electricW, 0);
}

/** Of a curve that is straight between its nodes; pieces that stick out of the span count whole, which keeps the bound generous. */
function integral({ et, values }: Curve, fromEt: number, toEt: number): number {
  let sum = 0;
  for (let i = 1; i < et.length; i += 1)
    if (et[i]! > fromEt && et[i - 1]! < toEt) sum += ((values[i]! + values[i - 1]!) / 2) * (et[i]! - et[i - 1]!);
  return sum;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function watts(powerW: number): string {
  return `${Math.round(powerW)} W`;
}

function kilowattHours(energyJ: number): string {
  return `${Number((energyJ / 3.6e6).toPrecision(3))} kWh`;
}

function days(seconds: number): string {
  return seconds < 2 * 86_400
    ? `${Number((seconds / 3600).toFixed(1))} h`
    : `${Number((seconds / 86_400).toFixed(1))} d`;
}
