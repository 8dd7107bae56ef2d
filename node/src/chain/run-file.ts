import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { projectPath } from '../bundled/index.ts';
import type { MissionOnDisk } from '../mission/index.ts';

/** `run.json` of a run folder: which mission file made it, so that it can be served without naming the file again. */
export interface RunFile {
  readonly missionId: string;
  /** Path of the mission file from `missionBase`, with `/`. Files of earlier versions have an absolute path and no base. */
  readonly missionFile: string;
  /** The project's folder for what ships with it (the same run has the same bytes wherever it lies), else the run folder. */
  readonly missionBase?: 'project' | 'run';
  readonly missionSha256: string;
  readonly seed: number;
}

export function writeRunFile({ mission, file, sha256 }: MissionOnDisk, outDir: string, seed: number): void {
  const run: RunFile = { missionId: mission.mission.id, ...missionPath(file, outDir), missionSha256: sha256, seed };
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'run.json.part'), `${JSON.stringify(run, null, 2)}\n`);
  renameSync(join(outDir, 'run.json.part'), join(outDir, 'run.json'));
}

/** The `run.json` of a folder, with the path of the mission file as it can be opened; null when verbs were run one by one. */
export function readRunFile(folder: string): RunFile | null {
  const file = join(folder, 'run.json');
  if (!existsSync(file)) return null;
  const run = JSON.parse(readFileSync(file, 'utf8')) as RunFile;
  if (isAbsolute(run.missionFile)) return run;
  const base = run.missionBase === 'project' ? projectPath('') : folder;
  return { ...run, missionFile: resolve(base, run.missionFile) };
}

function missionPath(file: string, outDir: string): Pick<RunFile, 'missionFile' | 'missionBase'> {
  const from = (base: string) => relative(resolve(base), resolve(file)).split(sep);
  const inProject = from(projectPath(''));
  if (inProject[0] !== '..' && !isAbsolute(inProject.join(sep)))
    return { missionFile: inProject.join('/'), missionBase: 'project' };
  return { missionFile: from(outDir).join('/'), missionBase: 'run' };
}
