export { runChain, type ChainOptions, type ChainResult, type Verb } from './run-chain.ts';
export { readRunFile, type RunFile } from './run-file.ts';
