import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '@openilrs/core/jobs';
import {
  feasibilityNotices,
  type ConstructResult,
  type OperateOutput,
  type ShareResult,
  type SurveyResult,
} from '@openilrs/core/mission';
import { constructMission, writeConstruct } from '../construct/index.ts';
import { missionInCommand, openWorld, outInCommand, type MissionOnDisk } from '../mission/index.ts';
import { prepareOperations, runOperations, writeOperate } from '../operate/index.ts';
import { runShare } from '../share/index.ts';
import { runSurvey } from '../survey/index.ts';
import { writeRunFile } from './run-file.ts';

export type Verb = 'survey' | 'construct' | 'operate' | 'share';

export interface ChainOptions {
  /** Run folder; the folders of the verbs in it are replaced one by one, each as a whole. */
  readonly outDir: string;
  /** Seed of faults and simulated measurements; default: that of the mission file. */
  readonly seed?: number;
  /** Worker threads of the survey; the result does not depend on it. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  /** Progress of the verb that runs. */
  readonly progress?: (verb: Verb) => Progress;
  /** Called before the first verb with what the user should know of the inputs, and before `operate` with what no station could do of what is asked. */
  readonly notice?: (text: string) => void;
  /** Called when a verb is done. */
  readonly finished?: (verb: Verb, seconds: number, results: Partial<ChainResult>) => void;
}

export interface ChainResult {
  readonly survey: SurveyResult;
  readonly construct: ConstructResult;
  readonly operate: OperateOutput;
  readonly share: ShareResult;
}

/**
 * The whole chain: survey, construct, operate, share, each with the product of the verb before it.
 *
 * Everything that the mission file names is opened and checked before the first verb writes; when the survey stands, later results of an earlier run go. `run.json` in the run folder says which mission it holds.
 * @throws InputError of the mission file and what it names; the signal's reason when aborted
 */
export async function runChain(onDisk: MissionOnDisk, options: ChainOptions): Promise<ChainResult> {
  const { outDir, signal, workers } = options;
  const world = await openWorld(onDisk);
  for (const text of world.notices) options.notice?.(text);
  const construct = constructMission(onDisk);
  const common = (verb: Verb) => ({
    ...(signal && { signal }),
    ...(options.progress && { progress: options.progress(verb) }),
  });
  const seed = options.seed ?? onDisk.mission.mission.seed;
  const done = stopwatch(options);

  const survey = await runSurvey(onDisk, outDir, {
    world,
    ...(workers === undefined ? {} : { workers }),
    ...common('survey'),
  });
  done('survey', { survey });

  await forgetLater(outDir);
  writeConstruct(construct, outDir);
  done('construct', { construct });

  const prepared = await prepareOperations(onDisk, world, { latDeg: survey.site.latDeg, lonDeg: survey.site.lonDeg });
  for (const text of feasibilityNotices(prepared)) options.notice?.(text);
  const operate = await runOperations(prepared, { seed, ...common('operate') });
  writeOperate(operate, outDir);
  done('operate', { operate });

  const share = await runShare({
    mission: onDisk.mission,
    activities: operate.activities,
    site: survey.site,
    seed,
    leapSeconds: world.ephemeris.leapSeconds,
    outDir,
    missionSha256: onDisk.sha256,
    eventLogDigest: operate.summary.eventLogDigest,
    provenance: {
      ...operate.summary.provenance,
      command: `ilrs run ${missionInCommand(onDisk)} --seed ${seed} ${outInCommand(onDisk)}`,
    },
    ...common('share'),
  });
  done('share', { share });
  writeRunFile(onDisk, outDir, seed);
  return { survey, construct, operate, share };
}

/** Results of an earlier run do not belong to the new survey: without this, a run that is killed half-way would look whole. */
async function forgetLater(outDir: string): Promise<void> {
  for (const verb of ['construct', 'operate', 'share']) await rm(join(outDir, verb), { recursive: true, force: true });
}

function stopwatch({ finished }: ChainOptions): (verb: Verb, results: Partial<ChainResult>) => void {
  let started = performance.now();
  return (verb, results) => {
    finished?.(verb, (performance.now() - started) / 1000, results);
    started = performance.now();
  };
}
