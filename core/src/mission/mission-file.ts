import { MISSION_FRAMES, missionSchema, type Mission } from './mission-schema.ts';
import { parseYamlFile } from './yaml-file.ts';

export { MISSION_FRAMES, type Mission };

/**
 * Reads a mission file.
 *
 * @param text the YAML
 * @param file its name as the user gave it, for messages
 * @returns the mission with every quantity in SI
 * @throws InputError see {@link parseYamlFile}; codes `YAML_SYNTAX`, `MISSION_UNKNOWN_KEY`, `MISSION_MISSING_KEY`, `MISSION_INVALID`
 */
export function parseMission(text: string, file: string): Mission {
  return parseYamlFile(missionSchema, text, file);
}
