export { createBudget, type Budget, type Clock, type SearchLimits, type StopReason } from './budget.ts';
export { annealing, notWorse, recordToRecord, type Acceptance, type Trial } from './acceptance.ts';
export {
  createNeighbourhoodSearch,
  searchNeighbourhoods,
  type NeighbourhoodSearch,
  type NeighbourhoodProblem,
  type NeighbourhoodSearchOptions,
  type NeighbourhoodSearchResult,
} from './neighbourhood-search.ts';
export type { OperatorUse } from './operator-chooser.ts';
