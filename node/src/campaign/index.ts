export { ABLATION, makeCase, type CaseOptions, type MadeCase } from './make-case.ts';
export { readBest, readScenarios, scenarioCase, scoreOf, type Score } from './challenge.ts';
export { sendSeeds, type SendSeedsOptions } from './send-seeds.ts';
export { serveSeeds } from './serve-seeds.ts';
export { openCampaign, type CampaignFolder } from './campaign-folder.ts';
export { createSeedCrew, type SeedCrew } from './seed-crew.ts';
export { pendingLives, recordsOf, runCampaign, type RunCampaignOptions, type SeedFailure } from './run-campaign.ts';
export { campaignResult, type CampaignResult, type VariantResult } from './campaign-result.ts';
export { seedsCsv, writeCampaign } from './write-campaign.ts';
