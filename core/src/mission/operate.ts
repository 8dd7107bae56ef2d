import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  createExecutive,
  designBeliefs,
  valueBound,
  type Execution,
  type ExecutiveRecord,
  type LogEntry,
  type Request,
} from '../autonomy/index.ts';
import type { Progress } from '../jobs/index.ts';
import {
  createStation,
  type DataAccount,
  type EnergyAccount,
  type Environment,
  type StationSpec,
} from '../station/index.ts';
import { followLimits, judgeBreaches } from './operate-breaches.ts';
import { allFaults, faultEntry, type ExtraFault } from './operate-faults.ts';
import { watchLinks } from './operate-links.ts';
import { stationModel } from './operate-model.ts';
import { recordProfiles } from './operate-profiles.ts';
import { timelineOf } from './operate-timeline.ts';
import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTimeline,
  StationEvent,
} from './results/operate-result.ts';
import type { Provenance } from './results/survey-result.ts';

export interface OperateInput {
  readonly missionId: string;
  readonly station: StationSpec;
  readonly environment: Environment;
  readonly requests: readonly Request[];
  /** Proposals that this station cannot serve at all, and why: they are reported with the requests that were not met. */
  readonly notOffered?: OperateSummary['notPlaced'];
  readonly seed: number;
  /** Where the station stands, degrees, for the summary: `environment` is that of this place. */
  readonly site?: OperateSummary['site'];
  readonly extraFaults?: readonly ExtraFault[];
  /** UTC with seconds of an et. */
  readonly utc: (et: number) => string;
  readonly provenance: Provenance;
}

export interface OperateOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** Called now and then so that the caller's thread can breathe (and an abort arrive). */
  readonly pause?: () => Promise<void>;
}

/** All that the verb makes; the adapter writes it into `operate/`. */
export interface OperateOutput {
  readonly summary: OperateSummary;
  readonly timeline: OperateTimeline;
  readonly profiles: OperateProfiles;
  readonly events: readonly StationEvent[];
  /** The events, one JSON object a line: the bytes of which `summary.eventLogDigest` is the digest. */
  readonly eventLog: string;
  readonly activities: readonly ExecutedActivity[];
}

const PAUSE_EVERY_S = 10 * 86400;

/**
 * The verb `operate`: the station lives through its time by itself, plan and execution against the exact twin. A function of its input: the same mission, seed and
 * extra faults give the same bytes.
 *
 * @throws InputError `FAULT_COMPONENT` when an extra fault names what the station does not have, `FAULT_TIME` when it lies outside the run
 */
export async function operate(input: OperateInput, options: OperateOptions = {}): Promise<OperateOutput> {
  const { station: spec, environment, requests, seed, utc } = input;
  const { startEt, endEt } = environment;
  const faults = allFaults(spec, environment, seed, input.extraFaults ?? []);
  const recorder = recordProfiles(
    spec.nodes.map(({ id }) => id),
    spec.battery.initialFraction,
    startEt,
  );
  const twin = createStation(spec, environment, { faults, record: recorder.record });
  const model = stationModel(spec, environment);
  const entries: LogEntry[] = faults.map(faultEntry);
  const { port, linkUse } = watchLinks(twin);
  const executive = createExecutive({
    model,
    policy: spec.policy,
    requests,
    port,
    utc,
    log: (entry) => entries.push(entry),
  });
  const limits = followLimits(endEt);
  executive.step([]);
  let paused = startEt;
  for (let et = startEt; et < endEt; et = twin.telemetry().et) {
    const signals = twin.advance(Math.max(et, executive.nextEt()));
    limits.hear(signals);
    executive.step(signals);
    if (et - paused < PAUSE_EVERY_S) continue;
    paused = et;
    options.signal?.throwIfAborted();
    options.progress?.(et - startEt, endEt - startEt, 'operate');
    await options.pause?.();
  }
  const record = executive.finish();
  options.progress?.(endEt - startEt, endEt - startEt, 'operate');
  const breaches = judgeBreaches(limits.episodes(), spec, environment, faults, utc);
  const events = numbered(entries, utc);
  const eventLog = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const bound = valueBound({
    model,
    beliefs: designBeliefs(model),
    nowEt: startEt,
    horizonS: endEt - startEt,
    batteryJ: spec.battery.capacityJ * spec.battery.initialFraction,
    storeBit: 0,
    coldJ: 0,
    requests,
    running: [],
    utc,
  });
  const data = twin.data();
  const summary: OperateSummary = {
    missionId: input.missionId,
    fromUtc: utc(startEt),
    toUtc: utc(endEt),
    fromEt: startEt,
    toEt: endEt,
    seed,
    ...(input.site && { site: input.site }),
    extraFaults: input.extraFaults ?? [],
    requestsTotal: requests.length,
    ...scienceOf(record.executions),
    upperBound: bound,
    dataProducedBit: data.producedBit,
    dataReturnedBit: data.returnedBit,
    hoursByMode: hoursByMode(record),
    worstBatteryFraction: recorder.worstBatteryFraction(),
    batteryFloorFraction: spec.battery.floorFraction,
    breaches,
    faultsInjected: faults.length,
    replans: record.replans,
    energyBalanceRelative: energyResidual(twin.energy()),
    dataBalanceRelative: dataResidual(data),
    eventLogDigest: bytesToHex(sha256(utf8ToBytes(eventLog))),
    notPlaced: [...(input.notOffered ?? []), ...record.notMet],
    provenance: input.provenance,
  };
  return {
    summary,
    timeline: timelineOf(spec, environment, record, linkUse(endEt), faults),
    profiles: withLight(recorder.profiles(), spec, environment),
    events,
    eventLog,
    activities: executed(record.executions),
  };
}

