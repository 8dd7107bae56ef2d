import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coreHours } from '@openilrs/core/terrain';
import { readMission } from '@openilrs/node/mission';
import { createTileCrew, openRun, runTiles, writeMosaic, type CapRequest } from '@openilrs/node/tiles';

export const title = 'Large maps by tiles: what a sample says of the whole';

const REQUEST: CapRequest = {
  where: { southOfDeg: 86 },
  ...{ cellM: 400, heightM: 0, layers: ['sunDiscMean', 'permanentShadow'], directions: 180, tileCells: 96 },
};

/** Works out 4 tiles of the cap from 86 S at 400 m, spread over it, projects the cost of all, then works out all and compares. */
export async function run(print: (line: string) => void): Promise<void> {
  const mission = readMission(fileURLToPath(new URL('../examples/ilrs-reference.yaml', import.meta.url)));
  const period = { from: '2035-01-01', to: '2036-01-01' };
  const shorter = { ...mission, mission: { ...mission.mission, survey: { ...mission.mission.survey, period } } };
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-bench-tiles-'));
  const crew = await createTileCrew(2);
  try {
    const opened = performance.now();
    const cap = await openRun(shorter, REQUEST, folder);
    const { grid, tileCells, tiles } = cap.plan;
    print(
      `${grid.columns} x ${grid.rows} cells of ${grid.step} m, ${tiles.length} tiles of ${tileCells} x ${tileCells}, 180 directions, 2 threads; terrain cut in ${seconds(opened)} s`,
    );
    const sample = await runTiles(cap, crew, { only: 4 });
    const cells = tiles.reduce((sum, tile) => sum + tile.rows * tile.columns, 0);
    const projected = 3600 * coreHours(sample.cost, cells);
    print(
      `4 tiles: ${(1e6 * sample.cost.secondsPerCell).toFixed(1)} core-microseconds per cell; all of them would take ${projected.toFixed(1)} core-s ± ${(100 * sample.cost.relativeError).toFixed(0)} %`,
    );
    const started = performance.now();
    const all = await runTiles(cap, crew);
    print(
      `all ${all.done} tiles: ${all.cost.seconds.toFixed(1)} core-s, ${(100 * (all.cost.seconds / projected - 1)).toFixed(1)} % from the projection; the other ${all.done - 4} in ${seconds(started)} s of the clock`,
    );
    const drawing = performance.now();
    const files = await writeMosaic(cap);
    print(
      `maps written in ${seconds(drawing)} s: ${files.map(({ layer, bytes }) => `${layer} ${(bytes / 1e6).toFixed(2)} MB`).join(', ')}; the process held ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB at most`,
    );
  } finally {
    await crew.close();
    await rm(folder, { recursive: true });
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
