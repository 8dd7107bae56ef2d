import type { Progress } from '@openilrs/core/jobs';
import type { OperateOutput } from '@openilrs/core/mission';
import type { SeedRecord, Variant } from '@openilrs/core/mission';
import { errorText } from '../tiles/run-tiles.ts';
import type { CampaignFolder } from './campaign-folder.ts';
import type { SeedCrew } from './seed-crew.ts';

export interface RunCampaignOptions {
  readonly signal?: AbortSignal;
  /** Lives that are done of those that are not on disk yet. */
  readonly progress?: Progress;
  /** Called with the whole result of each life that is run. */
  readonly onOutput?: (output: OperateOutput, variantId: string, seed: number) => void;
}

/** A life that threw instead of ending: a defect of the program, which the seed shows. */
export interface SeedFailure {
  readonly variant: string;
  readonly seed: number;
  readonly error: string;
}

/** One life that is still to be run. */
export interface Life {
  readonly variant: Variant;
  readonly seed: number;
}

/** The lives that the folder does not hold yet, seed by seed, so that variants can be compared whenever the campaign is ended. */
export async function pendingLives(
  folder: CampaignFolder,
  variants: readonly Variant[],
  seeds: readonly number[],
): Promise<Life[]> {
  const done = new Map<string, Set<number>>();
  for (const { id } of variants) done.set(id, await folder.done(id));
  return seeds.flatMap((seed) => variants.filter(({ id }) => !done.get(id)!.has(seed)).map((variant) => ({ variant, seed }))); // prettier-ignore
}

/**
 * Runs the lives of a campaign that are not done yet, on the threads of a crew. What is finished stays finished, whenever the process ends.
 *
 * @returns lives that failed; the next call tries them again
 */
export async function runCampaign(
  folder: CampaignFolder,
  crew: SeedCrew,
  variants: readonly Variant[],
  seeds: readonly number[],
  { signal, progress, onOutput }: RunCampaignOptions = {},
): Promise<SeedFailure[]> {
  const lives = await pendingLives(folder, variants, seeds);
  const total = lives.length;
  const failures: SeedFailure[] = [];
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  progress?.(0, total, 'lives');
  let done = 0;
  const { text } = folder.made;
  const shift = async (): Promise<void> => {
    for (let life = lives.shift(); life !== undefined && !stop.signal.aborted; life = lives.shift()) {
      const { variant, seed } = life;
      const result = await crew.work({ text, variant, seed, withOutput: onOutput !== undefined }, stop.signal).catch((error: unknown) => {
        stop.signal.throwIfAborted();
        failures.push({ variant: variant.id, seed, error: errorText(error) });
        return null;
      }); // prettier-ignore
      if (result !== null) await folder.write(variant.id, result.record);
      if (result?.output !== undefined) onOutput?.(result.output, variant.id, seed);
      progress?.((done += 1), total, 'lives');
    }
  };
  const shifts = Array.from({ length: Math.min(crew.parallel, total) }, () =>
    shift().catch((error: unknown) => {
      stop.abort(error); // a disk that is full stops all
      throw error;
    }),
  );
  try {
    await Promise.all(shifts);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  stop.signal.throwIfAborted();
  return failures.sort((a, b) => a.seed - b.seed || (a.variant < b.variant ? -1 : 1));
}

/** The records of a variant, in the order of the seeds; seeds that failed are left out. */
export async function recordsOf(
  folder: CampaignFolder,
  variantId: string,
  seeds: readonly number[],
): Promise<SeedRecord[]> {
  const done = await folder.done(variantId);
  return Promise.all(seeds.filter((seed) => done.has(seed)).map((seed) => folder.read(variantId, seed)));
}
