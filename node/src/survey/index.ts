export { runSurvey, surveyMission, writeSurvey, type SurveyOptions } from './run-survey.ts';
export { candidatesCsv, candidatesGeoJson, horizonCsv, lightWindowsCsv } from './survey-tables.ts';
