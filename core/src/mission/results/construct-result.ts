import type { Provenance } from './survey-result.ts';

/** What `construct` writes as `construct/construct.json`: the route map and the station that it has delivered by the start of operations. */
export interface ConstructResult {
  readonly missionId: string;
  readonly asOf: string;
  readonly phases: readonly RoutePhase[];
  readonly missions: readonly RouteMission[];
  readonly deliveredBy: {
    readonly dateUtc: string;
    readonly elements: readonly DeliveredElement[];
    readonly missing: readonly DeliveredElement[];
  };
  readonly provenance: Provenance;
}

export interface RoutePhase {
  readonly id: string;
  readonly title: string;
  readonly fromYear: number;
  readonly toYear: number | null;
}

export type MissionStatus = 'done' | 'failed' | 'operating' | 'planned' | 'postponed' | 'uncertain' | 'goal';

export interface RouteMission {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly phase: string;
  readonly status: MissionStatus;
  /** Date of the evidence for the status, as precise as the source is. */
  readonly statusAsOf: string;
  readonly statusText: string;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly role: string;
  readonly delivers: readonly string[];
  readonly source: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly note: string;
}

/** An element of the route map that this station is made of. */
export interface DeliveredElement {
  readonly element: string;
  readonly title: string;
  /** Ids of the parts of the station that come with it. */
  readonly parts: readonly string[];
  /** Mission that delivers it; empty when the route map names none. */
  readonly missionId: string;
  /** Day at whose end it counts as delivered; null when no date is known or the mission is not to be counted on. */
  readonly dateUtc: string | null;
  /** Where the date comes from, or `assumed`. */
  readonly dateSource: string;
  readonly status: MissionStatus;
}
