export { runSurvey, surveyMission, writeSurvey, type SurveyOptions } from './run-survey.ts';
