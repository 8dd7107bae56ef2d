import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { InputError, isInputError } from '@openilrs/core/errors';
import { atField, fieldPosition, parseMission, type Mission } from '@openilrs/core/mission';

export interface MissionOnDisk {
  readonly mission: Mission;
  /** As the user gave it, for messages. */
  readonly file: string;
  /** Files that the mission names are relative to this folder. */
  readonly folder: string;
  readonly name: string;
  readonly sha256: string;
}

/**
 * Reads and checks a mission file.
 * @throws InputError `FILE_MISSING`, or what {@link parseMission} says about its content
 */
export function readMission(file: string): MissionOnDisk {
  const bytes = readBytes(file, 'a mission file');
  const mission = parseMission(bytes.toString('utf8'), file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { mission, file, folder: dirname(resolve(file)), name: basename(file), sha256 };
}

/** The bytes of a file that the user named. @throws InputError `FILE_MISSING` with what was wanted */
export function readBytes(file: string, wanted: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new InputError(
      'FILE_MISSING',
      `cannot be read as ${wanted} (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`,
      {
        where: file,
        remedy: 'Check the name and that you may read it',
        cause,
      },
    );
  }
}

/** `file:line:column` of a field (`mission.start`) of a mission file; the file alone when it is no longer there. */
export function whereIs({ file }: Pick<MissionOnDisk, 'file'>, field: string): string {
  try {
    return `${file}:${fieldPosition(readFileSync(file, 'utf8'), field)}`;
  } catch {
    return file;
  }
}

/** Runs `work`; what it refuses by the path of a field of the mission file (`programme.proposals.drill.data`) is refused with file, line and name of that field. */
export async function refusedInFile<T>({ file }: Pick<MissionOnDisk, 'file'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    throw located(cause, file);
  }
}

function located(cause: InputError, file: string): InputError {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return cause; // it is no longer there: the field alone says what is wrong
  }
  return atField(cause, text, file);
}
