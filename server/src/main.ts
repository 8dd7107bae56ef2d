import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunState } from '@openilrs/api/contract';
import { InputError } from '@openilrs/core/errors';
import { accessPolicy } from '@openilrs/core/archive';
import { etToUtc, parseLsk, utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { bundledPath, projectPath } from '@openilrs/node/bundled';
import { readRouteMap } from '@openilrs/node/construct';
import { SOFTWARE, VERSION, type Mission } from '@openilrs/core/mission';
import type { MissionOnDisk } from '@openilrs/node/mission';
import { readRaster } from '@openilrs/node/raster';
import type { FastifyInstance } from 'fastify';
import { buildApp, type AppOptions } from './http/app.ts';
import { LiveSessions } from './live/live-sessions.ts';
import type { LiveSurveyEngine } from './live-survey/live-survey-types.ts';
import { LiveSurveys } from './live-survey/live-surveys.ts';
import { workerLiveSurvey } from './live-survey/worker-live-survey.ts';
import type { Simulator } from './live/simulator.ts';
import { workerSimulator } from './live/worker-simulator.ts';
import type { PlaceAnswers, UsualQuestions } from './places/place-answers.ts';
import { workerPlaces } from './places/worker-places.ts';
import { RunFolder } from './run/run-folder.ts';
import { SurveyPoints } from './run/survey-points.ts';
import { handlersOf } from './serve/handlers.ts';
import { whenMade } from './serve/warm-up.ts';
import { ArchiveOfRun } from './share/archive-of-run.ts';
import type { Archive } from './share/archive.ts';
import type { SurveyTools } from './survey-tools/survey-tools.ts';
import { workerSurveyTools } from './survey-tools/worker-survey-tools.ts';
import { workerArchive } from './share/worker-archive.ts';

export interface ServerOptions {
  /** Folder that the verbs write into, `runs/<mission id>`. It may be empty at first: results appear as they come. */
  readonly runDir: string;
  readonly mission: MissionOnDisk;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Folder of the built page; default `web/dist`. */
  readonly page?: string;
  readonly logLevel?: NonNullable<AppOptions['logLevel']>;
  /** Says how far the run is; default: ready when every verb has written its result. */
  readonly runState?: () => RunState;
  /** In place of those that compute, for tests and for development of the page. */
  readonly ports?: Partial<Ports>;
}

/** What computes or stores: each may be replaced. */
export interface Ports {
  readonly places: PlaceAnswers;
  readonly simulator: Simulator;
  readonly liveSurvey: LiveSurveyEngine;
  readonly surveyTools: SurveyTools;
  readonly openArchive: () => Promise<Archive>;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts the server: operations and data centre of one run, and the page. The only place where its parts are wired.
 *
 * @throws InputError `PORT_TAKEN`, `PORT_FORBIDDEN`
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, warmUp, close } = await createServer(options);
  const { port, host = '127.0.0.1' } = options;
  try {
    const url = await app.listen({ port, host });
    warmUp();
    return { url, close };
  } catch (cause) {
    await close();
    throw portError(cause, port, host);
  }
}

type OpenPorts = Ports & { readonly closeArchive: () => Promise<void> };

function openPorts({ ports = {}, mission, runDir }: ServerOptions, run: RunFolder, lsk: LeapSeconds): OpenPorts {
  const archive = new ArchiveOfRun(run, (signal) => {
    const { programme, hubs, mission: facts } = mission.mission;
    const options = {
      folder: join(runDir, 'share'),
      k: hubs.k,
      policy: accessPolicy(programme),
      nowUtc: etToUtc(lsk, utcToEt(lsk, facts.end)), // the archive's clock: the end of the simulated mission
    };
    return workerArchive(options, signal);
  });
  return {
    places: ports.places ?? workerPlaces(mission),
    simulator: ports.simulator ?? workerSimulator(mission, runDir),
    liveSurvey: ports.liveSurvey ?? workerLiveSurvey(mission, SOFTWARE),
    surveyTools: ports.surveyTools ?? workerSurveyTools(mission, SOFTWARE),
    openArchive: ports.openArchive ?? (() => archive.open()),
    closeArchive: () => archive.close(),
  };
}

function portError(cause: unknown, port: number, host: string): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new InputError('PORT_TAKEN', `port ${port} of ${host} is taken by another program`, {
      where: 'PORT',
      legal: 'a free port, or 0 for any',
      remedy: `Stop the other program or choose another port: PORT=${port + 1} before the command, or ilrs serve --port ${port + 1}`,
      cause,
    });
  }
  if (code === 'EACCES') {
    return new InputError('PORT_FORBIDDEN', `port ${port} may not be opened by this user`, {
      where: 'PORT',
      legal: '1024 to 65535',
      remedy: 'Choose another port: PORT=8080 before the command, or ilrs serve --port 8080',
      cause,
    });
  }
  return cause;
}

/** What the page asks when a place is clicked: light over the period of the survey, the sky over the mission. */
function usualQuestions({ mission }: Mission, run: RunFolder): UsualQuestions {
  const { site, period, horizon } = run.read('survey/survey.json');
  const place = { latDeg: site.latDeg, lonDeg: site.lonDeg, heightM: horizon.heightM };
  const { fromUtc, toUtc } = period;
  return {
    light: { ...place, fromUtc, toUtc },
    sky: { ...place, fromUtc: mission.start, toUtc: mission.end, stepS: 21_600 },
  };
}

export interface IdleServer {
  readonly app: FastifyInstance;
  /** Opens now what takes seconds, so that the first reader need not wait. */
  readonly warmUp: () => void;
  readonly close: () => Promise<void>;
}

/** The server without a port, for `app.inject`. */
export async function createServer(options: ServerOptions): Promise<IdleServer> {
  const { runDir, mission, page = projectPath('web/dist'), logLevel } = options;
  const run = new RunFolder(runDir);
  const leapSeconds = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'), 'naif0012.tls');
  const ports = openPorts(options, run, leapSeconds);
  const sessions = new LiveSessions(ports.simulator);
  const started = performance.now();
  const handlers = handlersOf({
    version: VERSION,
    mission: mission.mission,
    routeMap: readRouteMap(mission).routeMap,
    leapSeconds,
    run,
    runState: options.runState ?? (() => (run.isComplete ? 'ready' : 'notReady')),
    points: new SurveyPoints(runDir, async (file) => (await readRaster(file)).values),
    sessions,
    liveSurveys: new LiveSurveys(ports.liveSurvey),
    ...ports,
    uptimeS: () => Math.round((performance.now() - started) / 1000),
  });
  const app = buildApp({ handlers, page, ...(logLevel === undefined ? {} : { logLevel }) });
  let giveUp = () => {};
  const warmUp = () => {
    const isRunning = () => options.runState?.() === 'running';
    giveUp = whenMade(isRunning, () => {
      if (run.has('survey/survey.json')) void ports.places.warm?.(usualQuestions(mission.mission, run));
      if (run.has('share/share.json')) ports.openArchive().catch(() => {}); // whoever asks hears why not
    });
  };
  const close = async () => {
    giveUp();
    sessions.close();
    await app.close();
    await Promise.all([
      ports.places.close(),
      ports.simulator.close(),
      ports.liveSurvey.close(),
      ports.surveyTools.close(),
      ports.closeArchive(),
    ]);
  };
  return { app, warmUp, close };
}
