export {
  expandExperiment,
  valueAt,
  type Experiment,
  type Predecessor,
  type Request,
  type ValuePoint,
} from './request.ts';
export { conditionWindows } from './candidate-starts.ts';
export type { Equipment, ReactorModel } from './equipment.ts';
export { rampUp } from './upkeep/index.ts';
export { designBeliefs, type Beliefs, type LoadLevel, type StationModel } from './station-model.ts';
export type { NodeHeat, RobotModel, Supply } from './station-model.ts';
export type { Cause, Plan, PlanInput, PlannedActivity, PlanOptions } from './plan.ts';
export { plan } from './planner.ts';
export {
  applyEdit,
  lookAtEdit,
  openPlan,
  startRange,
  validateEdit,
  type EditVerdict,
  type OpenPlan,
  type PlanEdit,
} from './plan-editor.ts';
export { checkPlan, type PlanFault } from './check-plan.ts';
export type { OwnerShare, ShareGoal } from './shares.ts';
export { changesOf, changeWords, type ChangeFinder, type SmallestChange } from './smallest-change.ts';
export { valueBound } from './value-bound.ts';
export {
  dualBound,
  relax,
  relaxedBound,
  type LinearProgram,
  type LpSolution,
  type Relaxation,
  type SolveLp,
} from './relaxation/index.ts';
export type { StationPort } from './station-port.ts';
export { allAutonomy, AUTONOMY_PARTS, type AutonomyOptions, type AutonomyPart } from './autonomy-options.ts';
export {
  monitorsOf,
  RESIDUAL_MONITORS,
  type MonitorSpec,
  type ReadableParameter,
  type Tier,
} from './fault-protection/index.ts';
export { CommandGateway, RecordedPort, type Exchange } from './checkpoint/index.ts';
export { createExecutive } from './executive.ts';
export type {
  CommandTrace,
  Execution,
  Executive,
  ExecutiveOptions,
  ExecutivePolicy,
  ExecutiveRecord,
  ExecutiveView,
  LogEntry,
  Mode,
  Outlook,
} from './executive-types.ts';
export {
  annealing,
  createBudget,
  createNeighbourhoodSearch,
  notWorse,
  recordToRecord,
  searchNeighbourhoods,
  type Acceptance,
  type Budget,
  type Clock,
  type NeighbourhoodProblem,
  type NeighbourhoodSearch,
  type NeighbourhoodSearchOptions,
  type NeighbourhoodSearchResult,
  type OperatorUse,
  type SearchLimits,
  type StopReason,
  type Trial,
} from './search/index.ts';
export {
  checkProblem,
  createBoard,
  mergeIslands,
  readBoard,
  readPsplib,
  runIsland,
  solveRcpsp,
  stopIslands,
  writeBoard,
  type IslandInput,
  type RcpspExchange,
  type RcpspOptions,
  type RcpspProblem,
  type RcpspSolution,
} from './rcpsp/index.ts';
