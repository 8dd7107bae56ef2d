export { DEFAULT_ITERATIONS, runPlan, type PlanRunOptions } from './plan-mission.ts';
export { planPicture } from './plan-picture.ts';
export { activitiesCsv, writePlan } from './write-plan.ts';
export { explainRequest, explainSources, type ExplainSources, type RequestExplanation } from './explain-request.ts';
