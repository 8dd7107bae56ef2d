import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import type { MissionOnDisk } from './read-mission.ts';

/**
 * The mission file as a recorded command names it: relative to the working folder when it lies in it, else its name alone (its digest stands among the inputs). Never a
 * path of this machine.
 */
export function missionInCommand({ file }: Pick<MissionOnDisk, 'file'>): string {
  const path = relative(process.cwd(), resolve(file));
  const inside = path !== '' && !isAbsolute(path) && path.split(sep)[0] !== '..';
  return shellWord(inside ? path.split(sep).join('/') : basename(file));
}

/**
 * `--out` of a recorded command: the usual run folder of the mission. Where a run really lies is no part of how it was made: into whatever folder it is written, it has
 * the same bytes.
 */
export function outInCommand({ mission }: Pick<MissionOnDisk, 'mission'>): string {
  return `--out runs/${mission.mission.id}`;
}

/** A word as a POSIX shell takes it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
