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

export interface DeliveredElement {
  readonly element: string;
  readonly missionId: string;
  readonly dateUtc: string | null;
  readonly status: MissionStatus;
}
