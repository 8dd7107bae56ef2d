export { checkProblem, type RcpspProblem } from './problem.ts';
export { readPsplib } from './psplib-reader.ts';
export { solveRcpsp, type RcpspExchange, type RcpspOptions, type RcpspSolution } from './solve.ts';
export {
  createBoard,
  mergeIslands,
  readBoard,
  runIsland,
  stopIslands,
  writeBoard,
  type IslandInput,
} from './islands.ts';
