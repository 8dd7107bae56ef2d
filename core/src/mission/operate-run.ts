import {
  createExecutive,
  monitorsOf,
  type Executive,
  type ExecutiveRecord,
  type ExecutiveView,
  type Outlook,
  type StationModel,
} from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from '../jobs/index.ts';
import {
  createStation,
  telemetryParameters,
  type FaultEvent,
  type Segment,
  type Station,
  type Telemetry,
} from '../station/index.ts';
import { cachedTelemetry } from './cached-telemetry.ts';
import { Contracts } from './operate-contracts.ts';
import { followLimits } from './limit-episodes.ts';
import { allFaults, faultEntry } from './operate-faults.ts';
import { watchLinks } from './operate-links.ts';
import type { OperateInput } from './operate-input.ts';
import { EventLog, type LogHeader } from './operate-log.ts';
import { stationModel } from './operate-model.ts';
import { checkedOrders, orderEntry, pinnedBy, type PlanOrder } from './plan-orders.ts';
import { recordProfiles, type ProfileRecorder } from './operate-profiles.ts';
import { tellDurations, truthOf } from './truth.ts';
import { layoutOf, rowOf, segmentOf, type SegmentLayout } from './segment-rows.ts';

/** A run as it stands after an event: what is needed to go on, and to write the same results in the end. */
export interface SavedRun {
  /** JSON: twin, executive, and how many lines and rows belong to it. */
  readonly state: string;
  /** The event log so far. */
  readonly lines: readonly string[];
  /** The pieces that the curves are drawn from. */
  readonly rows: readonly Float64Array[];
}

interface RunState {
  readonly format: 1;
  readonly header: LogHeader;
  readonly lines: number;
  readonly rows: number;
  readonly layout: SegmentLayout | null;
  readonly log: Snapshot;
  readonly twin: Snapshot;
  readonly executive: Snapshot;
  readonly limits: Snapshot;
  readonly links: Snapshot;
  readonly contracts: Snapshot;
  /** How many plans have been handed over; left out when none are to be. */
  readonly ordered?: number;
}

/** What a run looks like at one instant, to somebody who plays it back. */
export interface RunView {
  readonly et: number;
  readonly telemetry: Telemetry;
  readonly executive: ExecutiveView;
}

/**
 * A station's life, event by event: twin and executive, with the log and the curves that are written on the way. Between two events it can be saved, dropped and taken up again; what
 * follows is the same to the byte. Executive and twin see each other through commands, telemetry and signals only, and each is saved by itself.
 */
export class OperateRun {
  readonly model: StationModel;
  readonly faults: readonly FaultEvent[];
  readonly twin: Station;
  readonly log: EventLog;
  readonly recorder: ProfileRecorder;
  readonly #input: OperateInput;
  readonly #header: LogHeader;
  readonly #executive: Executive;
  readonly #links: ReturnType<typeof watchLinks>;
  readonly #port: ReturnType<typeof cachedTelemetry>;
  readonly #contracts: Contracts;
  readonly #limits: ReturnType<typeof followLimits>;
  readonly #rows: Float64Array[] = [];
  readonly #orders: readonly PlanOrder[];
  #layout: SegmentLayout | null = null;
  #ordered = 0;

  /**
   * @param saved goes on from there; `keepRows` must have been set in that run, and is set in this one
   * @throws InputError `FAULT_COMPONENT`, `FAULT_TIME`; `CHECKPOINT_OTHER_RUN` when `saved` comes from another mission, seed, command, software or input
   */
  constructor(
    input: OperateInput,
    { saved, keepRows = false }: { readonly saved?: SavedRun; readonly keepRows?: boolean } = {},
  ) {
    const { station: spec, environment, requests, seed, utc, provenance, missionId } = input;
    const { startEt, endEt } = environment;
    const { software, command, inputs } = provenance;
    this.#input = input;
    this.#header = { missionId, seed, software, command, inputs };
    const truth = truthOf(input);
    this.faults = allFaults(truth.station, environment, seed, input.extraFaults ?? []);
    this.recorder = recordProfiles(
      spec.nodes.map(({ id }) => id),
      spec.battery.initialFraction,
      startEt,
    );
    const record = keepRows || saved !== undefined ? (segment: Segment) => this.#keep(segment) : this.recorder.record;
    const parameters = telemetryParameters(spec);
    this.twin = createStation(truth.station, truth.environment, { faults: this.faults, record });
    this.#port = cachedTelemetry(this.twin);
    this.model = stationModel(spec, environment);
    this.#contracts = new Contracts(spec, requests, tellDurations(this.#port, requests, truth.durationFactor));
    this.#links = watchLinks(this.#contracts.port);
    this.#limits = followLimits(endEt);
    this.#orders = checkedOrders(input.orders ?? [], startEt, endEt);
    this.log = new EventLog(this.#header, startEt, this.faults.map(faultEntry), utc);
    const state = saved === undefined ? null : this.#resume(saved);
    this.#executive = createExecutive(
      {
        model: this.model,
        policy: spec.policy,
        requests,
        autonomy: input.autonomy ?? {},
        monitors: monitorsOf(
          spec.policy.monitors ?? [],
          parameters.map(({ id }) => id),
        ),
        parameters,
        port: this.#links.port,
        utc,
        log: (entry) => this.log.append(entry),
      },
      state?.executive,
    );
    if (state === null) this.#executive.step([]);
  }

