import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, isInputError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import { SOFTWARE, survey, type Provenance, type Survey, type SurveyResult } from '@openilrs/core/mission';
import {
  missionInCommand,
  missionInputs,
  openWorld,
  outInCommand,
  requireWritable,
  whereIs,
  type MissionOnDisk,
  type OpenWorld,
} from '../mission/index.ts';
import { createWorkerRunner } from '../workers/index.ts';
import { surveyFiles } from './survey-files.ts';
import { surveyReport } from './survey-report.ts';

export interface SurveyOptions {
  /** Terrain and kernels of the mission when they are open already. */
  readonly world?: OpenWorld;
  /** Worker threads; as many as the machine can run at once unless told. The result does not depend on it. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/**
 * Runs the verb `survey` on a mission and writes `<outDir>/survey/`: `survey.json`, for each layer a GeoTIFF, an overlay and a figure to print, tables of
 * candidates, horizon and light, and `site.html` about the chosen site. The folder appears whole, in place of an earlier one, or not at all.
 *
 * @returns what `survey.json` holds
 * @throws InputError `OUT_FOLDER` before any work, as `openWorld` and `survey`; the signal's reason when aborted
 */
export async function runSurvey(
  onDisk: MissionOnDisk,
  outDir: string,
  options: SurveyOptions = {},
): Promise<SurveyResult> {
  await requireWritable(outDir);
  const world = options.world ?? (await openWorld(onDisk));
  const found = await surveyMission(onDisk, { ...options, world });
  await writeSurvey(found, outDir, { ...options, world });
  return found.result;
}

/** The verb without files. */
export async function surveyMission(onDisk: MissionOnDisk, options: SurveyOptions = {}): Promise<Survey> {
  const { workers, signal, progress } = options;
  const world = options.world ?? (await openWorld(onDisk));
  const runner = await createWorkerRunner(workers === undefined ? {} : { parallel: workers });
  const { mission } = onDisk;
  try {
    return await survey(
      {
        missionId: mission.mission.id,
        frame: mission.frame,
        spec: mission.survey,
        provenance: await provenanceOf(onDisk, world),
      },
      {
        terrain: world.terrain,
        ephemeris: world.ephemeris,
        runner,
        ...(signal && { signal }),
        ...(progress && { progress }),
      },
    );
  } catch (error) {
    // The core knows the field only.
    if (isInputError(error) && error.where?.startsWith('survey') === true)
      throw new InputError(error.code, error.message, { where: whereIs(onDisk, error.where), cause: error });
    throw error;
  } finally {
    await runner.close();
  }
}

/** Writes a survey's folder into a run folder; see {@link runSurvey}. */
export async function writeSurvey(
  found: Survey,
  outDir: string,
  { signal, progress, world }: SurveyOptions = {},
): Promise<void> {
  const building = join(outDir, 'survey.part');
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  try {
    const page = world === undefined ? null : await surveyReport(found, world);
    for await (const { name, bytes } of surveyFiles(found, page, progress)) {
      signal?.throwIfAborted();
      await writeFile(join(building, name), bytes);
    }
    await rm(join(outDir, 'survey'), { recursive: true, force: true });
    await rename(building, join(outDir, 'survey'));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function provenanceOf(onDisk: MissionOnDisk, world: OpenWorld): Promise<Provenance> {
  return {
    software: SOFTWARE,
    command: `ilrs survey ${missionInCommand(onDisk)} ${outInCommand(onDisk)}`,
    seed: null,
    inputs: await missionInputs(onDisk, world),
  };
}
