export { highsSolver, type HighsOptions } from './highs-solver.ts';
export { missionUpperBound } from './mission-upper-bound.ts';
