import { lunarSky, spellMaps, surveyRegion, sweepTerrain } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';

export const title = 'Longest dark and lit spell of every cell, 19 years, 10 m masts, bundled terrain';

const DEGREE = Math.PI / 180;

export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2031-01-01'), et('2050-01-01'));
  const lunations = (sky.toEt - sky.fromEt) / (29.530589 * 86_400);
  const region = surveyRegion(-89.463 * DEGREE, 222.51 * DEGREE, 5120, 40);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const cells = swept.cells ** 2;
  for (const parallel of [1, 2]) {
    const runner = await createWorkerRunner({ parallel });
    let walking = NaN;
    try {
      const started = performance.now();
      const maps = await spellMaps(runner, terrain, swept, sky, 10, {
        progress: (_done, _all, what) => {
          if (what === 'terrain/spell-block' && Number.isNaN(walking)) walking = performance.now();
        },
      });
      const [all, walk] = [performance.now() - started, performance.now() - walking];
      let longest = 0;
      for (const dark of maps.longestDarkS) if (dark > longest) longest = dark;
      if (!(longest > 86_400)) throw new Error('no cell has a night');
      print(
        `${swept.cells} x ${swept.cells} cells, ${parallel} worker${parallel > 1 ? 's' : ''}: ${(all / 1000).toFixed(1)} s, of which the walk ${(walk / 1000).toFixed(1)} s: ` +
          `${((walk * 1e6) / cells / lunations).toFixed(0)} ns per cell and lunation; a million cells in ${(((all / cells) * 1e3) / 60).toFixed(1)} minutes`,
      );
    } finally {
      await runner.close();
    }
  }
}
