import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInputError } from '@openilrs/core/errors';
import { projectPath } from '../bundled/index.ts';
import { readDem } from './dem-reader.ts';
import { labelText, PUBLISHED } from './testing/published-labels.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Park and Miller's generator: the same damage in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Heights or a refusal that a person can use; anything else is our fault. */
async function survives(path: string, label: string): Promise<void> {
  try {
    await readDem(path);
  } catch (error) {
    expect(isInputError(error), `${label}: ${(error as Error).stack}`).toBe(true);
  }
}

describe('damaged files', () => {
  it.each(['big-tiled-deflate-int16.tif', 'big-endian-strips-int16.tif', 'lzw-float32-predictor3.tif', 'crs-laea.tif'])(
    '%s: bytes changed or cut off are refused or read',
    async (name) => {
      const whole = await readFile(projectPath(`test/reference/terrain/formats/${name}`));
      const next = random(20261121);
      for (let run = 0; run < 120; run++) {
        const bytes = Buffer.from(whole);
        const most = run % 2 === 0 ? Math.min(600, bytes.length) : bytes.length; // directories lie at the head
        for (let i = 0; i < 1 + Math.floor(3 * next()); i++)
          bytes[Math.floor(next() * most)] = Math.floor(256 * next());
        const path = join(folder, `${run}.tif`);
        await writeFile(path, run % 5 === 4 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes);
        await survives(path, `${name}, run ${run}`);
      }
    },
  );

  it('labels with lines changed, doubled or lost are refused or read', async () => {
    const fields = { ...PUBLISHED.LDEM_80S_20M, LINES: '8', LINE_SAMPLES: '8', LINE_PROJECTION_OFFSET: '3.5', SAMPLE_PROJECTION_OFFSET: '3.5', '^IMAGE': '"L.IMG"' }; // prettier-ignore
    const lines = labelText(fields).split('\r\n');
    await writeFile(join(folder, 'L.IMG'), new Uint8Array(128));
    const next = random(7);
    for (let run = 0; run < 200; run++) {
      const changed = lines.map((line) => {
        const dice = next();
        if (dice < 0.03) return '';
        if (dice < 0.06) return `${line}\r\n${line}`;
        if (dice < 0.1)
          return line.replace(
            /= .*/,
            `= ${['-1', '0', '1e99', '"', '(', 'N/A', '8 <KM>', '16#FF#'][Math.floor(8 * next())]}`,
          );
        return line;
      });
      await writeFile(join(folder, 'L.LBL'), changed.join('\r\n'));
      await survives(join(folder, 'L.LBL'), changed.join('\n'));
    }
  });
});