function numbered(entries: readonly LogEntry[], utc: (et: number) => string): StationEvent[] {
  return [...entries]
    .sort((a, b) => a.et - b.et)
    .map(({ et, severity, source, type, text, values }, seq) => {
      const event = { seq, et: Math.round(et * 1e6) / 1e6, utc: utc(et), severity, source, type, text };
      return values === undefined ? event : { ...event, values };
    });
}

function scienceOf(executions: readonly Execution[]): { requestsMet: number; scienceValue: number } {
  const done = executions.filter(({ status }) => status === 'done');
  return { requestsMet: done.length, scienceValue: done.reduce((sum, { request }) => sum + request.value, 0) };
}

/** Completed executions, and broken ones that lasted at least a tenth of what was asked. */
function executed(executions: readonly Execution[]): ExecutedActivity[] {
  return executions
    .filter(({ status, fromEt, toEt, request }) => status === 'done' || toEt - fromEt >= 0.1 * request.durationS)
    .map(({ id, request, fromEt, toEt, status }) => ({
      id,
      requestId: request.id,
      experimentId: request.experimentId,
      instrumentId: request.instrumentId,
      ownerId: request.ownerId,
      fromEt,
      toEt,
      dataBit: Math.round((request.dataBit * (toEt - fromEt)) / request.durationS),
      quality: status === 'done' ? ('complete' as const) : ('partial' as const),
    }))
    .sort((a, b) => a.fromEt - b.fromEt || (a.id < b.id ? -1 : 1));
}

function hoursByMode({ modes }: ExecutiveRecord): OperateSummary['hoursByMode'] {
  const hours = { nominal: 0, reduced: 0, safe: 0, sleep: 0 };
  for (const { fromEt, toEt, mode } of modes) hours[mode] += (toEt - fromEt) / 3600;
  return hours;
}

function energyResidual(e: EnergyAccount): number {
  const out = e.consumedJ + e.curtailedJ + e.chargeLossJ + e.dischargeLossJ + e.cellLossJ;
  return Math.abs(e.generatedJ - out - (e.storedJ - e.initialJ)) / Math.max(e.generatedJ, e.initialJ);
}

function dataResidual({ producedBit, returnedBit, lostBit, storedBit }: DataAccount): number {
  return producedBit === 0 ? 0 : Math.abs(producedBit - returnedBit - lostBit - storedBit) / producedBit;
}

/** The light at the first mast with an array beside the curves of the run. */
function withLight(profiles: OperateProfiles, spec: StationSpec, environment: Environment): OperateProfiles {
  const mast = spec.arrays[0]?.mastId ?? spec.masts[0]?.id;
  if (mast === undefined) return profiles;
  const { et, values } = environment.sunShare(mast);
  const inside = Array.from(et, (_, i) => i).filter(
    (i) => et[i]! >= environment.startEt && et[i]! <= environment.endEt,
  );
  const light = {
    id: 'sunShare',
    title: 'Visible share of the solar disc',
    unit: '1',
    et: inside.map((i) => Math.round(et[i]! * 1e3) / 1e3),
    values: inside.map((i) => Number(Math.min(1, values[i]!).toPrecision(6))),
  };
  return { series: [...profiles.series, light] };
}
