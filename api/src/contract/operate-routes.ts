import { paths, type RouteId } from '../client/index.ts';
import {
  activitiesSchema,
  eventsSchema,
  operateSummarySchema,
  profilesSchema,
  timelineSchema,
} from './operate-schemas.ts';
import * as query from './parameters.ts';
import { json, type Route } from './route.ts';
import { telemetrySchema } from './telemetry-schemas.ts';

/** How the station got through its time. */
export const operateRoutes = {
  operate: {
    id: 'operate',
    method: 'GET',
    path: paths.operate,
    tag: 'operate',
    summary: 'How the station got through its time',
    query: query.liveQuery,
    answer: json(operateSummarySchema),
    errors: ['RUN_NOT_READY', 'NOT_FOUND'],
  },
  timeline: {
    id: 'timeline',
    method: 'GET',
    path: paths.timeline,
    tag: 'operate',
    summary: 'Modes, light, links, activities and faults as bars',
    query: query.liveQuery,
    answer: json(timelineSchema),
    errors: ['RUN_NOT_READY', 'NOT_FOUND'],
  },
  profiles: {
    id: 'profiles',
    method: 'GET',
    path: paths.profiles,
    tag: 'operate',
    summary: 'Power, battery and data store over time, thinned to what a plot can show',
    query: query.profilesQuery,
    answer: json(profilesSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND'],
  },
  events: {
    id: 'events',
    method: 'GET',
    path: paths.events,
    tag: 'operate',
    summary: 'The event log',
    query: query.eventsQuery,
    answer: json(eventsSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND'],
  },
  activities: {
    id: 'activities',
    method: 'GET',
    path: paths.activities,
    tag: 'operate',
    summary: 'Experiments that ran',
    query: query.liveQuery,
    answer: json(activitiesSchema),
    errors: ['RUN_NOT_READY', 'NOT_FOUND'],
  },
  telemetry: {
    id: 'telemetry',
    method: 'GET',
    path: paths.telemetry,
    tag: 'operate',
    summary: 'What every component reported at an instant, with unit, limits and validity',
    query: query.telemetryQuery,
    answer: json(telemetrySchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
