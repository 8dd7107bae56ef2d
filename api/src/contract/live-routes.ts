import { paths, type RouteId } from '../client/index.ts';
import {
  liveAnswerSchema,
  liveCommandSchema,
  liveFaultKindsSchema,
  liveMessages,
  liveStartedSchema,
  liveStartSchema,
} from './live-schemas.ts';
import * as query from './parameters.ts';
import { PLAN_BODY_BYTES } from './plan-start-schemas.ts';
import { bytes, json, type Route } from './route.ts';

/** Live sessions. */
export const liveRoutes = {
  liveStart: {
    id: 'liveStart',
    method: 'POST',
    path: paths.liveStart,
    tag: 'live',
    summary: 'Open a live session: the run, replayed against a clock, with faults to inject',
    body: liveStartSchema,
    answer: json(liveStartedSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'SIMULATION_BUSY', 'UNAVAILABLE'],
  },
  liveStream: {
    id: 'liveStream',
    method: 'GET',
    path: paths.liveStream,
    tag: 'live',
    summary: 'The session as server-sent events: state, event, telemetry, run, progress',
    params: query.sessionParams,
    answer: { kind: 'stream', messages: liveMessages },
    errors: ['NOT_FOUND'],
  },
  liveFaults: {
    id: 'liveFaults',
    method: 'GET',
    path: paths.liveFaults,
    tag: 'live',
    summary: 'What can be made to fail',
    params: query.sessionParams,
    answer: json(liveFaultKindsSchema),
    errors: ['NOT_FOUND', 'UNAVAILABLE'],
  },
  liveCommand: {
    id: 'liveCommand',
    method: 'POST',
    path: paths.liveCommand,
    tag: 'live',
    summary:
      'Play, pause, speed, jump; inject a fault, clear faults, apply a plan at the clock, take it back: these live through the year again',
    params: query.sessionParams,
    body: liveCommandSchema,
    mostBodyBytes: PLAN_BODY_BYTES,
    answer: json(liveAnswerSchema),
    errors: ['BAD_REQUEST', 'NOT_FOUND', 'SIMULATION_BUSY', 'PLAN_CHANGED', 'PLAN_REFUSED', 'UNAVAILABLE'],
  },
  liveLog: {
    id: 'liveLog',
    method: 'GET',
    path: paths.liveLog,
    tag: 'live',
    summary: 'The whole event log of the session, chained by digests; `ilrs replay` makes the run again from it',
    params: query.sessionParams,
    answer: bytes('application/x-ndjson'),
    errors: ['NOT_FOUND'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
