export type {
  HorizonResult,
  LayerId,
  LightResult,
  EclipseOfSun,
  LightWindow,
  MapGrid,
  MapLayer,
  Provenance,
  SiteCandidate,
  SurveyResult,
  TerrainSource,
} from './results/survey-result.ts';
export type {
  ConstructResult,
  DeliveredElement,
  MissionStatus,
  RouteMission,
  RoutePhase,
} from './results/construct-result.ts';
export type {
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTimeline,
  StationEvent,
  StationMode,
  TimelineBar,
  TimelineLane,
} from './results/operate-result.ts';
export type { HubState, ProductSummary, ShareResult } from './results/share-result.ts';
export {
  checkParts,
  construct,
  parseRouteMap,
  partIds,
  routeMapCsv,
  stationAt,
  type ConstructInput,
} from './construct.ts';
export {
  makeIndexFiles,
  makeProducts,
  simulatedDepositor,
  simulationSeed,
  summarize,
  type IndexFile,
  type ScienceProduct,
  type ShareInput,
} from './share.ts';
export { runDigest } from './products/identifiers.ts';
export { type LabelContext } from './products/label-parts.ts';
export { mapLabel, type LabelledMap } from './products/map-label.ts';
export { MISSION_FRAMES, parseMission, type Mission } from './mission-file.ts';
export {
  CAMPAIGN_COLUMNS,
  campaignTable,
  caseFrom,
  caseText,
  clairvoyantBound,
  componentLosses,
  NOMINAL,
  pairedDifference,
  parseScenarios,
  quantile,
  runSeed,
  scenarioMission,
  type CampaignCase,
  type CampaignTable,
  type Disturbance,
  type PairedDifference,
  type Scenario,
  type SeedRecord,
  type Spread,
  type Spreads,
  type Variant,
} from './campaign/index.ts';
export { relayWindows, stationEnvironment, type Place, type StationWorld, type World } from './station-environment.ts';
export { atField, fieldPosition } from './yaml-field.ts';
export { parseYamlFile } from './yaml-file.ts';
export { allFaults, type ExtraFault } from './operate-faults.ts';
export { faultTargets } from '../station/index.ts';
export { operate, type OperateOptions, type OperateOutput } from './operate.ts';
export type { OperateInput } from './operate-input.ts';
export { checkEventLog, firstDifference, type LogCheck, type LogHeader } from './operate-log.ts';
export { differences, OperateRun, type RunView, type SavedRun } from './operate-run.ts';
export { noContact } from './no-contact.ts';
export { planMission, type PlanMissionInput, type PlanMissionOutput } from './plan-mission.ts';
export { recordTelemetry, type TelemetryRecorder } from './telemetry-recorder.ts';
export type { OperateTelemetry, RecordedParameter } from './results/operate-telemetry.ts';
export { checkedOrders, ordersInLog, PLAN_APPLIED, planSha256, type PlanOrder } from './plan-orders.ts';
export { checkPlanAt, planAt, type PlanAtClock } from './plan-at-clock.ts';
export { pinRequests, type PinnedStart } from './pinned-requests.ts';
export { missionBound, planInputOf, shareGoalsOf, type PlanOfMission } from './plan-input.ts';
export type { PlanActivity, PlanRefusal, PlanResult } from './results/plan-result.ts';
export { feasibilityNotices, type FeasibilityInput } from './feasibility-notices.ts';
export { causeWords, notMetByCause, type NotMetCause } from './not-met-by-cause.ts';
export { programmeRequests } from './operate-requests.ts';
export { parseLayers, USUAL_LAYERS, type LayerRequest } from './survey-layer-names.ts';
export { surveyProducts, type ProductMap, type ProductPorts } from './survey-products.ts';
export { tablesOf, type ProductRequest, type TableMap } from './survey-tables.ts';
export { mapBins } from './survey-layers.ts';
export { survey, type Survey, type SurveyInput, type SurveyPorts } from './survey.ts';
export { SOFTWARE, VERSION } from './software.ts';
export { deliveredStation, programmeFor, type DeliveredStation, type MissingPart } from './delivered-station.ts';
