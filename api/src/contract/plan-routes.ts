import * as query from './parameters.ts';
import { PLAN_BODY_BYTES } from './plan-start-schemas.ts';
import { paths, type RouteId } from '../client/index.ts';
import {
  planCheckSchema,
  planToEditSchema,
  planVerdictSchema,
  whatIfAnswerSchema,
  whatIfMessages,
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
    summary:
      'The plan with all that is needed to judge a change of it: of the whole mission, or of a live session from its clock on',
    query: query.liveQuery,
    answer: json(planToEditSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND', 'UNAVAILABLE'],
  },
  planValidate: {
    id: 'planValidate',
    method: 'POST',
    path: paths.planValidate,
    tag: 'operate',
    summary: 'Whether a change of a plan can be kept, or what is in its way and the nearest start that can',
    body: planCheckSchema,
    mostBodyBytes: PLAN_BODY_BYTES,
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
    mostBodyBytes: PLAN_BODY_BYTES,
    answer: json(whatIfAnswerSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND', 'SIMULATION_BUSY', 'UNAVAILABLE'],
  },
  planWhatIfStream: {
    id: 'planWhatIfStream',
    method: 'POST',
    path: paths.planWhatIfStream,
    tag: 'operate',
    summary: 'The same with its progress as server-sent events; ends with the client',
    body: whatIfSchema,
    mostBodyBytes: PLAN_BODY_BYTES,
    answer: { kind: 'stream', messages: whatIfMessages },
    errors: ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND', 'SIMULATION_BUSY', 'UNAVAILABLE'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
