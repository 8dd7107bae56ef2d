export { withReactors, rampUp } from './reactors.ts';
export { createUpkeepState, type UpkeepState } from './state.ts';
export { Upkeep } from './upkeep.ts';
