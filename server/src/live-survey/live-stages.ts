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

/**
 * Coarse pictures first: a sixteenth of the cells costs a 256th. The first two look in every second degree at a Sun sampled every two hours, so that a new period is tabled at once; the last
 * one is what the verb `survey` makes of the same question, to the bit.
 *
 * @param directions of the mission's survey: a multiple of 4
 */
export function liveStages(sizeM: number, finestM: number, directions: number): LiveStage[] {
  const stages: LiveStage[] = [{ cellM: finestM, directions, sampleS: 1800 }];
  for (let n = 1; n <= COARSER; n++) {
    const cellM = finestM * 2 ** n;
    if (sizeM / cellM < LEAST_CELLS) break;
    const rough = n >= 2 && cellM >= 120;
    stages.unshift(
      rough
        ? { cellM, directions: 180, sampleS: 7200 }
        : { cellM, directions: Math.min(360, directions), sampleS: 1800 },
    );
  }
  return stages;
}
