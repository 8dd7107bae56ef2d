export { runSurvey, surveyMission, writeSurvey, type SurveyOptions } from './run-survey.ts';
export { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';
export {
  runSurveyMaps,
  type SurveyMapsOptions,
  type SurveyMapsRequest,
  type SurveyMapsResult,
  type WrittenMap,
} from './run-survey-maps.ts';
