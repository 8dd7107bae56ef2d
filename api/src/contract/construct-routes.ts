import { paths, type RouteId } from '../client/index.ts';
import { constructSchema, stationSchema } from './construct-schemas.ts';
import * as query from './parameters.ts';
import { json, type Route } from './route.ts';

/** The station as it is delivered. */
export const constructRoutes = {
  construct: {
    id: 'construct',
    method: 'GET',
    path: paths.construct,
    tag: 'construct',
    summary: 'The route map and the station it has delivered by the start of operations',
    answer: json(constructSchema),
    errors: ['RUN_NOT_READY'],
  },
  station: {
    id: 'station',
    method: 'GET',
    path: paths.station,
    tag: 'construct',
    summary: 'The station of a date: what has been delivered by then',
    query: query.stationQuery,
    answer: json(stationSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
