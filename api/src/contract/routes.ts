import type { z } from 'zod';
import type { RouteId } from '../client/index.ts';
import { constructRoutes } from './construct-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { operateRoutes } from './operate-routes.ts';
import { planRoutes } from './plan-routes.ts';
import type { Route } from './route.ts';
import { shareRoutes } from './share-routes.ts';
import { surveyRoutes } from './survey-routes.ts';
import { systemRoutes } from './system-routes.ts';

/** Every address of the server, by id. */
export const routes = {
  ...systemRoutes,
  ...surveyRoutes,
  ...constructRoutes,
  ...operateRoutes,
  ...planRoutes,
  ...liveRoutes,
  ...shareRoutes,
} as const satisfies Record<RouteId, Route>;

/** What the route `R` answers (JSON routes only). */
export type AnswerOf<R extends keyof typeof routes> = (typeof routes)[R]['answer'] extends { readonly schema: infer S }
  ? S extends z.ZodType
    ? z.infer<S>
    : never
  : never;
