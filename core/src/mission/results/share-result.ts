import type { Provenance } from './survey-result.ts';

/** What `share` writes as `share/share.json`: the deposits of a run and the state of every hub. */
export interface ShareResult {
  readonly missionId: string;
  readonly hubs: readonly HubState[];
  readonly products: readonly ProductSummary[];
  readonly provenance: Provenance;
}

export interface HubState {
  readonly id: string;
  readonly title: string;
  readonly country: string;
  readonly publicKeyHex: string;
  readonly logSize: number;
  readonly rootHashHex: string;
  readonly objects: number;
  readonly bytes: number;
}

export interface ProductSummary {
  /** PDS4 logical identifier with version, `urn:...::1.0`. */
  readonly lidvid: string;
  readonly title: string;
  readonly missionId: string;
  readonly instrumentId: string;
  readonly ownerId: string;
  readonly startUtc: string;
  readonly stopUtc: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Null when public from the start. Evaluated when read. */
  readonly embargoUntilUtc: string | null;
  readonly bytes: number;
  readonly dataSha256: string;
  readonly labelSha256: string;
  readonly simulated: boolean;
  /** Hubs whose signed receipt was verified. */
  readonly receipts: readonly {
    readonly hubId: string;
    readonly country: string;
    readonly logIndex: number;
    readonly atUtc: string;
  }[];
  /** True when receipts of at least k hubs in k countries are held. */
  readonly safe: boolean;
}
