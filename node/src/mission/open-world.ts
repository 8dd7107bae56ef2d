import { isAbsolute, join } from 'node:path';
import { openEphemeris, type Ephemeris } from '@openilrs/core/ephemeris';
import { InputError } from '@openilrs/core/errors';
import { utcToEt } from '@openilrs/core/time';
import type { World } from '@openilrs/core/mission';
import { loadBundledKernels, readKernels } from '../kernels/index.ts';
import { loadBundledTerrain, loadTerrain } from '../terrain/index.ts';
import { bundledGroundStations } from './ground-stations.ts';
import type { MissionOnDisk } from './read-mission.ts';

export interface OpenWorld extends World {
  /** Span of the mission. */
  readonly startEt: number;
  readonly endEt: number;
}

/**
 * Opens the kernels and the terrain that a mission names, and checks that they cover it before anything runs.
 * @throws InputError `KERNEL_COVERAGE` with the mission's field, `KERNEL_FILE`, `DEM_*`
 */
export async function openWorld(onDisk: MissionOnDisk): Promise<OpenWorld> {
  const { mission, folder } = onDisk;
  const path = (file: string) => (isAbsolute(file) ? file : join(folder, file));
  const ephemeris = openEphemeris(
    mission.kernels === 'bundled' ? await loadBundledKernels() : await readKernels(mission.kernels.map(path)),
  );
  const [startEt, endEt] = [missionEt(onDisk, ephemeris, 'start'), missionEt(onDisk, ephemeris, 'end')];
  const { terrain: files } = mission.survey;
  const terrain = await (files === 'bundled' ? loadBundledTerrain() : loadTerrain(files.map(path)));
  return { terrain, ephemeris, frame: mission.frame, groundStations: bundledGroundStations(), startEt, endEt };
}

/** `et` of the mission's start or end, when kernels and frame cover it. */
function missionEt({ mission, file }: MissionOnDisk, ephemeris: Ephemeris, edge: 'start' | 'end'): number {
  const et = utcToEt(ephemeris.leapSeconds, mission.mission[edge]);
  const scratch = new Float64Array(6);
  try {
    for (const body of ['SUN', 'EARTH']) ephemeris.state(body, 'MOON', et, mission.frame, 'LT+S', scratch);
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(cause.code, `mission.${edge} ${mission.mission[edge]} is not covered: ${cause.message}`, {
      where: file,
      cause,
    });
  }
  return et;
}