  get et(): number {
    return this.#port.telemetry().et;
  }

  get done(): boolean {
    return this.et >= this.#input.environment.endEt;
  }

  /** Lets time pass to the next event, and the executive answer it. */
  next(): void {
    const order = this.#nextOrder();
    const wantedEt = Math.min(this.#executive.nextEt(), order?.et ?? Infinity);
    const signals = this.#port.advance(Math.max(this.et, wantedEt));
    this.#limits.hear(signals);
    if (order !== undefined && this.et >= order.et) this.#apply(order);
    this.#executive.step(signals);
    this.#contracts.check(signals, this.#port.telemetry(), this.twin.losses());
  }

  /** How it stands at `et`, which lies ahead: runs up to the last event before it. */
  lookAt(et: number): RunView {
    return { et, telemetry: this.#seenAt(et), executive: this.#executive.view() };
  }

  /** What a plan from `et` on would start from, to the end of the mission; plans that are handed over at `et` count. Runs up to the last event before it. */
  outlookAt(et: number): Outlook {
    return this.#executive.outlook(this.#seenAt(et), this.#input.environment.endEt - et);
  }

  #seenAt(et: number): Telemetry {
    const { station, environment } = truthOf(this.#input);
    const probe = createStation(station, environment, { faults: this.faults });
    for (;;) {
      const ordered = (this.#nextOrder()?.et ?? Infinity) <= et;
      if (this.done || (!ordered && this.#executive.nextEt() >= et)) {
        probe.restore(this.twin.save());
        if (probe.advance(et).length === 0) break;
      }
      this.next();
    }
    return probe.telemetry();
  }

  #nextOrder(): PlanOrder | undefined {
    return this.#orders[this.#ordered];
  }

  #apply(order: PlanOrder): void {
    this.#ordered += 1;
    this.log.append(orderEntry(order, this.et));
    this.#executive.adoptPlan(pinnedBy(order, this.#input.requests));
  }

  save(): SavedRun {
    const state: RunState = {
      format: 1,
      header: this.#header,
      lines: this.log.lines.length,
      rows: this.#rows.length,
      layout: this.#layout,
      log: takeSnapshot(this.log.state),
      twin: this.twin.save(),
      executive: this.#executive.save(),
      limits: takeSnapshot(this.#limits.state),
      links: takeSnapshot(this.#links.state),
      contracts: takeSnapshot(this.#contracts.state),
      ...(this.#orders.length > 0 && { ordered: this.#ordered }),
    };
    return { state: JSON.stringify(state), lines: this.log.lines, rows: this.#rows };
  }

  /** The run ends: what still runs is broken off, and the log is closed. */
  finish() {
    const record: ExecutiveRecord = this.#executive.finish();
    const { endEt } = this.#input.environment;
    this.log.end(endEt);
    const { breaches, checks } = this.#contracts.state;
    return {
      record,
      contractBreaches: breaches,
      contractChecks: checks,
      episodes: this.#limits.episodes(),
      linkUse: this.#links.linkUse(endEt),
    };
  }

  #keep(segment: Segment): void {
    this.#layout ??= layoutOf(segment);
    this.#rows.push(rowOf(segment));
    this.recorder.record(segment);
  }

  #resume(saved: SavedRun): RunState {
    const state = JSON.parse(saved.state) as RunState;
    const other = differences(state.header, this.#header);
    if (other.length > 0)
      throw new InputError('CHECKPOINT_OTHER_RUN', `the checkpoint was written by another run: ${other.join('; ')}`, {
        where: 'checkpoint',
        legal: 'the same mission, seed, faults, software and inputs',
        remedy: 'Give the mission and the options with which the run began, or another folder for a run of its own',
      });
    this.log.resume(state.log as unknown as EventLog['state'], saved.lines.slice(0, state.lines));
    this.#port.restore(state.twin);
    restoreSnapshot(this.#limits.state, state.limits);
    restoreSnapshot(this.#links.state, state.links);
    restoreSnapshot(this.#contracts.state, state.contracts);
    this.#layout = state.layout;
    this.#ordered = state.ordered ?? 0;
    for (const row of saved.rows.slice(0, state.rows)) {
      this.#rows.push(row);
      this.recorder.record(segmentOf(row, state.layout!));
    }
    return state;
  }
}

/** What of two headers is not the same, in words. */
export function differences(was: LogHeader, is: LogHeader): string[] {
  const plain = (['missionId', 'seed', 'software', 'command'] as const).flatMap((name) =>
    was[name] === is[name] ? [] : [`${name} was ${was[name]}, is ${is[name]}`],
  );
  const names = [...new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)])].sort();
  const inputs = names.flatMap((name) =>
    was.inputs[name] === is.inputs[name]
      ? []
      : [`input ${name} had the digest ${was.inputs[name] ?? '(none)'}, has ${is.inputs[name] ?? '(none)'}`],
  );
  const other = [...plain, ...inputs];
  // the command holds seed, mission and options: it says something of its own only when nothing else does
  return other.length > 1 ? other.filter((words) => !words.startsWith('command was ')) : other;
}
