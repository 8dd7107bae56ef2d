import type { Execution, ExecutiveRecord } from '../autonomy/index.ts';
import type { Progress } from '../jobs/index.ts';
import { type DataAccount, type EnergyAccount, type Environment, type StationSpec, type Telemetry } from '../station/index.ts'; // prettier-ignore
import { judgeBreaches } from './operate-breaches.ts';
import type { ContractBreach } from './operate-contracts.ts';
import type { OperateInput } from './operate-input.ts';
import { dataFigures, dataKept } from './operate-data.ts';
import { digest } from './operate-log.ts';
import { notMetByCause } from './not-met-by-cause.ts';
import { OperateRun, type SavedRun } from './operate-run.ts';
import { asAsked, scienceOf } from './operate-science.ts';
import { missionBound } from './plan-input.ts';
import { timelineOf } from './operate-timeline.ts';
import { truthOf } from './truth.ts';
import type { OperateTelemetry } from './results/operate-telemetry.ts';
import type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTimeline,
  StationEvent,
} from './results/operate-result.ts';

export interface OperateOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** Called now and then so that the caller's thread can breathe (and an abort arrive). */
  readonly pause?: () => Promise<void>;
  /** Called after every event; {@link OperateRun.save} gives what is needed to go on from there. */
  readonly checkpoint?: (run: OperateRun) => void;
  /** Called with what the station reports, at the beginning and after every event. */
  readonly observe?: (telemetry: Telemetry) => void;
  /** Goes on from a checkpoint of the same run: the result is that of the run that nobody interrupted, to the byte. */
  readonly resume?: SavedRun;
}

/** All that the verb makes; the adapter writes it into `operate/`. */
export interface OperateOutput {
  readonly summary: OperateSummary;
  readonly timeline: OperateTimeline;
  readonly profiles: OperateProfiles;
  readonly events: readonly StationEvent[];
  /** The events, one JSON object a line, chained by digests (`operate-log.ts`): the bytes of which `summary.eventLogDigest` is the digest. */
  readonly eventLog: string;
  readonly activities: readonly ExecutedActivity[];
  /** What the station reported, when somebody recorded it (`recordTelemetry`). */
  readonly telemetry?: OperateTelemetry;
}

const PAUSE_EVERY_S = 10 * 86400;

/**
 * The verb `operate`: the station lives through its time by itself, plan and execution against the exact twin. A function of its input: the same mission, seed and
 * extra faults give the same bytes.
 *
 * @throws InputError `FAULT_COMPONENT` when an extra fault names what the station does not have, `FAULT_TIME` when it lies outside the run, `CHECKPOINT_OTHER_RUN` when the checkpoint is that of another run
 */
export async function operate(input: OperateInput, options: OperateOptions = {}): Promise<OperateOutput> {
  const { requests, seed, utc } = input;
  const { station: spec, environment } = truthOf(input);
  const { startEt, endEt } = environment;
  const { resume, checkpoint } = options;
  const run = new OperateRun(input, { keepRows: checkpoint !== undefined, ...(resume && { saved: resume }) });
  options.observe?.(run.twin.telemetry());
  let paused = run.et;
  while (!run.done) {
    const { et } = run;
    run.next();
    checkpoint?.(run);
    options.observe?.(run.twin.telemetry());
    if (et - paused < PAUSE_EVERY_S) continue;
    paused = et;
    options.signal?.throwIfAborted();
    options.progress?.(et - startEt, endEt - startEt, 'operate');
    await options.pause?.();
  }
  const { record, episodes, contractBreaches, contractChecks, linkUse } = run.finish();
  options.progress?.(endEt - startEt, endEt - startEt, 'operate');
  const { faults, twin, recorder } = run;
  const judged = judgeBreaches(episodes, spec, environment, faults, utc);
  const breaches = [...judged, ...contractBreaches.map((breach) => asBreach(breach, utc))].sort((a, b) => a.et - b.et);
  const [conditionsHeld, kept] = [asAsked(run.model), dataKept(twin.losses(), spec.store)];
  const met = (execution: Execution) => conditionsHeld(execution) && kept(execution);
  const eventLog = run.log.text();
  const bound = input.upperBound ?? missionBound(input);
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
    requestsTotal: requests.filter(({ support }) => support !== true).length,
    ...scienceOf(record.executions, met),
    upperBound: bound,
    ...dataFigures(data),
    hoursByMode: hoursByMode(record),
    worstBatteryFraction: recorder.worstBatteryFraction(),
    batteryFloorFraction: spec.battery.floorFraction,
    breaches,
    contractChecks,
    faultsInjected: faults.length,
    replans: record.replans,
    energyBalanceRelative: energyResidual(twin.energy()),
    dataBalanceRelative: dataResidual(data),
    eventLogDigest: digest(eventLog),
    notPlaced: [...(input.notOffered ?? []), ...record.notMet],
    notMetByCause: notMetByCause(record.notMet),
    provenance: input.provenance,
  };
  return {
    summary,
    timeline: timelineOf(spec, environment, record, linkUse, faults),
    profiles: withLight(recorder.profiles(), spec, environment),
    events: run.log.events,
    eventLog,
    activities: executed(record.executions, met),
  };
}

/** No light and no fault asks for such a thing: there is nothing to prove. */
function asBreach({ et, what }: ContractBreach, utc: (et: number) => string): OperateSummary['breaches'][number] {
  return { et, utc: utc(et), what, avoidable: true, why: 'it depends on what was commanded, not on physics' };
}

/** Completed executions, and those broken or not as asked that lasted at least a tenth of what was asked. */
function executed(executions: readonly Execution[], met: (execution: Execution) => boolean): ExecutedActivity[] {
  return executions
    .filter(({ status, fromEt, toEt, request }) => status === 'done' || toEt - fromEt >= 0.1 * request.durationS)
    .map((execution) => ({ ...execution, quality: met(execution) ? ('complete' as const) : ('partial' as const) }))
    .map(({ id, request, fromEt, toEt, quality }) => ({
      id,
      requestId: request.id,
      experimentId: request.experimentId,
      instrumentId: request.instrumentId,
      ownerId: request.ownerId,
      fromEt,
      toEt,
      dataBit: Math.round((request.dataBit * (toEt - fromEt)) / request.durationS),
      quality,
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
