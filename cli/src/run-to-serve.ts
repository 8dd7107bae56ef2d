import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { projectPath } from '@openilrs/node/bundled';
import { readRunFile, type RunFile } from '@openilrs/node/chain';
import { readMission, type MissionOnDisk } from '@openilrs/node/mission';

export interface RunToServe {
  readonly runDir: string;
  readonly mission: MissionOnDisk;
  /** What the user should know, or null. */
  readonly notice: string | null;
}

/**
 * The run and the mission that belong together: the mission file that is named, else the one that the run says it was made of, else the reference mission; the
 * folder that is named, else `runs/<mission id>`, here or in the project.
 *
 * @throws InputError `RUN_MISSING`, `RUN_OTHER_MISSION`, and those of `readMission`
 */
export function runToServe(missionFile: string | undefined, folder: string | undefined): RunToServe {
  if (folder !== undefined) checkFolder(folder);
  const made = folder === undefined ? null : readRunFile(folder);
  const file = missionFile ?? made?.missionFile ?? projectPath('examples/ilrs-reference.yaml');
  const mission = readMission(file);
  const runDir = folder ?? usualFolder(mission);
  return { runDir, mission, notice: compare(readRunFile(runDir), mission, runDir) };
}

function usualFolder({ mission }: MissionOnDisk): string {
  const usual = join('runs', mission.mission.id);
  const found = [usual, projectPath(usual)].find((folder) => existsSync(folder));
  if (found === undefined) checkFolder(usual);
  return found ?? usual;
}

function checkFolder(folder: string): void {
  if (existsSync(folder)) return;
  throw new InputError('RUN_MISSING', 'no such run folder', {
    where: folder,
    remedy: 'Run the mission first (ilrs run MISSION --out DIR), or give its folder with --run',
  });
}

function compare(run: RunFile | null, { mission, sha256, file }: MissionOnDisk, folder: string): string | null {
  if (run === null) return null;
  if (run.missionId !== mission.mission.id) {
    throw new InputError('RUN_OTHER_MISSION', `holds the run of "${run.missionId}", not of "${mission.mission.id}"`, {
      where: folder,
      remedy: `Name its mission file (${run.missionFile}) or another folder`,
    });
  }
  if (run.missionSha256 === sha256) return null;
  return `${file} has changed since this run was made: run it again to see the changes`;
}
