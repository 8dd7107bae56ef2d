export { API_ERRORS, errorSchema, type ApiErrorCode, type ErrorAnswer } from './errors.ts';
export type { Answer, Route } from './route.ts';
export { routes, type AnswerOf } from './routes.ts';
export type { RouteId } from '../client/index.ts';
export { openApiDocument, statusOf } from './openapi.ts';
export {
  liveSurveyMessages,
  type LiveCriterion,
  type LiveDefinition,
  type LiveLayerId,
  type LiveMap,
  type LiveSurveyOptions,
  type LiveSurveyProgress,
} from './live-survey-schemas.ts';
export type { NetworkAnswer, TraverseAnswer } from './survey-tool-schemas.ts';
export type { SkyResult, SurveyPoint } from './survey-schemas.ts';
export type { StationOfDate } from './construct-schemas.ts';
export type { ActivitiesAnswer, EventsAnswer, ProfilesAnswer } from './operate-schemas.ts';
export type { PlannedStart } from './plan-start-schemas.ts';
export type { PlanCheck, PlanToEdit, PlanVerdict, WhatIf, WhatIfAnswer } from './plan-schemas.ts';
export type { LiveTelemetry, TelemetryAnswer, TelemetryValue } from './telemetry-schemas.ts';
export type { HubsAnswer, PreviewAnswer, ProductAnswer, ProductsAnswer, VerifyAnswer } from './share-schemas.ts';
export { timeTableSchema, type Health, type MissionInfo, type RunState, type TimeTable } from './mission-schemas.ts';
export {
  liveMessages,
  type AppliedPlan,
  type LiveAnswer,
  type LiveCommand,
  type LiveFault,
  type LiveFaultKinds,
  type LiveProgress,
  type LiveRun,
  type LiveStart,
  type LiveState,
} from './live-schemas.ts';
export type {
  EventsQuery,
  LightQuery,
  LiveSurveyQuery,
  MapPointQuery,
  NetworkQuery,
  PlaceQuery,
  ProductsQuery,
  ProfilesQuery,
  SkyQuery,
  TraverseQuery,
} from './parameters.ts';
