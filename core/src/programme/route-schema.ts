import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens (at most 63)');

/** A day, a month or a year: plans are rarely more precise. */
const someDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, {
  error: (issue) => `"${String(issue.input)}" is not a date (legal: 2035, 2035-06 or 2035-06-30)`,
});

export const MISSION_STATUSES = ['done', 'failed', 'operating', 'planned', 'postponed', 'uncertain', 'goal'] as const;

const phaseSchema = z.strictObject({
  id,
  title: z.string().min(1),
  fromYear: z.int(),
  toYear: z.int().nullable(),
});

/** Something a mission brings that a station can be made of. */
const elementSchema = z.strictObject({
  id,
  title: z.string().min(1),
  /** Needed for the basic model of 2035. */
  basicModel: z.boolean(),
  source: z.string().min(1),
});

const routeMissionSchema = z.strictObject({
  id,
  name: z.string().min(1),
  agency: z.string().min(1),
  phase: id,
  status: z.enum(MISSION_STATUSES),
  /** Date of the evidence for the status. */
  statusAsOf: someDate,
  statusText: z.string().min(1),
  plannedFrom: someDate.nullable(),
  plannedTo: someDate.nullable(),
  /** When what it delivers counts as delivered, with its source: mostly `assumed`, as plans name spans of years. */
  delivered: z.strictObject({ date: someDate, source: z.string().min(1) }).nullable(),
  role: z.string().min(1),
  delivers: z.array(id),
  /** Who says that it delivers this, or `assumed`. */
  deliversSource: z.string().min(1).optional(),
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  note: z.string(),
});

/** The file `route-map.yaml`: missions towards the station as dated, sourced statements. */
export const routeMapSchema = z
  .strictObject({
    routeMap: z.literal(1),
    /** Date of the newest evidence in the file. */
    asOf: someDate,
    phases: z.array(phaseSchema).min(1),
    elements: z.array(elementSchema),
    missions: z.array(routeMissionSchema),
  })
  .check((context) => {
    const { phases, elements, missions } = context.value;
    const issue = (path: PropertyKey[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message });
    const elementIds = elements.map((element) => element.id);
    missions.forEach((mission, i) => {
      if (!phases.some((phase) => phase.id === mission.phase)) {
        issue(
          ['missions', i, 'phase'],
          `no phase "${mission.phase}" is declared (legal: ${phases.map((p) => p.id).join(', ')})`,
        );
      }
      if (missions.findIndex((other) => other.id === mission.id) < i) {
        issue(['missions', i, 'id'], `"${mission.id}" is declared twice`);
      }
      mission.delivers.forEach((element, k) => {
        if (elementIds.includes(element)) return;
        issue(['missions', i, 'delivers', k], `no element "${element}" is declared (legal: ${elementIds.join(', ')})`);
      });
    });
  });

/** The `route` section of a mission file: which route map, and which parts of this station its elements bring. Without it no part waits for a delivery. */
export const routeSchema = z
  .strictObject({
    /** `bundled`, or a route map file relative to the mission file. */
    map: z.string().min(1).default('bundled'),
    /** Element of the route map -> ids of the parts of this station that come with it. */
    parts: z.record(id, z.array(id)).default({}),
  })
  .prefault({});

export type RouteMap = z.output<typeof routeMapSchema>;
export type RouteMapMission = RouteMap['missions'][number];
export type RouteElement = RouteMap['elements'][number];
export type Route = z.output<typeof routeSchema>;
