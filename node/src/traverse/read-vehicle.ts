import { parseYamlFile } from '@openilrs/core/mission';
import { vehicleOf, vehicleSchema, type Vehicle } from '@openilrs/core/terrain';
import { readBytes } from '../mission/index.ts';

/**
 * Reads and checks a vehicle file: YAML, every number with its unit and source (see docs/guide/traverse.md).
 * @throws InputError `FILE_MISSING`, or what `parseYamlFile` says about its content
 */
export function readVehicle(file: string): Vehicle {
  return vehicleOf(parseYamlFile(vehicleSchema, readBytes(file, 'a vehicle file').toString('utf8'), file));
}
