/** One picture of a live map: its cells, in how many directions the skyline is looked at, and how densely the Sun's path is sampled. */
export interface LiveStage {
  readonly cellM: number;
  readonly directions: number;
  readonly sampleS: number;
}

/** Pictures before the finest, each of half the cells of the one before. */
const COARSER = 4;
/** A picture of fewer cells along a side tells nothing. */
const LEAST_CELLS = 48;
/** Spells cost a hundred times what light does: they begin with half as many. */
const LEAST_CELLS_OF_SPELLS = 24;

/**
 * Coarse pictures first: a sixteenth of the cells costs a 256th. The first two look in every second degree at a Sun sampled every two hours, so that a new period is tabled at once; each is
 * what the verb `survey` makes of the same question with the same cells, directions and step of the Sun, to the bit.
 *
 * @param directions of the mission's survey: a multiple of 4
 */
export function liveStages(sizeM: number, finestM: number, directions: number, spells = false): LiveStage[] {
  const stages: LiveStage[] = [{ cellM: finestM, directions, sampleS: 1800 }];
  for (let n = 1; n <= COARSER + (spells ? 1 : 0); n++) {
    const cellM = finestM * 2 ** n;
    if (sizeM / cellM < (spells ? LEAST_CELLS_OF_SPELLS : LEAST_CELLS)) break;
    const rough = n >= 2 && cellM >= 120;
    stages.unshift(
      rough
        ? { cellM, directions: 180, sampleS: 7200 }
        : { cellM, directions: Math.min(360, directions), sampleS: 1800 },
    );
  }
  return stages;
}
