import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { openEphemeris, type Ephemeris } from '@openilrs/core/ephemeris';
import { InputError, isInputError, locatedError } from '@openilrs/core/errors';
import { lunarSky, parseTerrainManifest, type LunarSky } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { bundledPath } from '../bundled/index.ts';
import { bundledKernelPaths, readKernels } from '../kernels/index.ts';
import { whereIs, type MissionOnDisk } from '../mission/index.ts';
import { openRaster } from '../raster/index.ts';
import { manifestEntry, sha256OfFile } from '../terrain/dem-file.ts';
import { digestOf } from './blob-store.ts';
import type { CapRequest, RunInputs } from './run-spec.ts';
import { softwareOfTiles } from './software-digest.ts';

/** The files of terrain that the mission names beside the bundled ones. */
export function ownTerrainFiles({ mission, folder }: MissionOnDisk): string[] {
  const { terrain } = mission.survey;
  return terrain === 'bundled' ? [] : terrain.map((file) => (isAbsolute(file) ? file : join(folder, file)));
}

/** All that the result of a request on a mission depends on; files are read for their digests only. */
export async function inputsOf(onDisk: MissionOnDisk, request: CapRequest): Promise<RunInputs> {
  const { mission } = onDisk;
  const kernels = await kernelsOf(onDisk);
  return {
    mission: onDisk.name,
    request,
    frame: mission.frame,
    period: { fromUtc: mission.survey.period.from, toUtc: mission.survey.period.to },
    software: await softwareOfTiles(),
    terrain: [...(await Promise.all(ownTerrainFiles(onDisk).map(ownDigest))), ...(await bundledDigests())],
    kernels: kernels.map(({ name, bytes }) => ({ name, sha256: digestOf(bytes) })),
  };
}

/** Sun and Earth over the period of the mission's survey. @throws InputError `KERNEL_COVERAGE`, `LIGHT_PERIOD`, `FRAME_NOT_LUNAR` */
export async function skyOf(onDisk: MissionOnDisk): Promise<LunarSky> {
  const { frame, survey } = onDisk.mission;
  const ephemeris: Ephemeris = openEphemeris(await kernelsOf(onDisk));
  const { from, to } = survey.period;
  try {
    return lunarSky(ephemeris, frame, utcToEt(ephemeris.leapSeconds, from), utcToEt(ephemeris.leapSeconds, to));
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    throw locatedError(cause, whereIs(onDisk, 'survey.period'), `${from} to ${to}: `);
  }
}

async function kernelsOf({ mission, folder }: MissionOnDisk) {
  const { kernels } = mission;
  const path = (file: string): string => (isAbsolute(file) ? file : join(folder, file));
  return readKernels(kernels === 'bundled' ? await bundledKernelPaths() : kernels.map(path));
}

/** Digest of the data, which of a PDS label lie in another file; and what a `terrain.json` beside it declares. */
async function ownDigest(file: string): Promise<RunInputs['terrain'][number]> {
  const raster = await openRaster(file).catch((cause: unknown) => {
    if (!isInputError(cause)) throw cause;
    throw new InputError(cause.code.replace('RASTER_', 'DEM_'), cause.message, { cause });
  });
  await raster.close();
  const declared = await manifestEntry(file);
  const sha256 = await sha256OfFile(raster.path);
  return { name: basename(file), sha256, ...(declared && { declared }) };
}

async function bundledDigests(): Promise<RunInputs['terrain'][number][]> {
  const path = bundledPath('terrain/terrain.json');
  const { grids } = parseTerrainManifest(await readFile(path, 'utf8'), path);
  return Promise.all(
    grids.map(async ({ file }) => ({ name: file, sha256: await sha256OfFile(join(dirname(path), file)) })),
  );
}
