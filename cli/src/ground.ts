import type { Terrain } from '@openilrs/core/terrain';
import { checkTerrainCoverage, ownTerrain, type GroundPlace } from '@openilrs/node/mission';
import { loadTerrain } from '@openilrs/node/terrain';
import { sayNotice } from './failure.ts';
import { say } from './progress.ts';

/** The ground that a command asks about. */
export interface Ground {
  /** Radians; the first is the middle. */
  readonly places: readonly [GroundPlace, ...GroundPlace[]];
  /** For messages: `the place`. */
  readonly name: string;
  /** How far around the middle a file that is too large to be held whole is read in full, metres. */
  readonly radiusM?: number;
  /** Notices as JSON. */
  readonly json?: boolean | undefined;
}

/**
 * The user's terrain over the bundled grids, for every command that takes a place and `--terrain`: what lies elsewhere is refused, what serves the horizon
 * only or covers a part is said.
 *
 * @throws InputError `TERRAIN_OUTSIDE`, `DEM_*`
 */
export async function openGround(files: readonly string[] | undefined, ground: Ground): Promise<Terrain> {
  const { places, radiusM = 0 } = ground;
  say('reading terrain');
  const [latRad, lonRad] = places[0];
  const terrain = await loadTerrain(files ?? [], { latRad, lonRad, radiusM });
  checkGround(terrain, ground);
  return terrain;
}

/** The same check for terrain that is open, of a mission. @throws InputError `TERRAIN_OUTSIDE` */
export function checkGround(terrain: Terrain, { places, name, json }: Ground): void {
  for (const text of checkTerrainCoverage(ownTerrain(terrain), places, name)) sayNotice(text, json);
}
