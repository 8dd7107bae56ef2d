export { campaignSchema, NOMINAL, type Spreads } from './campaign-schema.ts';
export { caseFrom, caseText } from './case-text.ts';
export { componentLosses } from './component-losses.ts';
export { clairvoyantBound } from './clairvoyant-bound.ts';
export { disturbed, drawDisturbance, type Disturbance } from './disturbance.ts';
export { runSeed, type CampaignCase, type Variant } from './run-seed.ts';
export { parseScenarios, scenarioMission, type Scenario } from './scenario.ts';
export type { SeedRecord } from './seed-record.ts';
export { campaignTable, CAMPAIGN_COLUMNS, pairedDifference, quantile, spreadOf, type CampaignTable, type PairedDifference, type Spread } from './spread-table.ts'; // prettier-ignore
