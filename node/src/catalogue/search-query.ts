import type { AccessPolicy, Reader } from '@openilrs/core/archive';

/** What to look for; all that is given must hold. Angles in degrees, longitudes east. */
export interface SearchQuery {
  readonly missionId?: string;
  readonly instrumentId?: string;
  readonly ownerId?: string;
  readonly experimentId?: string;
  /** Products whose time span touches [fromUtc, toUtc). */
  readonly fromUtc?: string;
  readonly toUtc?: string;
  /** `lonMinDeg` > `lonMaxDeg` crosses the meridian of 0 degrees. */
  readonly box?: { readonly latMinDeg: number; readonly latMaxDeg: number; readonly lonMinDeg: number; readonly lonMaxDeg: number }; // prettier-ignore
  /** Within so many metres on the sphere of 1737.4 km. */
  readonly near?: { readonly latDeg: number; readonly lonDeg: number; readonly radiusM: number };
  /** Words that must all occur, in any order, in title, identifiers or owner. */
  readonly text?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** For whom and when: access is decided by this at every reading. */
export interface ReadContext {
  /** Partner id, or null for the public. */
  readonly reader: Reader;
  readonly policy: AccessPolicy;
  readonly nowUtc: string;
}

export interface CatalogueFile {
  readonly role: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface CatalogueProduct {
  readonly access: 'full';
  readonly entryHash: string;
  readonly lidvid: string;
  readonly title: string;
  readonly missionId: string;
  readonly instrumentId: string;
  readonly experimentId: string;
  readonly activityId: string;
  readonly ownerId: string;
  readonly agreementId: string;
  readonly startUtc: string;
  readonly stopUtc: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly embargoUntilUtc: string | null;
  readonly quality: string;
  readonly simulated: boolean;
  readonly bytes: number;
  readonly files: readonly CatalogueFile[];
  readonly receipts: readonly { readonly hubId: string; readonly country: string; readonly logIndex: number; readonly atUtc: string }[]; // prettier-ignore
  readonly safe: boolean;
}

/** All that one may know of a product under an embargo that its owner announces. */
export interface AnnouncedProduct {
  readonly access: 'announced';
  readonly lidvid: string;
  readonly ownerId: string;
  readonly embargoUntilUtc: string;
}

export interface Facet {
  readonly value: string;
  readonly count: number;
}

export interface SearchResult {
  /** Products that the reader may read and that fit; `items` is the page asked for, by start time. */
  readonly total: number;
  readonly items: readonly CatalogueProduct[];
  /** Counts over all that fit and may be read, never over more. */
  readonly facets: { readonly missionId: readonly Facet[]; readonly instrumentId: readonly Facet[]; readonly ownerId: readonly Facet[] }; // prettier-ignore
  /** Span of the same products, null when there are none. */
  readonly extent: {
    readonly startUtc: string;
    readonly stopUtc: string;
    readonly latMinDeg: number;
    readonly latMaxDeg: number;
    readonly lonMinDeg: number;
    readonly lonMaxDeg: number;
  } | null;
  /** Closed products known to exist. Only for queries by owner or by nothing: any other filter would tell what is in them. */
  readonly announced: { readonly total: number; readonly items: readonly AnnouncedProduct[] };
}
