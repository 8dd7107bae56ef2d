export { runChain, type ChainOptions, type ChainResult, type RunFile, type Verb } from './run-chain.ts';
