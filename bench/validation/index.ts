import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';
import { lightPage } from './light-table.ts';
import { networkPage } from './network-table.ts';
import { networkValidation } from './networks.ts';
import { publishedLight } from './published-light.ts';
import { shadowAreas } from './shadow-areas.ts';

/** Pages of `docs/validation`, by file name. */
export async function pages(made: string, say: (line: string) => void): Promise<Record<string, string>> {
  const [ephemeris, terrain] = await Promise.all([openBundledEphemeris(), loadBundledTerrain()]);
  const runner = await createWorkerRunner({});
  try {
    const areas = await shadowAreas(terrain, ephemeris, runner);
    const networks = await networkValidation(terrain, ephemeris, runner, say);
    return {
      'light.md': lightPage(await publishedLight(terrain, ephemeris, say), areas, made),
      'networks.md': networkPage(networks, made),
    };
  } finally {
    await runner.close();
  }
}
