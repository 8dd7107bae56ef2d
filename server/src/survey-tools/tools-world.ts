import type { Ephemeris } from '@openilrs/core/ephemeris';
import { requireCoverage } from '@openilrs/core/ephemeris';
import { InputError } from '@openilrs/core/errors';
import type { Mission, Provenance } from '@openilrs/core/mission';
import { lunarSky, type LunarSky, type Terrain } from '@openilrs/core/terrain';

/** What the tools work on. */
export interface ToolsWorld {
  readonly mission: Mission;
  readonly terrain: Terrain;
  readonly ephemeris: Ephemeris;
  /** Digests of what the answers are made from, and the name of the mission file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly missionFile: string;
  readonly software: string;
}

/** The sky of a period. @throws InputError `KERNEL_COVERAGE`, `LIGHT_PERIOD` */
export function skyOver({ ephemeris, mission }: ToolsWorld, fromEt: number, toEt: number): LunarSky {
  if (!(toEt > fromEt))
    throw new InputError('LIGHT_PERIOD', 'the period is empty', {
      where: 'toUtc',
      remedy: 'Give an end later than the start',
    });
  requireCoverage(ephemeris, [fromEt, toEt], mission.frame);
  return lunarSky(ephemeris, mission.frame, fromEt, toEt);
}

export function provenanceOf({ software, inputs }: ToolsWorld, command: string): Provenance {
  return { software, command, seed: null, inputs };
}
