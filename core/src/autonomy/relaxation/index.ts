export { dualBound, type LinearProgram, type LpSolution, type SolveLp } from './linear-program.ts';
export { relax, type Relaxation } from './relaxation.ts';
export { relaxedBound } from './relaxed-bound.ts';
