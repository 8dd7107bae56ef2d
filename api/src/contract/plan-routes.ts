import { paths, type RouteId } from '../client/index.ts';
import {
  planCheckSchema,
  planToEditSchema,
  planVerdictSchema,
  whatIfAnswerSchema,
  whatIfSchema,
} from './plan-schemas.ts';
import { json, type Route } from './route.ts';

/** The plan, changed by hand. */
export const planRoutes = {
  plan: {
    id: 'plan',
    method: 'GET',
    path: paths.plan,
    tag: 'operate',
    summary: 'The plan of the whole mission with all that is needed to judge a change of it',
    answer: json(planToEditSchema),
    errors: ['RUN_NOT_READY', 'UNAVAILABLE'],
  },
  planValidate: {
    id: 'planValidate',
    method: 'POST',
    path: paths.planValidate,
    tag: 'operate',
    summary: 'Whether a change of a plan can be kept, or what is in its way and the nearest start that can',
    body: planCheckSchema,
    answer: json(planVerdictSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'UNAVAILABLE'],
  },
  planWhatIf: {
    id: 'planWhatIf',
    method: 'POST',
    path: paths.planWhatIf,
    tag: 'operate',
    summary: 'Let the twin live through the mission with a plan, before it is applied; faults may be added',
    body: whatIfSchema,
    answer: json(whatIfAnswerSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'SIMULATION_BUSY', 'UNAVAILABLE'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
