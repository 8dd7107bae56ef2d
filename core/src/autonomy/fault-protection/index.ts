export { createProtectionState, FaultProtection, type ProtectionState, type Verdict } from './fault-protection.ts';
export type { ReadableParameter } from './limit-watch.ts';
export { monitorsOf, RESIDUAL_MONITORS, TIERS, type MonitorSpec, type Tier } from './monitor-spec.ts';
