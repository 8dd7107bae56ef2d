import { clonePoints, PERCENTILES, pointOn, pointUncertainty, type PointUncertainty } from '@openilrs/core/terrain';
import { writeFilesWhole } from '@openilrs/node/outputs';
import { createWorkerRunner } from '@openilrs/node/workers';
import { declaredErrors, type DeclaredError } from './declared-errors.ts';
import type { Uncertainty } from './open-uncertainty.ts';

export interface PlaceUncertainty {
  readonly place: { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number };
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly clones: number;
  readonly seed: number;
  readonly errors: readonly DeclaredError[];
  readonly light: PointUncertainty;
}

/** Light of a place on every clone of the terrain. */
export async function placeUncertainty(
  asked: Uncertainty,
  { latRad, lonRad }: { readonly latRad: number; readonly lonRad: number },
  signal: AbortSignal,
): Promise<PlaceUncertainty> {
  const { terrain, errors, clones, seed, sky, heightM, fromUtc, toUtc, workers, out } = asked;
  const eye = { latRad, lonRad, heightM };
  const nominal = pointOn(terrain, eye, sky);
  const runner = await createWorkerRunner(workers === undefined ? {} : { parallel: workers });
  try {
    const progress = (done: number, total: number) => asked.progress(done, total, 'clones');
    const points = await clonePoints({ terrain, errors, clones, seed }, eye, sky, runner, { signal, progress });
    const degrees = (rad: number) => Number(((rad * 180) / Math.PI).toFixed(9));
    const result = {
      place: { latDeg: degrees(latRad), lonDeg: degrees(lonRad), heightM },
      fromUtc,
      toUtc,
      clones,
      seed,
      errors: declaredErrors(terrain, errors),
      light: pointUncertainty(nominal, points, PERCENTILES),
    };
    if (out !== undefined) await writeFilesWhole(out, [['uncertainty.json', `${JSON.stringify(result, null, 1)}\n`]]);
    return result;
  } finally {
    await runner.close();
  }
}
