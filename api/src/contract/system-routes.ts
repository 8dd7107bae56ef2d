import { z } from 'zod';
import { paths, type RouteId } from '../client/index.ts';
import { healthSchema, missionInfoSchema } from './mission-schemas.ts';
import { json, type Route } from './route.ts';

/** The server itself and the mission it serves. */
export const systemRoutes = {
  health: {
    id: 'health',
    method: 'GET',
    path: paths.health,
    tag: 'system',
    summary: 'Whether the server lives, and how far its run is',
    answer: json(healthSchema),
    errors: [],
  },
  openapi: {
    id: 'openapi',
    method: 'GET',
    path: paths.openapi,
    tag: 'system',
    summary: 'This contract as OpenAPI 3.1',
    answer: json(z.record(z.string(), z.unknown())),
    errors: [],
  },
  mission: {
    id: 'mission',
    method: 'GET',
    path: paths.mission,
    tag: 'system',
    summary: 'The mission that is served: names, span, place, partners, terrain notices, leap seconds',
    answer: json(missionInfoSchema),
    errors: ['RUN_NOT_READY'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
