export { runSurvey, surveyMission, writeSurvey, type SurveyOptions } from './run-survey.ts';
export { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';
export { runSurveyMaps, type SurveyMapsOptions } from './run-survey-maps.ts';
export { type SurveyMapsRequest } from './survey-maps-request.ts';
export { type SurveyMapsResult, type WrittenMap } from './write-survey-map.ts';
