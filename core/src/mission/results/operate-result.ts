import type { Cause } from '../../autonomy/index.ts';
import type { NotMetCause } from '../not-met-by-cause.ts';
import type { ExtraFault } from '../operate-faults.ts';
import type { Provenance } from './survey-result.ts';

/** What `operate` writes: `operate/summary.json`, `timeline.json`, `profiles.json`, `events.jsonl`. All replayable bit for bit from the inputs, site, seed and added faults that the summary names. */
export interface OperateSummary {
  readonly missionId: string;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly fromEt: number;
  readonly toEt: number;
  readonly seed: number;
  /** Where the station stands, degrees; results of earlier versions have none. */
  readonly site?: { readonly latDeg: number; readonly lonDeg: number } | undefined;
  /** Faults that were added to those that the seed draws; results of earlier versions have none. */
  readonly extraFaults?: readonly ExtraFault[] | undefined;
  readonly requestsTotal: number;
  /** Carried out as asked, with all data sent or still in the store: only these are paid. */
  readonly requestsMet: number;
  readonly scienceValue: number;
  readonly upperBound: number;
  readonly dataProducedBit: number;
  readonly dataReturnedBit: number;
  /** In the store at the end, and lost by a store that was full or failed: produced = returned + kept + lost. Results of earlier versions have none. */
  readonly dataKeptBit?: number | undefined;
  readonly dataLostBit?: number | undefined;
  readonly hoursByMode: Readonly<Record<StationMode, number>>;
  readonly worstBatteryFraction: number;
  readonly batteryFloorFraction: number;
  /** Instants at which a safety limit was broken, each with why physics left no choice, or that it was avoidable. */
  readonly breaches: readonly {
    readonly et: number;
    readonly utc: string;
    readonly what: string;
    readonly avoidable: boolean;
    readonly why: string;
    /** Which limit of which component, and until when; contracts and results of earlier versions have none. */
    readonly kind?: 'floor' | 'undervoltage' | 'cold' | 'hot' | undefined;
    readonly componentId?: string | undefined;
    readonly toEt?: number | undefined;
  }[];
  /** At so many events all safety contracts were looked at; results of earlier versions have none. */
  readonly contractChecks?: number | undefined;
  readonly faultsInjected: number;
  readonly replans: number;
  /** |in - out - stored| / in, per balance. */
  readonly energyBalanceRelative: number;
  readonly dataBalanceRelative: number;
  readonly eventLogDigest: string;
  /** Requests that were not met, each with why in words; where a plan refused it, also by cause with the number of possible starts that failed for it. */
  readonly notPlaced: readonly {
    readonly requestId: string;
    readonly reason: string;
    readonly causes?: readonly Cause[];
    /** What the plans said before `reason` was said, while its window was open already: what was in force then, and left it out. */
    readonly before?: readonly { readonly fromUtc: string; readonly untilUtc: string; readonly reason: string }[];
  }[];
  /** The requests that were not met by cause, the commonest first; results of earlier versions have none. */
  readonly notMetByCause?: readonly NotMetCause[] | undefined;
  readonly provenance: Provenance;
}

export type StationMode = 'nominal' | 'reduced' | 'safe' | 'sleep';

export interface OperateTimeline {
  readonly lanes: readonly TimelineLane[];
}

export interface TimelineLane {
  readonly id: string;
  readonly title: string;
  readonly kind: 'mode' | 'light' | 'link' | 'activity' | 'fault';
  readonly bars: readonly TimelineBar[];
}

export interface TimelineBar {
  readonly fromEt: number;
  readonly toEt: number;
  readonly label: string;
  readonly status: 'planned' | 'done' | 'aborted' | 'on' | 'fault';
  readonly requestId?: string;
}

/** Time series for plots: values hold linearly between the instants given (power, battery, store). */
export interface OperateProfiles {
  readonly series: readonly {
    readonly id: string;
    readonly title: string;
    readonly unit: string;
    readonly et: readonly number[];
    readonly values: readonly number[];
  }[];
}

/** One line of `events.jsonl`. */
export interface StationEvent {
  readonly seq: number;
  readonly et: number;
  readonly utc: string;
  readonly severity: 'info' | 'warning' | 'alarm';
  readonly source: string;
  readonly type: string;
  readonly text: string;
  readonly values?: Readonly<Record<string, number | string>>;
  /** SHA-256 of the line before; logs of earlier versions have none. */
  readonly prev?: string;
}

/** An experiment that ran: the input of `share`. */
export interface ExecutedActivity {
  readonly id: string;
  readonly requestId: string;
  readonly experimentId: string;
  readonly instrumentId: string;
  readonly ownerId: string;
  readonly fromEt: number;
  readonly toEt: number;
  readonly dataBit: number;
  readonly quality: 'complete' | 'partial';
}
