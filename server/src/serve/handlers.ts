import { openApiDocument, type Health, type RunState, type WhatIf } from '@openilrs/api/contract';
import { stationAt, type Mission } from '@openilrs/core/mission';
import type { RouteMap } from '@openilrs/core/programme';
import { utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { streamSession } from '../live/event-stream.ts';
import { logFile } from '../live/log-file.ts';
import { telemetryAt } from '../live/telemetry-at.ts';
import type { LiveSessions } from '../live/live-sessions.ts';
import type { LiveSurveys } from '../live-survey/live-surveys.ts';
import type { SimulatedRun, Simulator } from '../live/simulator.ts';
import type { Handlers } from '../http/register-routes.ts';
import { ApiError } from '../http/api-error.ts';
import { planOfRun } from '../plan-edit/plan-of-run.ts';
import { planOfSession } from '../plan-edit/plan-of-session.ts';
import { streamWhatIf } from '../plan-edit/stream-what-if.ts';
import { WhatIfs } from '../plan-edit/what-if.ts';
import type { PlaceAnswers } from '../places/place-answers.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { surveyFile } from '../run/survey-files.ts';
import type { SurveyPoints } from '../run/survey-points.ts';
import type { SurveyTools } from '../survey-tools/survey-tools.ts';
import type { Archive } from '../share/archive.ts';
import { missionInfo } from './mission-info.ts';
import { eventsAnswer, profilesAnswer, recordedRun } from './operate-answers.ts';
import { liveSurveyHandlers } from './live-survey-handlers.ts';
import { shareHandlers } from './share-handlers.ts';

/** All that the routes need; `main.ts` puts it together. */
export interface Parts {
  readonly version: string;
  readonly mission: Mission;
  readonly routeMap: RouteMap;
  readonly leapSeconds: LeapSeconds;
  readonly run: RunFolder;
  readonly runState: () => RunState;
  readonly places: PlaceAnswers;
  readonly points: SurveyPoints;
  readonly sessions: LiveSessions;
  readonly simulator: Simulator;
  readonly liveSurveys: LiveSurveys;
  readonly surveyTools: SurveyTools;
  readonly openArchive: () => Promise<Archive>;
  readonly uptimeS: () => number;
}

/** One function per route of the contract. */
export function handlersOf(parts: Parts): Handlers {
  return {
    ...systemHandlers(parts),
    ...surveyHandlers(parts),
    ...liveSurveyHandlers(parts),
    ...operateHandlers(parts),
    ...planHandlers(parts),
    ...liveHandlers(parts),
    ...shareHandlers(parts.run, parts.openArchive),
  };
}

type Some<R extends keyof Handlers> = Pick<Handlers, R>;

function systemHandlers(parts: Parts): Some<'health' | 'openapi' | 'mission' | 'construct' | 'station'> {
  const { run, mission, routeMap, leapSeconds } = parts;
  const contract = openApiDocument(parts.version);
  const health = (): Health => ({
    status: 'ok',
    version: parts.version,
    uptimeS: parts.uptimeS(),
    run: { state: parts.runState(), missionId: mission.mission.id },
  });
  return {
    health,
    openapi: () => contract,
    mission: () =>
      missionInfo(mission, leapSeconds, run.has('survey/survey.json') ? run.read('survey/survey.json') : null),
    construct: () => run.read('construct/construct.json'),
    station: ({ query }) => stationAt(mission.route, routeMap, query.at),
  };
}

function surveyHandlers(parts: Parts): Some<'survey' | 'surveyFile' | 'surveyPoint' | 'horizon' | 'light' | 'sky'> {
  const { run, places, points, leapSeconds } = parts;
  return {
    survey: () => run.read('survey/survey.json'),
    surveyFile: ({ params }) => {
      run.read('survey/survey.json');
      return surveyFile(run.folder, params.name);
    },
    surveyPoint: ({ query }) => points.at(run.read('survey/survey.json'), query.xM, query.yM),
    horizon: ({ query, signal }) => places.horizon(query, signal),
    light: ({ query, signal }) => {
      checkSpan(leapSeconds, query.fromUtc, query.toUtc);
      return places.light(query, signal);
    },
    sky: ({ query, signal }) => {
      const spanS = checkSpan(leapSeconds, query.fromUtc, query.toUtc);
      if (spanS / query.stepS > 20_000) {
        const legal = `at least ${Math.ceil(spanS / 20_000)} for this span`;
        throw new ApiError('BAD_REQUEST', 'more than 20000 instants', { where: 'stepS', legal });
      }
      return places.sky(query, signal);
    },
  };
}

/** Length in seconds of a span of time that is not empty. */
function checkSpan(lsk: LeapSeconds, fromUtc: string, toUtc: string): number {
  const spanS = utcToEt(lsk, toUtc) - utcToEt(lsk, fromUtc);
  if (spanS > 0) return spanS;
  throw new ApiError('BAD_REQUEST', `${toUtc} is not after ${fromUtc}`, { where: 'toUtc', legal: `after ${fromUtc}` });
}

function operateHandlers(
  parts: Parts,
): Some<'operate' | 'timeline' | 'profiles' | 'events' | 'activities' | 'telemetry'> {
  const { run, sessions } = parts;
  const of = <K extends keyof SimulatedRun>(live: string | undefined, key: K, recorded: () => SimulatedRun[K]) =>
    live === undefined ? recorded() : sessions.get(live).run[key];
  return {
    operate: ({ query }) => of(query.live, 'summary', () => run.read('operate/summary.json')),
    timeline: ({ query }) => of(query.live, 'timeline', () => run.read('operate/timeline.json')),
    profiles: ({ query }) =>
      profilesAnswer(
        of(query.live, 'profiles', () => run.read('operate/profiles.json')),
        query,
      ),
    events: ({ query }) =>
      eventsAnswer(
        of(query.live, 'events', () => run.read('operate/events.jsonl')),
        query,
      ),
    telemetry: ({ query }) => {
      const telemetry = of(query.live, 'telemetry', () => run.read('operate/telemetry.json'));
      if (telemetry !== undefined) return telemetryAt(telemetry, query.et);
      throw new ApiError('NOT_FOUND', 'this run has recorded no telemetry', { remedy: 'Run operate again' });
    },
    activities: ({ query }) => ({
      activities: of(query.live, 'activities', () => run.read('operate/activities.json')),
    }),
  };
}

function planHandlers(parts: Parts): Some<'plan' | 'planValidate' | 'planWhatIf' | 'planWhatIfStream'> {
  const { run, simulator, mission, sessions } = parts;
  const whatIfs = new WhatIfs(simulator, mission.mission.seed);
  const sessionOf = ({ live }: WhatIf) => (live === undefined ? null : sessions.get(live.id));
  return {
    plan: ({ query, signal }) =>
      query.live === undefined
        ? planOfRun(run, mission.mission.id, simulator, { signal })
        : planOfSession(sessions.get(query.live), simulator, signal),
    planValidate: ({ body, signal }) => simulator.checkEdit(body, { signal }),
    planWhatIf: ({ body, signal }) => whatIfs.ask(body, sessionOf(body), { signal }),
    planWhatIfStream: ({ body, signal, reply }) => {
      const session = sessionOf(body);
      void streamWhatIf(reply, (progress) => whatIfs.ask(body, session, { signal, progress }));
    },
  };
}

function liveHandlers(parts: Parts): Some<'liveStart' | 'liveStream' | 'liveFaults' | 'liveCommand' | 'liveLog'> {
  const { run, sessions, simulator } = parts;
  return {
    liveStart: async ({ body, signal }) => ({ id: (await sessions.open(recordedRun(run), body.seed, signal)).id }),
    liveStream: ({ params, reply }) => streamSession(sessions.get(params.id), reply),
    liveFaults: ({ params }) => {
      sessions.get(params.id);
      return { faults: simulator.faultKinds() };
    },
    liveLog: ({ params }) => logFile(sessions.get(params.id)),
    liveCommand: async ({ params, body, signal }) => {
      const session = sessions.get(params.id);
      const simulated = await session.command(body, signal);
      return { run: simulated, state: session.state() };
    },
  };
}
