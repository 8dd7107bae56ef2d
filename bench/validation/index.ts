import { readFileSync } from 'node:fs';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';
import { bundledPath } from '@openilrs/node/bundled';
import { parseVerticalErrors } from '@openilrs/core/terrain';
import { autonomyPage, autonomyRuns, autonomySizes } from './autonomy.ts';
import { readEyes, type PublishedEye } from './eyes.ts';
import { lightPage } from './light-table.ts';
import { networkPage } from './network-table.ts';
import { NETWORK_EYES, networkValidation } from './networks.ts';
import { ownChoices } from './own-choices.ts';
import { LIGHT_EYES, publishedLight } from './published-light.ts';
import { shadowAreas } from './shadow-areas.ts';
import { shadowPage } from './shadow-table.ts';

/** Writes the pages of `docs/validation`, each as soon as it is made. `only`: words that the names begin with; all pages when empty. */
export async function writePages(
  made: string,
  only: readonly string[],
  write: (name: string, text: string) => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  if (only.some((word) => word !== '' && 'autonomy'.startsWith(word))) {
    await write('autonomy.md', autonomyPage(await autonomyRuns(autonomySizes(process.env), say), made));
    if (only.length === 1) return;
  }
  const [ephemeris, terrain] = await Promise.all([openBundledEphemeris(), loadBundledTerrain()]);
  const runner = await createWorkerRunner({});
  const wants = (name: string) => only.length === 0 || only.some((word) => name.startsWith(word));
  try {
    if (wants('shadow')) await write('shadow.md', shadowPage(await shadowAreas(terrain, ephemeris, runner, say), made));
    if (!wants('light') && !wants('networks')) return;
    const where = bundledPath('terrain/vertical-errors.json');
    const errors = parseVerticalErrors(readFileSync(where, 'utf8'), where);
    const masts = targetEyes();
    const choices = ownChoices(terrain, ephemeris, masts);
    const read = await readEyes([...LIGHT_EYES.flat(), ...NETWORK_EYES], terrain, errors, ephemeris, runner, say);
    const points = masts.map(({ latDeg, lonDeg, heightM }) => `${latDeg}, ${lonDeg}, ${heightM} m`);
    await write('light.md', lightPage({ rows: publishedLight(read, ephemeris.leapSeconds), choices, points }, made));
    await write('networks.md', networkPage(await networkValidation(read, terrain, ephemeris, runner, say), made));
  } finally {
    await runner.close();
  }
}

/** The eyes that have a target: on masts, one of each. */
function targetEyes(): PublishedEye[] {
  const masts = LIGHT_EYES.flat().filter(({ heightM }) => heightM > 0);
  return [...new Map(masts.map((eye) => [JSON.stringify(eye), eye])).values()];
}
